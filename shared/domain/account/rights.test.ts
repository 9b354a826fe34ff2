import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../calendar/legalDay.ts';
import { roleCell } from '../../access/rights.ts';
import { decide, type ActContext } from '../object.ts';
import { foundBy } from '../testing/context.ts';
import { accountDef } from './account.ts';
import type { AccountFacts } from './facts.ts';
import { activeCells, rolesOf } from './holdings.ts';
import type { AccountState } from './state.ts';
import {
  accountContext,
  activeAccount,
  centerAccount,
  clerks,
  filingFacts,
  identified,
  openedAccount,
  proposedAccount,
  requested,
  run,
  term,
} from './testing/build.ts';

const G1 = 'QX-2026-000001';
const today = '2026-03-02';
const suspension = { cause: 'leak', from: today, until: '2026-03-31', orderedBy: '中心负责人' } as const;

const found = (
  state: AccountState,
  act: string,
  input: unknown,
  context: ActContext<AccountFacts> = accountContext(),
): readonly string[] => foundBy(accountDef, state, act, input, context);

describe('grant 授权 and renew 续期', () => {
  const grants = [G1];

  test('a grant needs reason and basis (R023), and outlives neither filing nor certificate (R022, R131)', () => {
    const state = proposedAccount();
    expect(
      found(state, 'grant', { grants, ...term, basis: ' ' }, accountContext({}, { reason: ' ' })),
    ).toEqual([
      'grant/no-reason R023 reason',
      'account/no-basis R023 basis',
      'act/reason-missing R023 reason',
    ]);
    expect(found(state, 'grant', { grants, ...term, to: '2028-03-09' })).toEqual([
      'grant/beyond-filing R022 to',
      'grant/beyond-certificate R131 to',
    ]);
    expect(found(state, 'grant', { grants, ...term, to: '2026-03-01' })).toEqual([
      'grant/ends-before-start - to',
      'account/term-over - to',
    ]);
  });

  test('training older than a year stops a grant (R117)', () => {
    const stale = accountContext({ filing: filingFacts({ lastTraining: '2025-03-01' }) });
    expect(found(proposedAccount(), 'grant', { grants, ...term }, stale)).toEqual([
      'staff/training-overdue R117 grants',
    ]);
  });

  test('only a proposed right can be granted, named grants must exist', () => {
    expect(found(activeAccount(), 'grant', { grants: [G1, 'QX-2026-000777'], ...term })).toEqual([
      'account/grant-state - grants',
      'account/grant-state - grants',
    ]);
  });

  test('renewing never shortens a term', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), (days) => {
        const to = addDays(term.to, days);
        const decision = decide(
          accountDef,
          activeAccount(),
          'renew',
          { grants, to, basis: '函' },
          accountContext(),
        );
        const shortens = decision.findings.some((f) => f.code === 'account/renew-shortens');
        expect(shortens).toBe(days <= 0);
        expect(decision.ok).toBe(days > 0);
      }),
    );
  });
});

describe('renewing what had ended', () => {
  test('a right that ended and clashes by now with another account does not come back by renewal (R134)', () => {
    const context = accountContext(
      {
        filing: filingFacts({ lastTraining: '2027-01-15' }),
        otherCells: ['b0000000-0000-4000-8000-000000000001/news/review1'],
      },
      { today: '2027-03-02' },
    );
    expect(found(activeAccount(), 'renew', { grants: [G1], to: '2027-06-01', basis: '函' }, context)).toEqual(
      ['access/separated-rights R134 grants'],
    );
  });
});

describe('adjust 调整', () => {
  test('a reduction keeps the rest in force; an enlargement is checked like a grant', () => {
    const whole = run(openedAccount(), 'split', {
      parent: 'filing',
      parts: [{ cells: requested, take: 'grant' }],
    });
    const state = run(run(identified(whole), 'grant', { grants: [G1], ...term }), 'enable', {});
    const less = run(state, 'adjust', { grant: G1, cells: requested.slice(0, 2), basis: '函' });
    expect(activeCells(less, today)).toEqual(requested.slice(0, 2).sort());
    expect(
      found(less, 'adjust', { grant: G1, cells: [...requested, `${requested[0]}x`], basis: '函' }),
    ).toContain('account/unknown-right - cells');
    expect(found(state, 'adjust', { grant: G1, cells: requested, basis: '函' })).toEqual([
      'account/no-change - cells',
    ]);
  });

  test('a right of another grant is not granted twice', () => {
    const [a = '', b = ''] = requested;
    expect(found(activeAccount(), 'adjust', { grant: G1, cells: [a, b], basis: '函' })).toEqual([
      'account/doubled R023 cells',
    ]);
  });

  test('taking a role of this program away ends the sessions that run on it', () => {
    const facts = { filing: null };
    const roles = [roleCell('C1'), roleCell('P1')];
    const opened = centerAccount('center', 7, 'C2');
    const split = run(
      opened,
      'split',
      { parent: 'direct', parts: [{ cells: roles, take: 'grant' }] },
      accountContext(facts, { numbers: { grant: ['QX-2026-000077'] } }),
    );
    const granted = run(
      identified(split),
      'grant',
      { grants: ['QX-2026-000077'], ...term },
      accountContext(facts),
    );
    const active = run(granted, 'enable', {}, accountContext(facts));
    expect(rolesOf(active, today)).toEqual(['C1', 'P1']);
    const input = { grant: 'QX-2026-000077', cells: [roleCell('P1')], basis: '函' };
    const decision = decide(accountDef, active, 'adjust', input, accountContext(facts));
    expect(decision.ok && decision.effects.map((effect) => effect.accountId)).toEqual([active.id]);
  });
});

