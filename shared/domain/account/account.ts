import { appRoles } from '../../access/roles.ts';
import { accountKinds } from '../../rules/terms.ts';
import { rolesIn } from '../../access/rights.ts';
import type { ObjectDef } from '../object.ts';
import { adjust } from './acts/adjust.ts';
import { enable } from './acts/enable.ts';
import { grant, renew } from './acts/grant.ts';
import { bindCertificate, review, setFactors } from './acts/identify.ts';
import { install } from './acts/install.ts';
import { open } from './acts/open.ts';
import { revoke } from './acts/revoke.ts';
import { split } from './acts/split.ts';
import { suspend } from './acts/suspend.ts';
import { union } from './algebra.ts';
import { accountDeadlines } from './deadlines.ts';
import type { AccountFacts } from './facts.ts';
import { isHeld } from './holdings.ts';
import { accountFields, grantsOf, type AccountState } from './state.ts';
import { accountGroups, accountStates } from './terms.ts';

/** Account with its rights (账号与权限, domain.md 2.4 and 3.2; 常州 6: 析权、授权、调整、暂停、启用、注销). */
export const accountDef: ObjectDef<AccountState, AccountFacts> = {
  type: 'account',
  label: { zh: '账号', en: 'Account' },
  states: accountStates,
  fields: accountFields,
  groups: accountGroups,
  acts: {
    install,
    open,
    split,
    grant,
    adjust,
    renew,
    suspend,
    enable,
    revoke,
    bindCertificate,
    factors: setFactors,
    review,
  },
  columns: {
    accountNo: {
      label: { zh: '账号', en: 'Account number' },
      kind: 'text',
      value: (s) => s.accountNo ?? null,
      width: 150,
    },
    name: { label: { zh: '持有人', en: 'Holder' }, kind: 'text', value: (s) => s.name ?? null, width: 110 },
    kind: {
      label: { zh: '账号类别', en: 'Kind' },
      kind: 'enum',
      options: accountKinds,
      value: (s) => s.kind ?? null,
      width: 130,
    },
    state: {
      label: { zh: '状态', en: 'State' },
      kind: 'enum',
      options: accountStates,
      value: (s) => s.state,
      width: 90,
    },
    unit: {
      label: { zh: '单位', en: 'Unit' },
      kind: 'ref',
      ref: 'unit',
      value: (s) => s.unit ?? null,
      width: 200,
    },
    roles: {
      label: { zh: '角色', en: 'Roles' },
      kind: 'list',
      options: appRoles,
      value: (s) => [...rolesIn(heldOf(s))].sort(),
      width: 120,
    },
    grants: {
      label: { zh: '授权单数', en: 'Grants' },
      kind: 'integer',
      value: (s) => grantsOf(s).filter(isHeld).length,
      width: 90,
    },
    grantNos: {
      label: { zh: '授权单号', en: 'Grant numbers' },
      kind: 'list',
      value: (s) => grantsOf(s).map((g) => g.no),
    },
    grantEnd: {
      label: { zh: '最早到期', en: 'First grant ends' },
      kind: 'day',
      value: (s) =>
        grantsOf(s)
          .filter(isHeld)
          .flatMap((g) => g.to ?? [])
          .sort()[0] ?? null,
      width: 110,
    },
    certExpiry: {
      label: { zh: '证书到期日', en: 'Certificate expires' },
      kind: 'day',
      value: (s) => s.certExpiry ?? null,
      width: 110,
    },
    certFingerprint: {
      label: { zh: '证书指纹', en: 'Certificate fingerprint' },
      kind: 'text',
      value: (s) => s.certFingerprint ?? null,
    },
    holder: {
      label: { zh: '持有人备案', en: 'Filing' },
      kind: 'ref',
      ref: 'staffFiling',
      value: (s) => s.holder ?? null,
    },
    person: {
      label: { zh: '持有人摘要', en: 'Holder digest' },
      kind: 'text',
      value: (s) => s.person?.digest ?? null,
    },
    reviewedOn: {
      label: { zh: '最近复查', en: 'Last reviewed' },
      kind: 'day',
      value: (s) => s.reviewedOn ?? null,
    },
    openedOn: { label: { zh: '开立日期', en: 'Opened on' }, kind: 'day', value: (s) => s.openedOn ?? null },
  },
  title: (state) => [state.accountNo, state.name].filter((part) => part).join(' '),
  searchText: (state) =>
    [state.certSerial ?? '', ...grantsOf(state).map((one) => one.no)].filter((part) => part !== ''),
  unitOf: (state) => state.unit ?? null,
  personOf: (state) => state.person?.digest ?? null,
  readers: ['P1', 'P2', 'SA', 'SEC', 'AUD', 'C1', 'C2', 'DIR', 'U', 'INS'],
  deadlines: accountDeadlines,
};

function heldOf(state: AccountState): string[] {
  return union(
    ...grantsOf(state)
      .filter(isHeld)
      .map((one) => one.cells),
  );
}
