import { describe, expect, it } from 'vitest';
import { decide, type ActContext } from '../object.ts';
import { actors, contextOf, foundBy, idOf } from '../testing/context.ts';
import { filingFacts, filingId, filingIn, handoverSample, otherFiling } from '../testing/filings.ts';
import { staffFilingDef } from './staffFiling.ts';
import type { FilingFacts, FilingState } from './state.ts';

type More = Partial<ActContext<FilingFacts>>;

const replacement: Partial<FilingState> = { filingType: 'replacement', replacedFiling: otherFiling.id };
const replaced = { ...otherFiling, handedOver: false };

describe('effect, change and end', () => {
  const system = (facts: Partial<FilingFacts>, today: string) =>
    contextOf({ ...filingFacts, ...facts }, { actor: actors.SYS, today });
  const filed = filingIn('filed', { filingNo: 'BA-320400-2026-00017' });
  const accounts = [
    { id: idOf('d', 1), accountNo: 'czs-fzj-0008', state: 'active' },
    { id: idOf('d', 2), accountNo: 'czs-fzj-0009', state: 'suspended' },
  ];

  it('takes effect on its day, not before, and opens the account', () => {
    const newAccount = { id: idOf('d', 1), accountNo: 'czs-fzj-0008' };
    expect(foundBy(staffFilingDef, filed, 'takeEffect', {}, system({}, '2026-03-08'))).toEqual([
      'staff/not-yet-due R122 effectiveDate',
    ]);
    expect(
      decide(staffFilingDef, filed, 'takeEffect', {}, system({ newAccount }, '2026-03-09')),
    ).toMatchObject({
      ok: true,
      change: { patch: { state: 'effective' } },
      follow: [
        {
          type: 'account',
          id: newAccount.id,
          act: 'open',
          input: { accountNo: 'czs-fzj-0008', kind: 'unit', holder: filingId },
        },
      ],
    });
  });

  it('waits for the predecessor’s handover (X15)', () => {
    const successor = { ...filed, ...replacement };
    const waiting = decide(staffFilingDef, successor, 'takeEffect', {}, system({ replaced }, '2026-03-09'));
    expect(waiting).toMatchObject({
      ok: true,
      change: { patch: { state: 'pending' }, noted: ['staff/handover-missing'] },
    });
    const pending = { ...successor, state: 'pending' };
    expect(foundBy(staffFilingDef, pending, 'takeEffect', {}, system({ replaced }, '2026-03-10'))).toEqual([
      'staff/handover-missing X15 replacedFiling',
    ]);
    const over = { replaced: { ...replaced, state: 'ended', handedOver: true } };
    expect(decide(staffFilingDef, pending, 'takeEffect', {}, system(over, '2026-03-10'))).toMatchObject({
      ok: true,
      change: { patch: { state: 'effective' } },
      follow: [],
    });
  });

  it('lets a change take over from the old filing and a removal end both', () => {
    const old = { ...replaced, person: staffFilingDef.personOf(filed) };
    const change = { ...filed, filingType: 'change' as const, replacedFiling: old.id };
    expect(
      decide(staffFilingDef, change, 'takeEffect', {}, system({ replaced: old }, '2026-03-09')),
    ).toMatchObject({
      change: { patch: { state: 'effective' } },
      follow: [{ id: old.id, act: 'end', input: { cause: 'changed', continuedBy: filingId } }],
    });
    const removal = { ...change, filingType: 'removal' as const };
    expect(
      decide(staffFilingDef, removal, 'takeEffect', {}, system({ replaced: old }, '2026-03-09')),
    ).toMatchObject({
      change: { patch: { state: 'ended', endCause: 'removed' } },
      follow: [{ id: old.id, act: 'end', input: { cause: 'removed' } }],
    });
  });

  it('is being replaced only once a successor is submitted', () => {
    const mark = (state: string) =>
      foundBy(
        staffFilingDef,
        filingIn('effective'),
        'markReplacing',
        {},
        contextOf({ ...filingFacts, successors: [{ ...otherFiling, state }] }),
      );
    expect(mark('draft')).toEqual(['staff/no-successor R122 -']);
    expect(mark('submitted')).toEqual([]);
  });

  it('ends on the day of the handover with all accounts', () => {
    const context = contextOf({ ...filingFacts, accounts });
    const decision = decide(staffFilingDef, filingIn('replacing'), 'handover', handoverSample, context);
    expect(decision).toMatchObject({
      ok: true,
      follow: [{ id: filingId, act: 'end', input: { cause: 'handover' } }],
    });
    const ended = decide(
      staffFilingDef,
      filingIn('replacing', { handover: handoverSample }),
      'end',
      { cause: 'handover' },
      context,
    );
    expect(ended).toMatchObject({ ok: true, change: { patch: { state: 'ended', endCause: 'handover' } } });
    expect(ended.ok && ended.follow.map(({ id, act }) => `${act} ${id}`)).toEqual([
      `suspend ${idOf('d', 1)}`,
      `revoke ${idOf('d', 1)}`,
      `revoke ${idOf('d', 2)}`,
    ]);
  });

  it('lets a waiting successor in as soon as the predecessor is gone, with or without handover', () => {
    const successors = [
      { ...otherFiling, state: 'pending' },
      { ...otherFiling, id: idOf('b', 3), state: 'submitted' },
    ];
    const context = contextOf({ ...filingFacts, successors }, { reason: '辞退文件 2026-3' });
    const ended = decide(staffFilingDef, filingIn('replacing'), 'end', { cause: 'dismissed' }, context);
    expect(ended).toMatchObject({ ok: true, follow: [{ id: otherFiling.id, act: 'takeEffect' }] });
    const gone = { replaced: { ...replaced, state: 'ended' } };
    const pending = { ...filed, ...replacement, state: 'pending' };
    expect(decide(staffFilingDef, pending, 'takeEffect', {}, system(gone, '2026-03-10'))).toMatchObject({
      ok: true,
      change: { patch: { state: 'effective' } },
    });
  });

  it('keeps the accounts when a change goes on with them', () => {
    const input = { cause: 'changed', continuedBy: idOf('b', 7) };
    const decision = decide(
      staffFilingDef,
      filingIn('effective'),
      'end',
      input,
      system({ accounts }, '2026-03-09'),
    );
    expect(decision).toMatchObject({
      ok: true,
      follow: [],
      change: { patch: { continuedBy: idOf('b', 7) } },
    });
  });

  it('refuses an incomplete handover, all of it at once', () => {
    const bad = {
      ...handoverSample,
      items: ['accounts', 'papers', 'tasks'],
      witness: '李样二',
      date: '2026-03-03',
      tokenReturned: false,
      secrecyPromise: false,
    };
    expect(foundBy(staffFilingDef, filingIn('effective'), 'handover', bad, contextOf(filingFacts))).toEqual([
      'staff/token-not-returned X15 handover',
      'staff/no-secrecy-promise X15 handover',
      'staff/handover-item X15 items',
      'staff/handover-persons X15 witness',
      'day/in-future - date',
    ]);
  });

  it('ends for a cause that holds only', () => {
    const ending = (cause: string, more: More = {}) =>
      foundBy(staffFilingDef, filingIn('effective'), 'end', { cause }, contextOf(filingFacts, more));
    expect(ending('handover')).toEqual(['staff/end-cause X15 cause']);
    expect(ending('expired', { today: '2028-03-01' })).toEqual(['staff/end-cause X15 cause']);
    expect(ending('expired', { today: '2028-03-02' })).toEqual([]);
    expect(ending('unit-merged')).toEqual(['staff/end-cause X15 cause']);
    expect(ending('unit-merged', { actor: actors.SYS })).toEqual([]);
    expect(ending('dismissed')).toEqual(['staff/dismissal-reason X15 reason']);
    expect(ending('dismissed', { reason: '辞退文件 2026-3' })).toEqual([]);
  });

  it('starts one change at a time, from the data in force', () => {
    const start = (facts: Partial<FilingFacts>) =>
      decide(
        staffFilingDef,
        filingIn('effective'),
        'startChange',
        { draft: idOf('b', 5), kind: 'change' },
        contextOf({ ...filingFacts, ...facts }),
      );
    expect(start({})).toMatchObject({
      ok: true,
      follow: [
        {
          id: idOf('b', 5),
          act: 'enter',
          input: { name: '陈样一', filingType: 'change', replacedFiling: filingId },
        },
      ],
    });
    const mine = { ...otherFiling, state: 'draft', person: staffFilingDef.personOf(filed) };
    expect(start({ successors: [mine] }).findings.map((f) => f.code)).toEqual(['staff/change-open']);
    expect(start({ successors: [{ ...otherFiling, state: 'draft' }] }).ok).toBe(true);
  });
});
