import { describe, expect, it } from 'vitest';
import { decide, type ActContext } from '../object.ts';
import { actors, contextOf, foundBy } from '../testing/context.ts';
import { filingFacts, filingIn, otherFiling } from '../testing/filings.ts';
import { staffFilingDef } from './staffFiling.ts';
import type { FilingFacts, FilingState } from './state.ts';

type More = Partial<ActContext<FilingFacts>>;

function reviewed(
  fields: Partial<FilingState>,
  input: object = {},
  facts: Partial<FilingFacts> = {},
  more: More = {},
) {
  const context = contextOf({ ...filingFacts, ...facts }, more);
  return foundBy(
    staffFilingDef,
    filingIn('submitted', fields),
    'review',
    { opinion: '同意', ...input },
    context,
  );
}

const replacement: Partial<FilingState> = { filingType: 'replacement', replacedFiling: otherFiling.id };
const replaced = { ...otherFiling, handedOver: false };

describe('reviewing', () => {
  it('is done by another hand than entering', () => {
    expect(reviewed({})).toEqual([]);
    expect(reviewed({ enteredBy: 'c1' })).toEqual(['staff/own-entry R134 -']);
    expect(reviewed({ submittedBy: 'c1' })).toEqual(['staff/own-entry R134 -']);
  });

  it('refuses training older than twelve months (R117)', () => {
    const training = (date: string) => ({ training: [{ date, topic: '安全培训', hours: 4 }] });
    expect(reviewed(training('2025-03-02'))).toEqual([]);
    expect(reviewed(training('2025-03-01'))).toEqual(['staff/training-overdue R117 training']);
  });

  it('takes a replacement seven days ahead, and a later one with reason and tick (R122)', () => {
    const facts = { replaced };
    const late = { ...replacement, effectiveDate: '2026-03-08' };
    expect(reviewed({ ...replacement, effectiveDate: '2026-03-09' }, {}, facts)).toEqual([]);
    expect(reviewed(late, {}, facts)).toEqual([
      'staff/late-filing R122 effectiveDate',
      'staff/late-not-accepted R122 lateAccepted',
    ]);
    const context = contextOf({ ...filingFacts, ...facts }, { reason: '原人员突发疾病' });
    const decision = decide(
      staffFilingDef,
      filingIn('submitted', late),
      'review',
      { opinion: '同意', lateAccepted: true },
      context,
    );
    expect(decision).toMatchObject({
      ok: true,
      change: { patch: { late: true, lateReason: '原人员突发疾病' }, noted: ['staff/late-filing'] },
      follow: [{ act: 'file', input: { lateAccepted: true } }],
    });
    expect(
      decide(
        staffFilingDef,
        filingIn('submitted', late),
        'review',
        { opinion: '同意', lateAccepted: true },
        { ...context, reason: null },
      ).ok,
    ).toBe(false);
  });

  it('shows the approver the tick of a late filing and refuses without it', () => {
    const late = filingIn('reviewed', { ...replacement, late: true });
    const context = contextOf(
      { ...filingFacts, replaced },
      { numbers: { filing: ['BA-320400-2026-00017'] } },
    );
    expect(foundBy(staffFilingDef, late, 'file', { lateAccepted: false }, context)).toEqual([
      'staff/late-not-accepted R122 lateAccepted',
    ]);
    expect(decide(staffFilingDef, late, 'file', { lateAccepted: true }, context)).toMatchObject({
      ok: true,
      change: { patch: { filingNo: 'BA-320400-2026-00017', lateAccepted: true, state: 'filed' } },
    });
  });

  it('needs a reason to refuse for good, and keeps rule and reason', () => {
    const context = contextOf(filingFacts, { actor: actors.C2 });
    const input = { rule: 'R119' };
    expect(foundBy(staffFilingDef, filingIn('submitted'), 'refuse', input, context)).toEqual([
      'act/reason-missing R023 reason',
    ]);
    expect(
      decide(staffFilingDef, filingIn('reviewed'), 'refuse', input, { ...context, reason: '系外包人员' }),
    ).toMatchObject({
      ok: true,
      change: { patch: { state: 'refused', refusedRule: 'R119', refusedText: '系外包人员' } },
    });
  });

  it('does not let anybody act on their own filing', () => {
    const digest = staffFilingDef.personOf(filingIn('submitted'));
    const oneself = { ...actors.C1, person: digest };
    expect(reviewed({}, {}, {}, { actor: oneself })).toContain('access/own-benefit R134 -');
  });
});
