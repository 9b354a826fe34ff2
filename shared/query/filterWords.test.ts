import { expect, test } from 'vitest';
import { filterWords } from './filterWords.ts';

const unit = '6f1f3a52-7c4e-4a53-9a11-0d6a2f1b7e10';

test('filters are told in official terms, records by their names', () => {
  const words = filterWords(
    {
      type: 'staffFiling',
      text: '张',
      filters: [
        { column: 'state', op: 'in', values: ['draft'] },
        { column: 'unit', op: 'in', values: [unit] },
        { column: 'validUntil', op: 'between', values: ['2026-01-01', null] },
        { column: 'filingNo', op: 'empty', values: [] },
      ],
    },
    { [unit]: '市示范发展局' },
  );
  expect(words.map(({ zh }) => zh)).toEqual([
    '状态：草稿',
    expect.stringMatching(/：市示范发展局$/),
    expect.stringMatching(/：2026-01-01 至 …$/),
    expect.stringMatching(/为空$/),
    '检索「张」',
  ]);
});

test('a column of the log stands under its own name', () => {
  const filters = [{ column: 'category', op: 'not' as const, values: ['sign-in'] }];
  expect(filterWords({ type: 'event', filters, text: '' }, {})[0]?.en).toBe('category is not: sign-in');
});