describe('suspend 暂停 and enable 启用', () => {
  test('suspending runs at once, ends the sessions, asks for an after-review and leaves no right in force', () => {
    const { suspend } = accountDef.acts;
    expect(suspend).toMatchObject({ afterReview: ['P2'], dangerous: true, reasonRequired: true });
    expect(suspend?.roles).toEqual(['P1', 'SEC', 'SYS']);
    const decision = decide(accountDef, activeAccount(), 'suspend', suspension, accountContext());
    expect(decision.ok && decision.effects.map((effect) => effect.kind)).toEqual(['end-sessions']);
    const state = run(activeAccount(), 'suspend', suspension);
    expect(activeCells(state, today)).toEqual([]);
    expect(state.suspension).toEqual(suspension);
  });

  test('the planned end enables nothing by itself; it only stands on the workbench', () => {
    const state = run(activeAccount(), 'suspend', suspension);
    expect(activeCells(state, '2026-04-15')).toEqual([]);
    const { rules, calendar } = accountContext();
    const due = accountDef.deadlines(state, '2026-04-15', rules, calendar);
    expect(due.find((line) => line.key === 'suspension-end')).toMatchObject({
      due: '2026-03-31',
      roles: ['P1'],
    });
  });

  test('one grant can be suspended alone and comes back alone', () => {
    const partly = run(activeAccount(), 'suspend', { ...suspension, grants: [G1] });
    expect(partly.state).toBe('active');
    expect(activeCells(partly, today)).toHaveLength(requested.length - 1);
    const back = run(partly, 'enable', { grants: [G1], proof: '已核实' });
    expect(activeCells(back, today)).toEqual([...requested].sort());
    expect(back.grants?.[G1]?.suspension).toBeUndefined();
  });

  test('a person gives a planned end and starts today at the latest; the system may leave the end open', () => {
    const later = { cause: 'leak', from: '2026-03-03' };
    expect(found(activeAccount(), 'suspend', later)).toEqual([
      'account/suspend-later - from',
      'account/suspend-open-ended R023 until',
    ]);
    const bySystem = accountContext({}, { actor: clerks.SYS });
    expect(run(activeAccount(), 'suspend', { cause: 'filing-ended' }, bySystem)).toMatchObject({
      state: 'suspended',
      suspendedOn: today,
    });
  });

  test('enabling looks at everything again: filing, training, factors, certificate, commitment, cause', () => {
    const state = run(activeAccount(), 'suspend', suspension);
    const bare: AccountState = {
      ...state,
      authFactors: ['password'],
      commitmentSigned: false,
      certExpiry: '2026-02-01',
      ipAllow: [],
    };
    const worse = accountContext({
      filing: filingFacts({ validUntil: '2026-02-28', lastTraining: '2024-01-01' }),
      unit: { name: '某局', type: 'organ', rectifying: true },
      otherCells: ['b0000000-0000-4000-8000-000000000001/news/review1'],
    });
    expect(found(bare, 'enable', {}, worse)).toEqual([
      'account/no-proof R023 proof',
      'staff/filing-expired R121 -',
      'staff/training-overdue R117 -',
      'account/too-few-factors R133 -',
      'account/no-cryptographic-factor R133 -',
      'account/certificate-expired R131 -',
      'account/no-commitment X15 -',
      'account/no-source-restriction X07 -',
      'access/separated-rights R134 grants',
    ]);
    const rectifying = accountContext({ unit: { name: '某局', type: 'organ', rectifying: true } });
    expect(found(state, 'enable', { proof: '已核实' }, rectifying)).toEqual(['account/cause-stands R023 -']);
    expect(run(state, 'enable', { proof: '已核实' })).toMatchObject({ state: 'active', enabledOn: today });
    expect(run(state, 'enable', { proof: '已核实' }).suspension).toBeUndefined();
  });

  test('nothing granted, or a term that is over, cannot be enabled', () => {
    const state = run(activeAccount(), 'suspend', { ...suspension, until: '2027-06-01' });
    const later = accountContext(
      { filing: filingFacts({ lastTraining: '2027-01-15' }) },
      { today: '2027-03-02' },
    );
    expect(found(state, 'enable', { proof: '已核实' }, later)).toEqual([
      'account/nothing-to-enable - grants',
    ]);
  });
});
