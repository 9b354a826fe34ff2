import { describe, expect, it } from 'vitest';
import { actorOf, actors, after, digestOfAct, foundBy, idOf, openActs, unitIds } from '../testing/context.ts';
import {
  domainContext as context,
  domainFactsOf as withFacts,
  domainIn as inState,
  domainInputs as inputs,
  domainInUse,
  unbornDomain as empty,
} from '../testing/domains.ts';
import { domainNeeds } from './state.ts';
import { domainRecordDef as def } from './domainRecord.ts';

describe('table of a domain record', () => {
  it('opens exactly these acts in each state', () => {
    const running = ['recordNumbers', 'report', 'renew'];
    const table = openActs(def, domainInUse, inputs, context);
    expect(Object.fromEntries(Object.entries(table).map(([state, acts]) => [state, sorted(acts)]))).toEqual(
      Object.fromEntries(
        Object.entries({
          none: ['plan', 'takeOver'],
          planned: ['edit', 'submit', 'withdraw'],
          approval: ['return', 'approve', 'withdraw'],
          approved: ['register', 'withdraw'],
          registered: ['recordIcp', 'planDeregister', 'correct', 'undoTakeOver', 'yield', ...running],
          filed: ['putInUse', 'planDeregister', 'correct', 'undoTakeOver', 'yield', ...running],
          inUse: [
            'proposeChange',
            'observe',
            'disposeOld',
            'keepTransitional',
            'planDeregister',
            'correct',
            'undoTakeOver',
            'yield',
            ...running,
          ],
          changing: [
            'recordIcpChange',
            'completeChange',
            'cancelChange',
            'disposeOld',
            'yield',
            'report',
            'renew',
          ],
          expiring: [
            'observe',
            'disposeOld',
            'keepTransitional',
            'planDeregister',
            'correct',
            'yield',
            ...running,
          ],
          expired: ['planDeregister', 'correct', 'undoTakeOver', 'yield', 'renew'],
          transitional: ['planDeregister', 'correct', 'undoTakeOver', 'yield', ...running],
          deregistering: ['cancelDeregister', 'deregister', 'yield'],
          deregistered: [],
          withdrawn: [],
        }).map(([state, acts]) => [state, sorted(acts)]),
      ),
    );
  });

  it.each([
    'approve',
    'putInUse',
    'completeChange',
    'keepTransitional',
    'deregister',
    'takeOver',
    'correct',
    'undoTakeOver',
  ])('%s takes four eyes of the center', (name) => {
    expect(def.acts[name]?.roles).toEqual(['C1']);
    expect(def.acts[name]?.approve?.(domainInUse, inputs[name] ?? {})).toEqual(['C2']);
  });

  it('takes back a take-over only while nothing else has happened', () => {
    expect(foundBy(def, { ...domainInUse, rev: 1 }, 'undoTakeOver', {}, context)).toEqual([]);
    expect(foundBy(def, { ...domainInUse, rev: 2 }, 'undoTakeOver', {}, context)).toContain(
      'import/changed-since R024 -',
    );
  });

  it('runs from the plan to the use and on to the end', () => {
    const steps = ['plan', 'submit', 'approve', 'register', 'recordIcp', 'putInUse'] as const;
    let state = empty;
    for (const name of steps) state = after(def, state, name, inputs[name] ?? {}, context);
    expect(state).toMatchObject({ state: 'inUse', startedOn: '2026-03-02', unreportedSince: '2026-03-02' });
    state = after(def, state, 'planDeregister', {}, withFacts({ site: null }));
    expect(after(def, state, 'cancelDeregister', {}, context)).toMatchObject({ state: 'inUse' });
    expect(after(def, state, 'deregister', inputs['deregister'], context)).toMatchObject({
      state: 'deregistered',
      isPrimary: false,
    });
  });

  it('keeps every moment out of what is approved', () => {
    for (const name of ['putInUse', 'completeChange', 'deregister', 'takeOver']) {
      const base = name === 'takeOver' ? empty : inState(def.acts[name]?.from[0] ?? '');
      const later = { ...context, today: '2026-03-09', now: '2026-03-09T01:00:00.000Z' };
      expect(digestOfAct(def, base, name, inputs[name] ?? {}, later)).toBe(
        digestOfAct(def, base, name, inputs[name] ?? {}, context),
      );
    }
  });

  it('keeps a clerk to the own unit', () => {
    const stranger = { ...actorOf('x', 'U'), unitId: unitIds.education };
    for (const name of ['submit', 'withdraw', 'proposeChange', 'planDeregister', 'report']) {
      const base = inState(def.acts[name]?.from[0] ?? '');
      const found = foundBy(def, base, name, inputs[name] ?? {}, { ...context, actor: stranger });
      expect(found, name).toContain('access/other-unit R021 unit');
      expect(foundBy(def, base, name, inputs[name] ?? {}, { ...context, actor: actors.U })).not.toContain(
        'access/other-unit R021 unit',
      );
    }
  });
});

it('is found by every number people know it by', () => {
  expect(def.title(domainInUse)).toBe('demo.changzhou.gov.cn');
  expect(def.searchText(domainInUse)).toEqual(
    expect.arrayContaining(['3204009001', '苏ICP备05000000号-1', '苏公网安备32040002000000号']),
  );
  expect(
    domainNeeds(domainInUse, { domain: 'DEMO2.changzhou.gov.cn.', fields: { unit: unitIds.education } }),
  ).toEqual({
    domain: 'demo2.changzhou.gov.cn',
    unit: unitIds.education,
    site: idOf('b', 1),
    icpNumber: '苏ICP备05000000号-1',
    addresses: [idOf('e', 1)],
  });
});

function sorted(words: readonly string[]): readonly string[] {
  return words.toSorted((a, b) => (a < b ? -1 : 1));
}
