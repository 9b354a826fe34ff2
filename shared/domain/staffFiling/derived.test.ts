import { describe, expect, it } from 'vitest';
import { stateCalendar } from '../../calendar/stateCalendar.ts';
import { ruleSetFor } from '../../rules/ruleSet.ts';
import { evolve, decide, unborn } from '../object.ts';
import { actors, contextOf, unitIds } from '../testing/context.ts';
import {
  filingFacts,
  filingId,
  filingIn,
  filingSample,
  otherFiling,
  otherSiteId,
  siteId,
} from '../testing/filings.ts';
import { requestedCells } from './cells.ts';
import { checkIdentityAgreement } from './identity.ts';
import { staffFilingDef } from './staffFiling.ts';
import { filingNeeds, type FilingState } from './state.ts';

const replacement: Partial<FilingState> = { filingType: 'replacement', replacedFiling: otherFiling.id };

describe('deadlines', () => {
  const deadlines = (state: FilingState) =>
    staffFilingDef
      .deadlines(state, '2026-03-02', ruleSetFor('320400'), stateCalendar)
      .map(({ key, due, roles }) => [key, due, roles.join()]);

  it('say who must act by when', () => {
    expect(deadlines(filingIn('draft', replacement))).toEqual([['submit', '2026-03-02', 'U']]);
    expect(deadlines(filingIn('draft'))).toEqual([['submit', '2026-03-09', 'U']]);
    expect(deadlines(filingIn('submitted'))).toEqual([['review', '2026-03-09', 'C1']]);
    expect(deadlines(filingIn('reviewed'))).toEqual([['file', '2026-03-09', 'C2']]);
    expect(deadlines(filingIn('effective'))).toEqual([
      ['training', '2027-01-15', 'U'],
      ['renew', '2028-03-01', 'U'],
    ]);
    expect(deadlines(filingIn('ended'))).toEqual([]);
  });
});

describe('identity and rights', () => {
  it('agrees with birth date and gender', () => {
    const codes = (raw: string, birthDate: string, gender: 'male' | 'female') =>
      checkIdentityAgreement(raw, birthDate, gender, '2026-03-02').map((f) => f.code);
    expect(codes('320400198503120008', '1985-03-12', 'female')).toEqual([]);
    expect(codes('320400198503120008', '1985-03-13', 'male')).toEqual([
      'identity/birth-date-disagrees',
      'identity/gender-disagrees',
    ]);
    expect(codes('320400198503120000', '1985-03-12', 'female')).toEqual(['identity/check-digit']);
  });

  it('reads the rights asked for as cells, each once, and knows what to look up', () => {
    const rows = [
      { site: siteId, column: ' notices ', action: 'review1' as const },
      { site: siteId, column: 'notices', action: 'review1' as const },
      { site: otherSiteId, action: 'view' as const },
      { site: siteId, column: 'notices' },
    ];
    expect(requestedCells({ requestedPermissions: rows })).toEqual([
      `${siteId}/notices/review1`,
      `${otherSiteId}/-/view`,
    ]);
    expect(filingNeeds(filingIn('draft'), { requestedPermissions: rows, name: '新名' })).toEqual({
      unit: unitIds.bureau,
      sites: [siteId, otherSiteId],
      person: staffFilingDef.personOf(filingIn('draft')),
      name: '新名',
      replacedFiling: null,
    });
  });

  it('shows no secret in title, search words or columns', () => {
    const shown = JSON.stringify([
      staffFilingDef.title(filingIn('draft')),
      staffFilingDef.searchText(filingIn('draft')),
      Object.values(staffFilingDef.columns).map((column) => column.value(filingIn('draft'))),
    ]);
    expect(shown).toContain('320400********0008');
    expect(shown).not.toContain('320400198503120008');
  });

  it('keeps the sealed secret whole over an evolve', () => {
    const context = contextOf(filingFacts, { actor: actors.U });
    const decision = decide(staffFilingDef, unborn(filingId), 'enter', filingSample, context);
    const state =
      decision.ok &&
      evolve(unborn(filingId), decision.change, {
        at: context.now,
        day: context.today,
        actor: actors.U,
        proposer: null,
      });
    expect(state).toMatchObject({ idNumber: filingSample.idNumber, mobile: filingSample.mobile });
  });
});
