import { describe, expect, test } from 'vitest';
import { roleCell } from '../../access/rights.ts';
import { decide, unborn, type ActContext } from '../object.ts';
import { after, foundBy, idOf, openActs, sealedSample, unitIds } from '../testing/context.ts';
import { accountDef } from './account.ts';
import type { AccountFacts } from './facts.ts';
import { activeCells, rolesOf } from './holdings.ts';
import type { AccountState } from './state.ts';
import {
  accountContext,
  activeAccount,
  centerAccount,
  certificate,
  clerks,
  filingFacts,
  grantedAccount,
  openedAccount,
  person,
  proposedAccount,
  requested,
  run,
  term,
} from './testing/build.ts';

const G1 = 'QX-2026-000001';
const today = '2026-03-02';
const suspension = { cause: 'leak', from: today, until: '2026-03-31', orderedBy: '中心负责人' } as const;
const handover = {
  proof: 'handover',
  record: '交接单 2026-7',
  tokenReturned: true,
  secrecyPromise: true,
} as const;

const found = (
  state: AccountState,
  act: string,
  input: unknown,
  context: ActContext<AccountFacts> = accountContext(),
): readonly string[] => foundBy(accountDef, state, act, input, context);

describe('table of states', () => {
  test('each act is open exactly in the states of domain.md 3.2', () => {
    const open = { accountNo: 'czs-fzj-0009', kind: 'unit', holder: idOf('f', 1) };
    const inputs = {
      install: {
        ...open,
        ...certificate,
        cells: [roleCell('U')],
        from: today,
        to: today,
        authFactors: [],
        basis: 'x',
      },
      open,
      split: { parent: G1, parts: [{ cells: ['a/b/c'], take: 'grant' }] },
      grant: { grants: [G1], ...term },
      renew: { grants: [G1], to: term.to, basis: 'x' },
      adjust: { grant: G1, cells: ['a/b/c'], basis: 'x' },
      suspend: suspension,
      bindCertificate: certificate,
    };
    const identify = ['bindCertificate', 'factors'];
    expect(openActs(accountDef, activeAccount(), inputs, accountContext())).toEqual({
      none: ['install', 'open'],
      toAnalyse: ['split', 'revoke', ...identify],
      proposed: ['split', 'grant', 'revoke', ...identify],
      toEnable: ['split', 'grant', 'adjust', 'renew', 'suspend', 'enable', 'revoke', ...identify, 'review'],
      active: ['split', 'grant', 'adjust', 'renew', 'suspend', 'enable', 'revoke', ...identify, 'review'],
      suspended: ['split', 'adjust', 'renew', 'suspend', 'enable', 'revoke', ...identify, 'review'],
      revoked: [],
    });
  });

  test('a filing in force leads through analysis, grant and enabling to rights, and no earlier', () => {
    expect(openedAccount()).toMatchObject({
      state: 'toAnalyse',
      name: '陈样一',
      person,
      unit: unitIds.bureau,
    });
    expect(proposedAccount().state).toBe('proposed');
    expect(activeCells(grantedAccount(), today)).toEqual([]);
    expect(grantedAccount().state).toBe('toEnable');
    expect(activeCells(activeAccount(), today)).toEqual([...requested].sort());
    expect(activeCells(activeAccount(), '2027-03-02')).toEqual([]);
  });

  test('four eyes: granting, enabling, renewing, revoking and enlarging need a second permission manager', () => {
    const approvers = (act: string, input: unknown): unknown =>
      accountDef.acts[act]?.approve?.(activeAccount(), input) ?? null;
    const cells = activeAccount().grants?.[G1]?.cells ?? [];
    expect(approvers('grant', { grants: [G1], ...term })).toEqual(['P2']);
    expect(approvers('enable', {})).toEqual(['P2']);
    expect(approvers('renew', { grants: [G1], to: today, basis: 'x' })).toEqual(['P2']);
    expect(approvers('revoke', {})).toEqual(['P2']);
    expect(approvers('suspend', suspension)).toBeNull();
    expect(approvers('adjust', { grant: G1, cells: [...cells, 'x/y/z'], basis: 'x' })).toEqual(['P2']);
    expect(approvers('adjust', { grant: G1, cells, to: '2027-12-31', basis: 'x' })).toEqual(['P2']);
    expect(approvers('adjust', { grant: G1, cells, from: '2026-01-01', basis: 'x' })).toEqual(['P2']);
    expect(approvers('adjust', { grant: G1, cells, to: '2026-12-31', basis: 'x' })).toBeNull();
  });
});

