import { describe, expect, it } from 'vitest';
import { credentials as credentialsEn } from './en/credentials.ts';
import { form as formEn } from './en/form.ts';
import { frame as frameEn } from './en/frame.ts';
import { list as listEn } from './en/list.ts';
import { pages as pagesEn } from './en/pages.ts';
import { wordsOf } from './text.ts';
import { clockTime, wallTime } from '../../shared/calendar/wallTime.ts';
import { credentials } from './zh/credentials.ts';
import { form } from './zh/form.ts';
import { frame } from './zh/frame.ts';
import { list } from './zh/list.ts';
import { pages } from './zh/pages.ts';

const zh: Readonly<Record<string, string>> = { ...frame, ...list, ...form, ...pages, ...credentials };
const en: Readonly<Record<string, string>> = {
  ...frameEn,
  ...listEn,
  ...formEn,
  ...pagesEn,
  ...credentialsEn,
};

const slots = (sentence: string | undefined) => (sentence?.match(/\{\w+\}/g) ?? []).toSorted();

describe('the words of the screens', () => {
  it('carry the same values in both languages', () => {
    const wrong = Object.keys(zh).filter((key) => String(slots(zh[key])) !== String(slots(en[key])));
    expect(wrong).toEqual([]);
  });

  it('hold no Chinese in English', () => {
    expect(Object.entries(en).filter(([, sentence]) => /[一-鿿]/.test(sentence))).toEqual([]);
  });

  it('put values in their places', () => {
    expect(wordsOf('zh-CN').t('due.left', { n: 3 })).toBe('还剩 3 个工作日');
    expect(wordsOf('en-US').t('due.left', { n: 3 })).toBe('3 working days left');
    expect(wordsOf('en-US').t('due.left', { n: 1 })).toBe('1 working day left');
  });
});

describe('instants', () => {
  it('are shown as wall time in China, whatever the machine says', () => {
    expect(wallTime('2026-11-20T16:30:00.000Z')).toBe('2026-11-21 00:30:00');
    expect(clockTime('2026-11-21T01:31:07.000Z')).toBe('09:31:07');
  });
});
