import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { domainRecordDef } from '../domain/domainRecord/domainRecord.ts';
import type { DomainState } from '../domain/domainRecord/state.ts';
import { decide, evolve, unborn } from '../domain/object.ts';
import { actors, contextOf, idOf } from '../domain/testing/context.ts';
import { freeDomain } from '../domain/testing/domains.ts';
import { mapHeadings } from './fields.ts';
import { isBad } from './finding.ts';
import { readRows } from './row.ts';
import { importContext } from './testing/context.ts';

const file = readFileSync(new URL('../validate/testdata/filings-a.csv', import.meta.url));
const [headings = [], ...rows] = z.array(z.array(z.string())).parse(parse(file, { bom: true }));
const mapping = mapHeadings(headings, 'domains');
const cells = rows.map((row) =>
  Object.fromEntries(mapping.flatMap((key, column) => (key === null ? [] : [[key, row[column] ?? '']]))),
);
const read = readRows('domains', cells, importContext);

const known = '';
const unknown = 'unit-unknown';
const unnamed = 'unit-missing';
const noDomain = '!domain-missing';
const word = 'police/word-completed';
const mended = 'police/province-word police/suffix-added';
const colon = 'police/separator-removed';
const colonAndWord = 'police/separator-removed police/suffix-added';

/** What an official is told of each row, in the file's order; `!` bars the row, findings of the import go without its name. */
const verdicts: readonly (readonly string[])[] = [
  [known],
  [unknown],
  [word, noDomain, unknown],
  ['icp/suffix-added', noDomain, unknown],
  [unknown],
  [colon, noDomain, unknown],
  [unnamed],
  [unknown],
  ['icp/suffix-added', noDomain, unknown],
  ['icp/suffix-added !police/digit-count', noDomain, unknown],
  [unnamed],
  [colon, noDomain, unknown],
  [word, unknown],
  [unknown],
  [unknown],
  ['police/word-repaired', noDomain, unknown],
  [noDomain, unknown],
  ['!site-code/length', colonAndWord, noDomain, unknown],
  ['icp/separator-removed', unknown],
  [unknown],
  [unknown],
  [noDomain, unknown],
  [unknown],
  ['icp/separator-removed', word, unknown],
  [word, unknown],
  [noDomain, unknown],
  [mended, noDomain, unknown],
  [noDomain, unknown],
  [mended, unknown],
  [mended, noDomain, unknown],
  [unknown],
  ['icp/separator-removed', word, noDomain, unknown],
  [unknown],
  [noDomain, unknown],
  [noDomain, unknown],
  [word, noDomain, unknown],
  ['!police/old-form', unknown],
  [noDomain, unknown],
  [noDomain, unknown],
  [noDomain, unknown],
  [unknown],
  [unknown, '!repeated'],
  [noDomain, unknown],
  [noDomain, unknown],
  [unknown],
  [noDomain, unknown],
  [unknown],
  ['!icp/illegal-character !icp/digit-count', noDomain, unnamed],
  [unknown],
  [noDomain, unknown],
  [unnamed],
  [unknown],
  [colonAndWord, unknown],
  ['domain/suffix', unnamed],
  [unknown],
  [noDomain, unknown],
  [colonAndWord, noDomain, unknown],
  [colon, unknown],
  [noDomain, unknown],
  [unknown],
  ['!site-code/length icp/separator-removed icp/suffix-added police/word-repaired', colon, noDomain, unnamed],
  ['icp/suffix-added', unknown],
  [unknown],
  [colon, unknown],
  ['domain/suffix', unknown],
  [noDomain, unnamed],
  [unnamed],
  [unnamed],
];

it('knows every column of the file', () => {
  expect(mapping).toEqual([
    'siteName',
    'unit',
    'domain',
    'siteCode',
    'icpNumber',
    'policeNumber',
    'division',
    'remarks',
    'source',
  ]);
  expect(verdicts).toHaveLength(rows.length);
});

it.each(read.map((row, index) => ({ line: index + 2, row, verdict: verdicts[index] ?? [] })))(
  'line $line: $row.key',
  ({ row, verdict }) => {
    const told = row.findings.map((found) => {
      const code = found.code.replace(/^import\//, '');
      return found.severity === 'refuse' ? `!${code}` : code;
    });
    expect(told.join(' ')).toBe(verdict.filter((part) => part !== '').join(' '));
    expect(row.findings.every((found) => found.place !== '')).toBe(true);
    expect(row.findings.every((found) => found.rule !== null || found.code === 'import/repeated')).toBe(true);
  },
);

it('makes of every good row a record that the register takes over, and of no bad one', () => {
  const context = { ...contextOf(freeDomain), actor: actors.C1 };
  const facts = { ...freeDomain, unit: null, site: null, addresses: [] };
  let good = 0;
  for (const [index, row] of read.entries()) {
    const empty = unborn(idOf('d', index + 1));
    if (isBad(row.findings)) continue;
    good += 1;
    const { unit: _unit, ...record } = row.record;
    const decision = decide(domainRecordDef, empty, 'takeOver', record, { ...context, facts });
    if (!decision.ok) throw new Error(`${row.key}: ${decision.findings.map((f) => f.code).join(' ')}`);
    const moment = { at: context.now, day: context.today, actor: actors.C2, proposer: actors.C1 };
    const state: DomainState = evolve(empty, decision.change, moment);
    expect(state.domain).toBe(row.key);
    expect(state.raw?.['domain']).toBe(cells[index]?.['domain']);
  }
  expect(good).toBe(35);
});

it('keeps the canonical numbers of a row without a domain, and its raw cells', () => {
  const row = read[2];
  expect(row?.key).toBe('3202000002/无锡市市场监管管理局');
  expect(row?.record).toMatchObject({
    siteCode: '3202000002',
    icpNumber: '苏ICP备09024546号',
    policeNumber: '苏公网安备32021102000707号',
    hostName: '无锡市市场监管管理局',
    raw: { policeNumber: '公安备案号：32021102000707' },
  });
  expect(row?.findings.find((found) => found.code === 'police/word-completed')?.value).toBe(
    '公安备案号：32021102000707',
  );
});
