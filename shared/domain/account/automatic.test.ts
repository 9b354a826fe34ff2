import { describe, expect, test } from 'vitest';
import { stateCalendar } from '../../calendar/stateCalendar.ts';
import { ruleSetFor } from '../../rules/ruleSet.ts';
import { accountDef } from './account.ts';
import { automaticSuspension } from './automatic.ts';
import { namesOf } from './cellText.ts';
import type { AccountFacts } from './facts.ts';
import { permissionRows } from './rows.ts';
import {
  accountContext,
  accountFacts,
  activeAccount,
  filingFacts,
  openedAccount,
  proposedAccount,
  run,
  sites,
} from './testing/build.ts';

const rules = ruleSetFor('320400');
const cause = (facts: Partial<AccountFacts>, today = '2026-03-02'): string | null =>
  automaticSuspension(activeAccount(), accountFacts(facts), today, rules);

describe('automatic suspension 自动暂停', () => {
  test('each cause of domain.md 3.2 stops an account in force, and nothing else does', () => {
    expect(cause({})).toBeNull();
    expect(cause({ filing: null })).toBe('filing-ended');
    expect(cause({ filing: filingFacts({ validUntil: '2026-03-01' }) })).toBe('filing-ended');
    expect(cause({ filing: filingFacts({ ended: true }) })).toBe('filing-ended');
    expect(cause({ filing: filingFacts({ leavingOn: '2026-03-02' }) })).toBe('leaving');
    expect(cause({ filing: filingFacts({ leavingOn: '2026-03-03' }) })).toBeNull();
    expect(cause({ filing: filingFacts({ lastTraining: '2025-03-02' }) })).toBeNull();
    expect(cause({ filing: filingFacts({ lastTraining: '2025-03-01' }) })).toBe('training-overdue');
    expect(cause({ unit: { name: '某局', type: 'organ', rectifying: true } })).toBe('rectification');
    expect(cause({ unit: { name: '某公司', type: 'company', rectifying: false } })).toBe('agreement-expired');
  });

  test('expired certificates, and 90 days without a sign-in, counted from the enabling or the last sign-in', () => {
    const trained = { filing: filingFacts({ lastTraining: '2027-12-31' }) };
    expect(cause({ ...trained, lastSignIn: '2027-12-31' }, '2028-01-01')).toBe('certificate-expired');
    expect(cause({}, '2026-05-31')).toBeNull();
    expect(cause({}, '2026-06-01')).toBe('dormant');
    expect(cause({ lastSignIn: '2026-03-03' }, '2026-06-01')).toBeNull();
  });

  test('an account that is not in force is not suspended again', () => {
    expect(
      automaticSuspension(proposedAccount(), accountFacts({ filing: null }), '2026-03-02', rules),
    ).toBeNull();
  });
});

describe('deadlines', () => {
  const due = (state = activeAccount(), today = '2026-03-02'): readonly string[] =>
    accountDef
      .deadlines(state, today, rules, stateCalendar)
      .map((line) => `${line.key} ${line.due} ${line.roles.join()}`);

  test('rights are analysed within three working days of the opening', () => {
    expect(due(openedAccount())).toEqual(['analysis 2026-03-05 P1']);
    expect(due(proposedAccount())).toEqual([]);
  });

  test('the access review comes six months after the enabling or the last review (R023)', () => {
    expect(due()).toEqual(['review 2026-09-02 P1']);
    const reviewed = run(activeAccount(), 'review', {}, accountContext({}, { today: '2026-05-01' }));
    expect(due(reviewed)).toEqual(['review 2026-11-01 P1']);
  });

  test('grants and certificates appear thirty days before they end', () => {
    expect(due(activeAccount(), '2027-01-29')).toEqual(['review 2026-09-02 P1']);
    expect(due(activeAccount(), '2027-01-30')).toContain('grant-end:QX-2026-000001 2027-03-01 P1');
    expect(due(activeAccount(), '2027-12-01')).toContain('certificate 2027-12-31 SA');
  });
});

describe('permission rows', () => {
  test('a grant reads as the ledger wants it: rights before and after in words, term, reason and basis', () => {
    const [row] = permissionRows(activeAccount(), namesOf(sites));
    expect(row).toMatchObject({
      no: 'QX-2026-000001',
      parent: 'filing',
      before: { zh: '', en: '' },
      after: { zh: '示范门户·要闻:编辑', en: '示范门户·要闻: Edit' },
      to: '2027-03-01',
      reason: '岗位需要',
      basis: '常示发〔2026〕3号',
    });
  });

  test('an ended grant shows what it gave before and nothing after', () => {
    const [row] = permissionRows(
      run(activeAccount(), 'revoke', { grants: ['QX-2026-000001'] }),
      namesOf(sites),
    );
    expect(row).toMatchObject({
      before: { zh: '示范门户·要闻:编辑' },
      after: { zh: '' },
      stateText: { zh: '已注销' },
    });
  });
});
