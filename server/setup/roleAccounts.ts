import type { AppRole } from '../../shared/access/roles.ts';
import { roleCell } from '../../shared/access/rights.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import type { Center } from '../center.ts';
import type { Issued } from '../pki/issue.ts';
import type { CenterCa } from '../pki/store.ts';
import { certificateFor, enrolAccount, type Enrolment } from './enrolAccount.ts';
import { act } from './systemAct.ts';

/** A fictional person of the sample center (domain.md 5.2) with the role they hold. */
export interface RolePerson {
  readonly role: AppRole;
  readonly accountNo: string;
  readonly name: string;
  readonly idNumber: string;
}

/** One account for each role; two filing clerks, because who enters a filing does not review it. */
export const rolePersons: readonly RolePerson[] = [
  { role: 'C1', accountNo: 'ba-chen', name: '陈样一', idNumber: '320400198503120008' },
  { role: 'C1', accountNo: 'ba-qian', name: '钱样九', idNumber: '654000199512010006' },
  { role: 'C2', accountNo: 'fh-li', name: '李样二', idNumber: '320400199006300010' },
  { role: 'P1', accountNo: 'qx-wang', name: '王示三', idNumber: '320400197811050019' },
  { role: 'P2', accountNo: 'qf-zhao', name: '赵示四', idNumber: '320400199302140007' },
  { role: 'SA', accountNo: 'xt-sun', name: '孙样五', idNumber: '320400198704230019' },
  { role: 'SEC', accountNo: 'aq-zhou', name: '周样六', idNumber: '320400199110180004' },
  { role: 'AUD', accountNo: 'sj-wu', name: '吴示七', idNumber: '32040019830315000X' },
  { role: 'DIR', accountNo: 'fz-zheng', name: '郑样八', idNumber: '654000198209090010' },
];

const administrators: ReadonlySet<AppRole> = new Set(['SA', 'SEC', 'AUD']);

/** An account opened at the set-up, with its certificate; `enrolAccount` hands it out. */
export interface Installed {
  readonly role: AppRole;
  readonly account: { readonly id: string; readonly accountNo: string; readonly name: string };
  readonly issued: Issued;
}

/**
 * Opens the first accounts of a center with their roles in force until their certificates end: possible only while
 * nobody has ever signed in.
 * @param issuedAt instant of the certificates; a sample's history begins long before
 */
export async function openRoleAccounts(
  center: Center,
  ca: CenterCa,
  unitId: string,
  persons: readonly RolePerson[],
  issuedAt: Date = new Date(center.now()),
): Promise<readonly Installed[]> {
  const installed: Installed[] = [];
  for (const person of persons) {
    const { role, accountNo, name, idNumber } = person;
    const { issued, fields } = await certificateFor(ca, accountNo, name, issuedAt);
    const { state } = await act(center, {
      type: 'account',
      id: center.newId(),
      act: 'install',
      reason: '系统初始设立',
      input: {
        accountNo,
        kind: administrators.has(role) ? 'administrator' : 'center',
        name,
        idNumber,
        unit: unitId,
        ...fields,
        cells: [roleCell(role)],
        from: dayOf(center.now()),
        to: fields.certExpiry,
        authFactors: ['password', 'certificate', 'otp'],
        basis: '中心初始设立决定',
      },
    });
    installed.push({ role, account: { id: state.id, accountNo, name }, issued });
  }
  return installed;
}

/** Opens the first accounts and hands them out at once. @returns what each person is handed. */
export async function installRoleAccounts(
  center: Center,
  ca: CenterCa,
  unitId: string,
  persons: readonly RolePerson[],
): Promise<readonly Enrolment[]> {
  const enrolments: Enrolment[] = [];
  for (const { account, issued } of await openRoleAccounts(center, ca, unitId, persons)) {
    enrolments.push(await enrolAccount(center, account, issued, false));
  }
  return enrolments;
}
