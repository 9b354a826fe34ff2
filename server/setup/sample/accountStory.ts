import { roleCell } from '../../../shared/access/rights.ts';
import { addDays, addYears, type LegalDay } from '../../../shared/calendar/legalDay.ts';
import { grantsOf, type AccountState } from '../../../shared/domain/account/state.ts';
import type { SuspendCause } from '../../../shared/domain/account/terms.ts';
import { requestedCells } from '../../../shared/domain/staffFiling/cells.ts';
import type { FilingState } from '../../../shared/domain/staffFiling/state.ts';
import { sm3Hex } from '../../../shared/log/canonical.ts';
import type { Scene } from './filingStory.ts';
import type { World } from './world.ts';

/** How far a new account comes. */
export type AccountEnd =
  | 'toAnalyse'
  | 'proposed'
  | 'grantOpen'
  | 'grantReturned'
  | 'grantRefused'
  | 'toEnable'
  | 'enableOpen'
  | 'active';

/** The account a filing that took effect has opened, or goes on with. */
export async function accountOf(w: World, filing: string): Promise<AccountState | null> {
  const found = await w.find('account', 'holder', filing);
  return found === null ? null : { ...found };
}

/** The certificate of an account whose holder has none of this center's CA: a serial and a fingerprint that exist nowhere. */
function fictionalCertificate(accountNo: string, expiry: LegalDay) {
  const fingerprint = sm3Hex(`sample certificate ${accountNo} ${expiry}`);
  return {
    certSerial: fingerprint.slice(0, 20).toUpperCase(),
    certFingerprint: fingerprint,
    certExpiry: expiry,
  };
}

/** 绑定证书、登记鉴别方式: what the system administrator enters before an account can come into force. */
async function identify(
  w: World,
  account: AccountState,
  certificate?: Readonly<Record<string, string>>,
): Promise<void> {
  const accountNo = account.accountNo ?? '';
  const expiry = addDays(addYears(w.times.today(), 2), -w.random.int(1, 20));
  await w.act(
    'SA',
    'account',
    account.id,
    'bindCertificate',
    certificate ?? fictionalCertificate(accountNo, expiry),
  );
  await w.act('SA', 'account', account.id, 'factors', {
    authFactors: ['password', 'certificate', 'otp'],
    deviceBinding: [`终端-${accountNo}`],
    commitmentSigned: true,
    commitmentFile: w.scans.commitment,
  });
}

/** 析权 → 授权 → 启用 of an account that a filing has just opened. `role` adds a role of this program to it. */
export async function* bringIntoForce(
  w: World,
  account: AccountState,
  end: AccountEnd = 'active',
  more: { readonly role?: 'U'; readonly certificate?: Readonly<Record<string, string>> } = {},
): Scene<void> {
  if (end === 'toAnalyse') return;
  const filing: FilingState = await w.load('staffFiling', account.holder ?? '');
  await w.act('P1', 'account', account.id, 'split', {
    parent: 'filing',
    parts: partsOf(w, requestedCells(filing)),
  });
  if (more.role) {
    const parts = [{ cells: [roleCell(more.role)], take: 'grant', remark: '单位经办' }];
    await w.act('P1', 'account', account.id, 'split', { parent: 'direct', parts });
  }
  if (end === 'proposed') return;
  yield w.times.soon();
  const to = filing.validUntil ?? w.times.today();
  if (!(yield* grantAll(w, account.id, to, end)) || end === 'grantOpen') return;
  if (end === 'toEnable' && w.random.chance(0.5)) return;
  yield w.times.soon();
  await identify(w, account, more.certificate);
  if (end === 'toEnable') return;
  yield w.times.soon();
  const enabled = await w.act('P1', 'account', account.id, 'enable', {}, '证书、承诺已登记,申请启用');
  if (end === 'enableOpen') return;
  yield w.times.workdays(1);
  await w.approve('P2', enabled);
}

