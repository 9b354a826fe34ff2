import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue, ruleOf } from './all.ts';
import { cite, sources } from './sources.ts';

const checksDir = new URL('../checks/', import.meta.url);
const files = readdirSync(checksDir)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, checksDir), 'utf8'));
const exported = new Map(
  files.flatMap((text) =>
    [...text.matchAll(/export function (\w+)/g)].map((match) => [match[1] ?? '', text] as const),
  ),
);

function ids(prefix: string, from: number, to: number): string[] {
  const width = prefix === 'R' ? 3 : 2;
  return Array.from(
    { length: to - from + 1 },
    (_, index) => `${prefix}${String(from + index).padStart(width, '0')}`,
  );
}

describe('catalogue of rules', () => {
  it('has every rule that bears on units, sites, staff, accounts, domains and addresses', () => {
    const wanted = [
      'R001',
      ...ids('R', 13, 25),
      ...ids('R', 38, 42),
      ...ids('R', 44, 70),
      'R081',
      'R104',
      'R105',
      ...ids('R', 115, 122),
      'R124',
      'R126',
      ...ids('R', 130, 134),
      'R139',
      ...ids('X', 1, 5),
      'X07',
      ...ids('X', 10, 17),
    ];
    expect(catalogue.map((rule) => rule.id)).toEqual(wanted.toSorted());
  });

  it('has each id once and finds it', () => {
    expect(new Set(catalogue.map((rule) => rule.id)).size).toBe(catalogue.length);
    for (const rule of catalogue) expect(ruleOf(rule.id)).toBe(rule);
    expect(ruleOf('R999')).toBeNull();
  });

  it('speaks both languages everywhere', () => {
    for (const rule of catalogue) {
      const notes = rule.held.flatMap((held) => ('text' in held ? [held.text] : []));
      const limits = Object.values(rule.limits ?? {}).map((limit) => limit.text);
      for (const text of [rule.clause, rule.sentence, ...notes, ...limits]) {
        expect(text.zh.trim(), rule.id).not.toBe('');
        expect(text.en.trim(), rule.id).not.toBe('');
        expect(text.en.replaceAll(/\.(?:政务|公益)/gu, ''), rule.id).not.toMatch(
          /[\p{Script=Han}，；：（）]/u,
        );
        expect(text.zh, rule.id).not.toMatch(/\p{Script=Han}[,;:()]/u);
      }
      expect(rule.sentence.zh, rule.id).toMatch(/\p{Script=Han}.*。$/u);
      expect(rule.clause.zh.startsWith(sources[rule.source].short.zh), rule.id).toBe(true);
    }
  });

  it('cites as the grey text behind a field does', () => {
    expect(cite('S2', '37').clause).toEqual({ zh: '细则 37', en: 'Rules 37' });
    expect(cite('S2', '40(7)').clause).toEqual({ zh: '细则 40（七）', en: 'Rules 40(7)' });
    expect(cite('S2', '10(1)4(2)').clause.zh).toBe('细则 10（一）4（2）');
    expect(cite('domain').clause.zh).toBe('国办函〔2018〕55号');
  });

  it('labels as policy what a source leaves open', () => {
    const limits = catalogue.flatMap((rule) =>
      Object.values(rule.limits ?? {}).map((limit) => ({ rule, limit })),
    );
    for (const { rule, limit } of limits) {
      expect(Number.isInteger(limit.value) && limit.value >= 0, rule.id).toBe(true);
    }
    const open = limits.filter(({ rule }) => /及时|定期|跟踪/u.test(rule.sentence.zh));
    expect(open.map(({ rule, limit }) => [rule.id, limit.source])).toEqual([
      ['R019', 'policy'],
      ['R023', 'policy'],
      ['R117', 'policy'],
      // X05 says a year in figures; its 「定期」 is only about backups.
      ['X05', 'law'],
      ['X15', 'policy'],
    ]);
  });
});

describe('no rule is decorative', () => {
  it.each(catalogue.map((rule) => [rule.id, rule] as const))('%s is held', (id, rule) => {
    expect(rule.held.length).toBeGreaterThan(0);
    for (const held of rule.held) {
      if (!('name' in held)) continue;
      const text = exported.get(held.name);
      expect(text, held.name).toBeDefined();
      expect(text, `${held.name} names its rule`).toContain(`'${id}'`);
    }
  });

  it('every check and deadline serves a rule', () => {
    const named = new Set(
      catalogue.flatMap((rule) => rule.held.flatMap((held) => ('name' in held ? [held.name] : []))),
    );
    const helpers = ['remind', 'siteReadiness'];
    expect([...exported.keys()].filter((name) => !named.has(name) && !helpers.includes(name))).toEqual([]);
  });

  it('every finding rests on a rule of the catalogue, with the severity stated there for at least one', () => {
    const severities = new Map<string, Set<string>>();
    const names = { refuse: 'refuse', needsReason: 'needs-reason', warn: 'warn', remind: 'remind' } as const;
    for (const [, call, id] of files
      .join('\n')
      .matchAll(/\b(refuse|needsReason|warn|remind)\(\s*[^,]+,\s*'([RX]\d+)'/g)) {
      const name =
        call === 'refuse' || call === 'needsReason' || call === 'warn' ? names[call] : names.remind;
      severities.set(id ?? '', (severities.get(id ?? '') ?? new Set()).add(name));
    }
    for (const [id, found] of severities) {
      expect(ruleOf(id), id).not.toBeNull();
      expect([...found], id).toContain(ruleOf(id)?.severity);
    }
  });
});