describe('open 开立', () => {
  const open = { accountNo: 'czs-fzj-0009', kind: 'unit', holder: idOf('f', 1) };
  const bySystem = (facts: Partial<AccountFacts> = {}): ActContext<AccountFacts> =>
    accountContext(facts, { actor: clerks.SYS });
  const born = unborn(idOf('e', 9));

  test('no account without an approved filing in force (R022)', () => {
    expect(found(born, 'open', open, bySystem({ filing: filingFacts({ filed: false }) }))).toEqual([
      'staff/not-filed R022 holder',
    ]);
    expect(
      found(born, 'open', open, bySystem({ filing: filingFacts({ validUntil: '2026-03-01' }) })),
    ).toEqual(['staff/filing-expired R121 holder']);
    const named = {
      ...open,
      holder: null,
      name: '李样二',
      idNumber: sealedSample('320400199001010017', '3204**'),
    };
    expect(found(born, 'open', named, bySystem({ filing: null }))).toEqual(['account/no-filing R022 holder']);
  });

  test('no default names, no number twice, one account per person and kind (R132)', () => {
    expect(found(born, 'open', { ...open, accountNo: 'admin01' }, bySystem())).toEqual([
      'account/forbidden-name R132 accountNo',
    ]);
    expect(found(born, 'open', { ...open, accountNo: 'CZS 8' }, bySystem())).toEqual([
      'account/number-format - accountNo',
    ]);
    expect(found(born, 'open', open, bySystem({ accountNoUsed: true }))).toEqual([
      'account/number-used R132 accountNo',
    ]);
    const other = { accountNo: 'czs-fzj-0008', kind: 'unit', revoked: false } as const;
    expect(found(born, 'open', open, bySystem({ accountsOfPerson: [other] }))).toEqual([
      'account/second-of-kind R132 kind',
    ]);
    expect(found(born, 'open', open, bySystem({ accountsOfPerson: [{ ...other, revoked: true }] }))).toEqual(
      [],
    );
    expect(found(born, 'open', open, bySystem({ accountsOfPerson: [{ ...other, kind: 'query' }] }))).toEqual(
      [],
    );
  });

  test('nobody opens or touches an account of their own', () => {
    const self = { ...clerks.SA, person: person.digest };
    expect(found(born, 'open', open, accountContext({}, { actor: self }))).toEqual([
      'access/own-benefit R134 -',
    ]);
    expect(
      found(openedAccount(), 'bindCertificate', certificate, accountContext({}, { actor: self })),
    ).toEqual(['access/own-benefit R134 -']);
  });

  test('a raw identity number never gets into a state', () => {
    const raw = { ...open, kind: 'center', holder: null, name: '李样二', idNumber: '320400199001010017' };
    expect(() => found(born, 'open', raw, accountContext({ filing: null }))).toThrow(TypeError);
    expect(JSON.stringify(centerAccount('center', 7, 'P1'))).not.toContain('3204');
  });

  test('the first accounts can be set up by the system, and only while the server is being set up', () => {
    const input = {
      accountNo: 'czs-sa-1',
      kind: 'administrator',
      name: '李样二',
      idNumber: sealedSample('320400199001010017', '3204**'),
      ...certificate,
      cells: [roleCell('SA')],
      from: today,
      to: '2027-03-01',
      authFactors: ['certificate', 'password'],
      basis: '三员任命文件',
    };
    const setUp = accountContext({ filing: null, installing: true }, { actor: clerks.SYS });
    expect(rolesOf(run(born, 'install', input, setUp), today)).toEqual(['SA']);
    expect(found(born, 'install', { ...input, cells: [roleCell('SA'), roleCell('AUD')] }, setUp)).toEqual([
      'access/excluded-roles R134 cells',
    ]);
    expect(found(born, 'install', input, accountContext({ filing: null }, { actor: clerks.SYS }))).toEqual([
      'account/not-installing R024 -',
    ]);
  });
});

