import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cell, roleCell, type Cell } from '../../access/rights.ts';
import { decide } from '../object.ts';
import { foundBy } from '../testing/context.ts';
import { accountDef } from './account.ts';
import { sameCells, union } from './algebra.ts';
import { activeCells } from './holdings.ts';
import { grantsOf } from './state.ts';
import {
  accountContext,
  activeAccount,
  filingFacts,
  openedAccount,
  proposedAccount,
  requested,
  run,
  siteIds,
} from './testing/build.ts';

const codes = (input: unknown, context = accountContext(), state = openedAccount()): readonly string[] =>
  foundBy(accountDef, state, 'split', input, context).map((line) => line.split(' ')[0] ?? '');
const whole = (take = 'grant'): unknown => ({ parent: 'filing', parts: [{ cells: requested, take }] });

/** Every right of the request dealt into some of five parts. */
const dealt = fc
  .array(fc.nat({ max: 4 }), { minLength: requested.length, maxLength: requested.length })
  .map((hands) => {
    const parts = Map.groupBy(requested, (_, index) => hands[index] ?? 0);
    return [...parts.values()].map((cells) => ({ cells, take: 'grant' }));
  });

describe('split 析权', () => {
  test('whatever way the request is dealt out, the grants are disjoint and together exactly the request', () => {
    fc.assert(
      fc.property(dealt, (parts) => {
        const grants = grantsOf(run(openedAccount(), 'split', { parent: 'filing', parts }));
        expect(grants.flatMap((grant) => grant.cells).sort()).toEqual([...requested].sort());
        expect(new Set(grants.map((grant) => grant.parent))).toEqual(new Set(['filing']));
      }),
    );
  });

  test('a right lost, doubled or invented is refused, each by its own finding and by name', () => {
    const [first = '', ...others] = requested;
    expect(codes({ parent: 'filing', parts: [{ cells: others, take: 'grant' }] })).toContain(
      'account/split-rest',
    );
    const twice = [
      { cells: requested, take: 'grant' },
      { cells: [first], take: 'decline' },
    ];
    expect(codes({ parent: 'filing', parts: twice })).toContain('account/split-doubled');
    const more = [{ cells: [...requested, cell(siteIds.bureau, 'news', 'view')], take: 'grant' }];
    expect(codes({ parent: 'filing', parts: more })).toContain('account/split-surplus');
  });

  test('a request once answered is not answered again, but a declined part may be looked at anew', () => {
    const state = run(openedAccount(), 'split', whole('decline'));
    expect(codes(whole(), accountContext(), state)).toContain('account/nothing-to-split');
    const again = run(
      state,
      'split',
      { parent: 'QX-2026-000001', parts: [{ cells: requested, take: 'grant' }] },
      accountContext({}, { numbers: { grant: ['QX-2026-000099'] } }),
    );
    expect(again.grants?.['QX-2026-000001']?.state).toBe('split');
    expect(again.grants?.['QX-2026-000099']).toMatchObject({ state: 'proposed', parent: 'QX-2026-000001' });
  });

  test('splitting a right in force into smaller ones changes nothing that is in force', () => {
    const state = activeAccount();
    const before = activeCells(state, '2026-03-02');
    const whole = run(state, 'adjust', {
      grant: 'QX-2026-000001',
      cells: state.grants?.['QX-2026-000001']?.cells,
      to: '2026-12-31',
      basis: '函',
    });
    const [grant] = grantsOf(whole);
    const parts = [{ cells: grant?.cells, take: 'grant' }];
    const context = accountContext({}, { numbers: { grant: ['QX-2026-000050'] } });
    const after = run(whole, 'split', { parent: grant?.no, parts }, context);
    expect(activeCells(after, '2026-03-02')).toEqual(before);
    expect(after.grants?.['QX-2026-000050']).toMatchObject({ state: 'active', to: '2026-12-31' });
    expect(after.reviewedOn).toBe('2026-03-02');
  });

  test('declining part of a right in force takes it away, so it needs a second person; anything else does not', () => {
    const split = accountDef.acts['split'];
    const cells = [requested[0] ?? ''];
    const input = (parent: string, take: string): unknown => ({ parent, parts: [{ cells, take }] });
    expect(split?.approve?.(activeAccount(), input('QX-2026-000001', 'decline'))).toEqual(['P2']);
    expect(split?.approve?.(activeAccount(), input('QX-2026-000001', 'grant'))).toBeNull();
    expect(split?.approve?.(proposedAccount(), input('QX-2026-000001', 'decline'))).toBeNull();
  });

  test('core rights go to formal staff only, and never to a company', () => {
    const contract = accountContext({ filing: filingFacts({ employmentType: 'contract' }) });
    expect(foundBy(accountDef, openedAccount(), 'split', whole(), contract)).toEqual([
      'account/core-not-formal R118 parts.0.cells',
    ]);
    const company = accountContext({ unit: { name: '示范公司', type: 'company', rectifying: false } });
    expect(foundBy(accountDef, openedAccount(), 'split', whole(), company)).toEqual([
      'staff/core-rights-outsourced R119 parts.0.cells',
    ]);
    expect(codes(whole('decline'), contract)).toEqual([]);
  });

  test('rights outside the sites of the filing, and rights that do not exist, are refused', () => {
    const narrow = accountContext({ filing: filingFacts({ siteScope: [siteIds.portal] }) });
    expect(codes(whole(), narrow)).toEqual(['account/outside-scope']);
    const odd: readonly Cell[] = [
      'constructor/-/edit',
      `${siteIds.portal}/constructor/edit`,
      `${siteIds.portal}/news/fly`,
    ];
    for (const value of odd) {
      const context = accountContext({ filing: filingFacts({ requestedCells: [value] }) });
      expect(codes({ parent: 'filing', parts: [{ cells: [value], take: 'grant' }] }, context)).toContain(
        'account/unknown-right',
      );
    }
  });

  test('editing and auditing on one site clash, in the request itself and with another account (R134)', () => {
    const cells = [cell(siteIds.portal, 'news', 'edit'), cell(siteIds.portal, 'open', 'review1')];
    const asked = accountContext({ filing: filingFacts({ requestedCells: cells }) });
    expect(codes({ parent: 'filing', parts: [{ cells, take: 'grant' }] }, asked)).toEqual([
      'access/separated-rights',
    ]);
    const elsewhere = accountContext({ otherCells: [cell(siteIds.portal, 'open', 'review2')] });
    expect(codes(whole(), elsewhere)).toEqual(['access/separated-rights']);
  });

  test('roles of this program are proposed directly, bounded by the kind of account; site rights are not', () => {
    const direct = (value: Cell): unknown => ({
      parent: 'direct',
      parts: [{ cells: [value], take: 'grant' }],
    });
    expect(codes(direct(roleCell('U')))).toEqual([]);
    expect(codes(direct(roleCell('SA')))).toEqual(['account/role-of-other-kind']);
    expect(codes(direct(requested[0] ?? ''))).toEqual(['account/split-direct']);
  });

  test('a parent that is not there is said so, not crashed on', () => {
    for (const parent of ['QX-2026-999999', 'filing'])
      expect(
        decide(
          accountDef,
          openedAccount(),
          'split',
          { parent, parts: [{ cells: ['a/b/c'], take: 'grant' }] },
          {
            ...accountContext({ filing: null }),
          },
        ).findings.map((found) => found.code),
      ).toContain('account/split-parent');
  });

  test('the parts keep cells sorted, so that equal splits have equal digests', () => {
    const state = run(openedAccount(), 'split', {
      parent: 'filing',
      parts: [{ cells: [...requested].reverse(), take: 'grant' }],
    });
    expect(grantsOf(state)[0]?.cells).toEqual(union(requested));
    expect(sameCells(grantsOf(state)[0]?.cells ?? [], requested)).toBe(true);
  });
});
