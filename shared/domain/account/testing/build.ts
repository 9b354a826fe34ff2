import { cell, roleCell, type Cell } from '../../../access/rights.ts';
import type { Actor } from '../../../log/event.ts';
import { sm3Hex } from '../../../log/canonical.ts';
import type { ActContext } from '../../object.ts';
import { unborn } from '../../object.ts';
import { actorOf, after, contextOf, idOf, sealedSample, unitIds } from '../../testing/context.ts';
import { accountDef } from '../account.ts';
import type { AccountFacts, FilingFacts } from '../facts.ts';
import type { AccountState } from '../state.ts';

/** Two fictional sites of the sample bureau. */
export const siteIds = { portal: idOf('b', 1), bureau: idOf('b', 2) } as const;
export const sites: AccountFacts['sites'] = {
  [siteIds.portal]: { name: '示范门户', columns: { news: '要闻', open: '公开' } },
  [siteIds.bureau]: { name: '示范发展局', columns: { news: '动态' } },
};

/** Rights of the sample filing: editing on the portal, auditing on the bureau's site. */
export const requested: readonly Cell[] = [
  cell(siteIds.portal, 'news', 'edit'),
  cell(siteIds.portal, 'news', 'submit'),
  cell(siteIds.portal, 'open', 'edit'),
  cell(siteIds.bureau, 'news', 'review1'),
];

/** The sample person, whose identity number is fictional. */
export const person = { name: '陈样一', digest: sm3Hex('320400198503120008') } as const;

export const clerks = {
  SA: actorOf('sa', 'SA'),
  SEC: actorOf('sec', 'SEC'),
  P1: actorOf('p1', 'P1'),
  P2: actorOf('p2', 'P2'),
  SYS: { ...actorOf('system', 'SYS'), person: null, unitId: null },
} as const satisfies Readonly<Record<string, Actor>>;

/** A filing in force until March 2028, trained in January 2026. */
export function filingFacts(more: Partial<FilingFacts> = {}): FilingFacts {
  return {
    id: idOf('f', 1),
    filed: true,
    ended: false,
    person,
    unit: unitIds.bureau,
    siteScope: Object.values(siteIds),
    requestedCells: requested,
    employmentType: 'institution-staff',
    effectiveDate: '2026-02-01',
    validUntil: '2028-03-08',
    lastTraining: '2026-01-15',
    leavingOn: null,
    ...more,
  };
}

/** Facts in which nothing stands in the way. */
export function accountFacts(more: Partial<AccountFacts> = {}): AccountFacts {
  return {
    filing: filingFacts(),
    otherCells: [],
    accountsOfPerson: [],
    sites,
    unit: { name: '常州市示范发展局', type: 'organ', rectifying: false },
    agreement: null,
    accountNoUsed: false,
    fingerprintUsed: false,
    lastSignIn: null,
    installing: false,
    ...more,
  };
}

/** Context of a permission manager with a reason and enough grant numbers. */
export function accountContext(
  facts: Partial<AccountFacts> = {},
  more: Partial<ActContext<AccountFacts>> = {},
): ActContext<AccountFacts> {
  return contextOf(accountFacts(facts), {
    actor: clerks.P1,
    reason: '岗位需要',
    numbers: { grant: grantNos(1, 20) },
    ...more,
  });
}

/** Numbers of grants `QX-2026-000001` and on. */
export function grantNos(first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `QX-2026-${String(first + i).padStart(6, '0')}`);
}

export const certificate = {
  certSerial: '5A01',
  certFingerprint: sm3Hex('certificate'),
  certExpiry: '2027-12-31',
} as const;

/** Act on an account that must succeed. */
export function run(
  state: AccountState,
  act: string,
  input: unknown,
  context: ActContext<AccountFacts> = accountContext(),
): AccountState {
  return after(accountDef, state, act, input, context);
}

/** A unit account opened by the system for the sample filing. */
export function openedAccount(): AccountState {
  const input = { accountNo: 'czs-fzj-0008', kind: 'unit', holder: idOf('f', 1) };
  return run(unborn(idOf('e', 1)), 'open', input, accountContext({}, { actor: clerks.SYS }));
}

/** ... with one proposed part per requested right, factors and certificate recorded. */
export function proposedAccount(): AccountState {
  const parts = requested.map((value) => ({ cells: [value], take: 'grant' }));
  const split = run(openedAccount(), 'split', { parent: 'filing', parts });
  return identified(split);
}

/** The account with everything its holder needs to sign in. */
export function identified(state: AccountState): AccountState {
  const bound = run(state, 'bindCertificate', certificate, accountContext({}, { actor: clerks.SA }));
  const factors = {
    authFactors: ['certificate', 'password', 'otp'],
    ipAllow: ['10.8.0.0/24'],
    commitmentSigned: true,
  };
  return run(bound, 'factors', factors, accountContext({}, { actor: clerks.SA }));
}

export const term = { from: '2026-03-02', to: '2027-03-01', basis: '常示发〔2026〕3号' } as const;

/** ... with all parts granted for a year. */
export function grantedAccount(): AccountState {
  const state = proposedAccount();
  return run(state, 'grant', { grants: Object.keys(state.grants ?? {}), ...term });
}

/** ... and in force. */
export function activeAccount(): AccountState {
  return run(grantedAccount(), 'enable', {});
}

/** An account of center staff entered directly, with one proposed role. */
export function centerAccount(kind: 'administrator' | 'center', serial: number, role: string): AccountState {
  const input = {
    accountNo: `czs-zx-${serial}`,
    kind,
    name: '李样二',
    idNumber: sealedSample('320400199001010017', '320400********0017'),
    unit: unitIds.center,
  };
  const context = accountContext({ filing: null }, { actor: clerks.SA });
  const opened = run(unborn(idOf('e', serial)), 'open', input, context);
  const parts = [{ cells: [roleCell(role)], take: 'grant' }];
  return run(opened, 'split', { parent: 'direct', parts }, accountContext({ filing: null }));
}