describe('revoke 注销', () => {
  test('an account once in force ends with a handover (X15), for good, and with its sessions', () => {
    expect(found(activeAccount(), 'revoke', {})).toEqual(['account/no-handover X15 handover']);
    expect(found(activeAccount(), 'revoke', { handover: { ...handover, tokenReturned: false } })).toEqual([
      'staff/token-not-returned X15 handover',
    ]);
    const state = run(activeAccount(), 'revoke', { handover });
    expect(state).toMatchObject({ state: 'revoked', revokedOn: today, handover: '交接单 2026-7' });
    expect(Object.values(state.grants ?? {}).map((grant) => grant.state)).toEqual(
      requested.map(() => 'revoked'),
    );
    expect(found(state, 'enable', {})).toEqual(['act/wrong-state - -']);
    expect(run(openedAccount(), 'revoke', {}).state).toBe('revoked');
  });

  test('a single grant can be revoked while the account goes on', () => {
    const state = run(activeAccount(), 'revoke', { grants: [G1] });
    expect(state.state).toBe('active');
    expect(activeCells(state, today)).toHaveLength(requested.length - 1);
  });

  test('the system revokes only when the filing is over, and needs no paper for it', () => {
    const bySystem = (ended: boolean): ActContext<AccountFacts> =>
      accountContext({ filing: filingFacts({ ended, filed: !ended }) }, { actor: clerks.SYS });
    expect(found(activeAccount(), 'revoke', {}, bySystem(false))).toEqual([
      'account/filing-not-ended R022 -',
    ]);
    expect(run(activeAccount(), 'revoke', {}, bySystem(true)).state).toBe('revoked');
  });
});

describe('identification', () => {
  test('a certificate belongs to one account and must be in date; a new one ends the old sessions', () => {
    expect(
      found(
        openedAccount(),
        'bindCertificate',
        { ...certificate, certExpiry: '2026-03-01' },
        accountContext({ fingerprintUsed: true }),
      ),
    ).toEqual([
      'account/certificate-expired R131 certExpiry',
      'account/certificate-used R132 certFingerprint',
    ]);
    const next = { ...certificate, certFingerprint: 'a'.repeat(64) };
    const decision = decide(
      accountDef,
      activeAccount(),
      'bindCertificate',
      next,
      accountContext({}, { actor: clerks.SA }),
    );
    expect(decision.ok && decision.effects).toHaveLength(1);
    expect(
      accountDef.acts['bindCertificate']?.approve?.(centerAccount('administrator', 8, 'SA'), certificate),
    ).toEqual(['SEC']);
  });

  test('an address that is none is refused with its line, the others are kept in canonical form', () => {
    expect(found(openedAccount(), 'factors', { ipAllow: ['10.8.0.0/24', '10.8.0.999'] })[0]).toMatch(
      /^ip\/\S+ - ipAllow\.1$/,
    );
    expect(run(openedAccount(), 'factors', { ipAllow: ['10.8.0.0/24'] }).ipAllow).toEqual(['10.8.0.0/24']);
  });

  test('the same act of a person with the same digest always folds to the same state', () => {
    const input = { grants: [G1], ...term };
    const once = after(accountDef, proposedAccount(), 'grant', input, accountContext());
    expect(
      after(
        accountDef,
        proposedAccount(),
        'grant',
        input,
        accountContext({}, { now: '2026-03-02T08:00:00.000Z' }),
      ),
    ).toEqual(once);
  });
});
