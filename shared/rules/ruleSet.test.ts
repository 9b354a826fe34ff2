import { describe, expect, it } from 'vitest';
import { ruleOf } from './catalog/all.ts';
import { reportMatters } from './rule.ts';
import { bindingOf, limitOf, ruleSetFor, ruleSets } from './ruleSet.ts';

const changzhou = ruleSetFor('320400');
const yili = ruleSetFor('654000');

describe('rule sets', () => {
  it('follow the prefecture of a division code, historic districts too', () => {
    expect(ruleSetFor('320482')).toBe(changzhou);
    expect(ruleSetFor('654021')).toBe(yili);
    expect(ruleSetFor('110101').area).toBe('000000');
    expect(ruleSetFor('654200').area).toBe('000000');
  });

  it('have the Xinjiang domain rules only in Yili', () => {
    const ids = (set: typeof yili) => new Set(set.rules.map((rule) => rule.id));
    for (const id of ['R066', 'R067']) {
      expect(ids(yili).has(id)).toBe(true);
      expect(ids(changzhou).has(id)).toBe(false);
    }
    for (const set of ruleSets) expect(ids(set).has('R122')).toBe(true);
  });

  it('ask for a replacement a week ahead everywhere, and say where that is law', () => {
    for (const set of ruleSets) expect(limitOf(set, 'R122', 'lead')).toMatchObject({ value: 7, unit: 'day' });
    expect(limitOf(yili, 'R122', 'lead').source).toBe('law');
    expect(limitOf(changzhou, 'R122', 'lead').source).toBe('policy');
  });

  it('send reports to the receivers of the area', () => {
    expect(yili.reportTo['permanent-offline'].name.zh).toBe('自治区政府办公厅');
    expect(yili.reportTo['temporary-offline'].name.zh).toBe('自治区电子政务办');
    expect(yili.reportTo['staff-change'].name.zh).toBe('伊犁州政府电子政务办');
    expect(changzhou.reportTo['staff-filing']).toMatchObject({
      source: 'law',
      name: { zh: '常州市电子政务中心' },
    });
    for (const set of ruleSets)
      expect(Object.keys(set.reportTo).toSorted()).toEqual(Object.keys(reportMatters).toSorted());
  });

  it('say whether a rule binds the area or was adopted', () => {
    const binding = (set: typeof yili, id: string) => {
      const rule = ruleOf(id);
      return rule && bindingOf(set, rule);
    };
    expect(binding(changzhou, 'R022')).toBe('binding');
    expect(binding(yili, 'R022')).toBe('adopted');
    expect(binding(yili, 'R118')).toBe('binding');
    expect(binding(changzhou, 'R118')).toBe('adopted');
    expect(binding(changzhou, 'X02')).toBe('binding');
  });

  it('have distinct versions and every limit the catalogue names', () => {
    expect(new Set(ruleSets.map((set) => set.version)).size).toBe(ruleSets.length);
    for (const set of ruleSets) {
      for (const rule of set.rules) {
        for (const name of Object.keys(rule.limits ?? {}))
          expect(limitOf(set, rule.id, name).value).toBeGreaterThanOrEqual(0);
      }
      for (const [id, limits] of Object.entries(set.limits)) {
        for (const name of Object.keys(limits))
          expect(ruleOf(id)?.limits?.[name], `${id}.${name}`).toBeDefined();
      }
    }
  });

  it('do not answer for a limit that does not exist', () => {
    expect(() => limitOf(yili, 'R122', 'lag')).toThrow(RangeError);
    expect(() => limitOf(yili, 'toString', 'length')).toThrow(RangeError);
  });
});