/** The requested rights in one part or in two, the last one sometimes declined for another person's sake. */
function partsOf(w: World, cells: readonly string[]) {
  const half = Math.ceil(cells.length / 2);
  if (cells.length < 3 || w.random.chance(0.6)) return [{ cells, take: 'grant', remark: '按职责最小授权' }];
  return [
    { cells: cells.slice(0, half), take: 'grant', remark: '按职责最小授权' },
    { cells: cells.slice(half), take: w.random.chance(0.1) ? 'decline' : 'grant', remark: '按职责最小授权' },
  ];
}

/** Proposes every analysed right for a term and has it approved. @returns false when it was turned down */
async function* grantAll(w: World, accountId: string, to: LegalDay, end: AccountEnd): Scene<boolean> {
  const state: AccountState = await w.load('account', accountId);
  const grants = grantsOf(state).flatMap((grant) => (grant.state === 'proposed' ? [grant.no] : []));
  const term = {
    from: w.times.today(),
    to,
    basis: `常示信〔${w.times.today().slice(0, 4)}〕${w.random.int(1, 90)}号`,
  };
  const proposed = await w.act(
    'P1',
    'account',
    accountId,
    'grant',
    { grants, ...term },
    '网站信息维护工作需要',
  );
  if (end === 'grantOpen') return true;
  yield w.times.workdays(1);
  if (end === 'grantReturned')
    await w.turnDown('P2', proposed, 'sendBack', 'term', '期限超过本岗位聘期,请缩短');
  else if (end === 'grantRefused') await w.turnDown('P2', proposed, 'refuse', 'no-need', '该栏目已停用');
  else await w.approve('P2', proposed);
  return end !== 'grantReturned' && end !== 'grantRefused';
}

/** After a change filing: a new certificate and the grants prolonged to the new term. */
export async function* prolong(w: World, accountId: string, filing: string): Scene<void> {
  const { validUntil }: FilingState = await w.load('staffFiling', filing);
  const account: AccountState = await w.load('account', accountId);
  const grants = grantsOf(account).flatMap((grant) => (grant.state === 'active' ? [grant.no] : []));
  if (account.state !== 'active' || grants.length === 0) return;
  await w.act(
    'SA',
    'account',
    accountId,
    'bindCertificate',
    fictionalCertificate(account.accountNo ?? '', addYears(w.times.today(), 2)),
  );
  const proposed = await w.act(
    'P1',
    'account',
    accountId,
    'renew',
    { grants, to: validUntil, basis: '变更备案已生效' },
    '备案续期,原有权限仍有工作需要',
  );
  yield w.times.workdays(1);
  await w.approve('P2', proposed);
}

/** Suspends the whole account at once, with the review afterwards; `confirmed` tells whether that is done. */
export async function* suspend(
  w: World,
  accountId: string,
  given: {
    readonly cause: SuspendCause;
    readonly until: LegalDay;
    readonly reason: string;
    readonly by?: 'P1' | 'SEC';
    readonly confirmed: boolean;
  },
): Scene<void> {
  const input = {
    cause: given.cause,
    from: w.times.today(),
    until: given.until,
    orderedBy: '所在单位分管领导',
  };
  await w.act(given.by ?? 'P1', 'account', accountId, 'suspend', input, given.reason);
  if (!given.confirmed) return;
  yield w.times.workdays(1);
  await w.confirm('P2', accountId);
}

/** The cause has gone: back in force with four eyes. */
export async function* enableAgain(w: World, accountId: string, proof: string): Scene<void> {
  const proposed = await w.act('P1', 'account', accountId, 'enable', { proof }, '暂停原因已消除');
  yield w.times.soon();
  await w.approve('P2', proposed);
}

/** 注销 with the handover record, by P1 and P2. */
export async function* revoke(w: World, accountId: string): Scene<void> {
  const handover = {
    proof: 'handover',
    record: `离岗交接单 ${w.times.today()}`,
    tokenReturned: true,
    secrecyPromise: true,
  };
  const proposed = await w.act(
    'P1',
    'account',
    accountId,
    'revoke',
    { handover },
    '岗位调整,不再需要网站权限',
  );
  yield w.times.workdays(1);
  await w.approve('P2', proposed);
}
