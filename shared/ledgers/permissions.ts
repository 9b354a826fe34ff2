import { rolesIn, type Cell } from '../access/rights.ts';
import { appRoles } from '../access/roles.ts';
import { cellsText } from '../domain/account/cellText.ts';
import { isHeld } from '../domain/account/holdings.ts';
import { grantsOf, type AccountState, type Grant } from '../domain/account/state.ts';
import { suspendCauses } from '../domain/account/terms.ts';
import { canonicalJson } from '../log/canonical.ts';
import { centerScope, partsOf } from '../access/rights.ts';
import { LIST, nameOf, plain, rightNames } from './cells.ts';
import {
  column,
  numberColumn,
  type LedgerCell,
  type LedgerContext,
  type LedgerLine,
  type LineLedger,
} from './ledger.ts';

/** The six operations (常州 6) by the act that carries them out; 续期 is an adjustment of the term. */
const operations: Readonly<Record<string, string>> = {
  split: '析权',
  install: '授权',
  grant: '授权',
  adjust: '调整',
  renew: '调整',
  suspend: '暂停',
  enable: '启用',
  revoke: '注销',
};
/** Acts after which the same grant is in or out of force, whether or not the grant itself changed. */
const switching: ReadonlySet<string> = new Set(['suspend', 'enable', 'revoke']);

/** 权限变更台账: one row for each grant that an act on an account changed (domain.md 6). */
export const permissionLedger: LineLedger = {
  source: 'lines',
  title: { zh: '权限变更台账', en: 'Ledger of permission changes' },
  columns: [
    numberColumn,
    column.text('授权单号', 'Grant number', 18),
    column.text('操作类型', 'Operation', 10),
    column.text('账号', 'Account', 18),
    column.text('姓名', 'Name', 10),
    column.text('单位', 'Unit', 26),
    column.long('网站/栏目', 'Site and column', 26),
    column.text('角色', 'Role', 14),
    column.long('变更前权限', 'Rights before', 34),
    column.long('变更后权限', 'Rights after', 34),
    column.long('事由及依据', 'Reason and basis', 30),
    column.day('有效期起', 'Valid from'),
    column.day('有效期止', 'Valid until'),
    column.text('提出人', 'Proposed by', 10),
    column.text('批准人', 'Approved by', 10),
    column.text('执行人', 'Carried out by', 10),
    column.instant('提出时间', 'Proposed at'),
    column.instant('批准时间', 'Approved at'),
    column.instant('执行时间', 'Carried out at'),
    column.text('关联备案编号', 'Staff filing', 22),
    column.long('备注', 'Remarks', 20),
  ],
  takes: ({ result, change }) =>
    result === 'done' && change?.type === 'account' && operations[change.act] !== undefined,
  rows: (line, context, n) => {
    const { change } = line.event;
    if (!change || !permissionLedger.takes(line.event)) return [];
    const before: AccountState = line.before ?? { id: change.id, rev: 0, state: 'none' };
    const after: AccountState = line.after ?? before;
    return changedGrants(before, after, change.act).map((grant, index) =>
      rowOf({ line, before, after, act: change.act, grant }, context, n + index),
    );
  },
};

interface Changed {
  readonly line: LedgerLine;
  readonly before: AccountState;
  readonly after: AccountState;
  readonly act: string;
  /** As it stands after the act. */
  readonly grant: Grant;
}

/** A parent that was split has no row of its own: its parts show what it held. */
function changedGrants(before: AccountState, after: AccountState, act: string): readonly Grant[] {
  const whole = switching.has(act) && before.state !== after.state;
  return grantsOf(after).filter((grant) => {
    const old = before.grants?.[grant.no];
    if (grant.state === 'split') return false;
    if (old === undefined || canonicalJson(old) !== canonicalJson(grant)) return true;
    return whole && isHeld(grant);
  });
}

function rowOf(changed: Changed, context: LedgerContext, n: number): readonly LedgerCell[] {
  const { line, after, act, grant } = changed;
  const { event } = line;
  const names = rightNames(context);
  const underCase = event.proposer !== null;
  return [
    n,
    grant.no,
    operations[act] ?? act,
    plain(after.accountNo),
    plain(after.name),
    nameOf(after.unit, context),
    placesOf(grant.cells, context),
    plain([...rolesIn(grant.cells)].map(roleName).join(LIST)),
    plain(cellsText(cellsBefore(changed), names).zh),
    afterText(changed, context),
    plain([event.change?.reason, grant.basis].filter((part) => part).join(';依据:')),
    plain(grant.from),
    plain(grant.to),
    plain((event.proposer ?? event.actor).name),
    underCase ? plain(event.actor.name) : null,
    plain(event.actor.name),
    plain(line.case?.openedAt ?? event.at),
    underCase ? plain(event.at) : null,
    plain(event.at),
    after.holder ? plain(context.names[`no/${after.holder}`] ?? context.names[after.holder]) : null,
    remarkOf(changed),
  ];
}

function cellsBefore({ before, act, grant }: Changed): readonly Cell[] {
  const old = before.grants?.[grant.no];
  if (old) return rightsOf(before, old, act);
  const parent = grant.parent === undefined ? undefined : before.grants?.[grant.parent];
  return parent ? rightsOf(before, parent, act) : [];
}

function afterText({ after, act, grant }: Changed, context: LedgerContext): LedgerCell {
  const names = rightNames(context);
  if (grant.state === 'proposed') return `(拟授权)${cellsText(grant.cells, names).zh}`;
  if (grant.state === 'declined') return `(不予授权)${cellsText(grant.cells, names).zh}`;
  return plain(cellsText(rightsOf(after, grant, act), names).zh);
}

/** Rights a grant gives: once granted, or, where the act switches them, only while account and grant are in force. */
function rightsOf(account: AccountState, grant: Grant, act: string): readonly Cell[] {
  if (!isHeld(grant)) return [];
  if (!switching.has(act)) return grant.cells;
  return account.state === 'active' && grant.state === 'active' ? grant.cells : [];
}

function placesOf(cells: readonly Cell[], context: LedgerContext): LedgerCell {
  const { site, column: columnName } = rightNames(context);
  const places = cells.map((cell) => {
    const parts = partsOf(cell);
    if (parts.site === centerScope) return '中心';
    return parts.column === '-'
      ? site(parts.site)
      : `${site(parts.site)}/${columnName(parts.site, parts.column)}`;
  });
  return plain([...new Set(places)].join(LIST));
}

function roleName(role: string): string {
  return Object.entries(appRoles).find(([key]) => key === role)?.[1].zh ?? role;
}

function remarkOf({ after, act, grant }: Changed): LedgerCell {
  const suspension = act === 'suspend' ? (grant.suspension ?? after.suspension) : undefined;
  const cause = suspension
    ? `${suspendCauses[suspension.cause].zh}${suspension.until ? `,计划至 ${suspension.until}` : ''}`
    : '';
  return plain(
    [act === 'renew' ? '续期' : '', act === 'install' ? '初始设立' : '', grant.remark ?? '', cause]
      .filter((part) => part !== '')
      .join(';'),
  );
}
