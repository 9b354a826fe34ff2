import type { AppRole } from '../../shared/access/roles.ts';
import { roleCell } from '../../shared/access/rights.ts';
import { addYears, dayOf } from '../../shared/calendar/legalDay.ts';
import type { Center } from '../center.ts';
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

/** One account for each role, two for the permission managers' and filing clerks' four eyes. */
export const rolePersons: readonly RolePerson[] = [
  { role: 'C1', accountNo: 'ba-chen', name: '陈样一', idNumber: '320400198503120008' },
  { role: 'C2', accountNo: 'fh-li', name: '李样二', idNumber: '320400199006300010' },
  { role: 'P1', accountNo: 'qx-wang', name: '王示三', idNumber: '320400197811050019' },
  { role: 'P2', accountNo: 'qf-zhao', name: '赵示四', idNumber: '320400199302140007' },
  { role: 'SA', accountNo: 'xt-sun', name: '孙样五', idNumber: '320400198704230019' },
  { role: 'SEC', accountNo: 'aq-zhou', name: '周样六', idNumber: '320400199110180004' },
  { role: 'AUD', accountNo: 'sj-wu', name: '吴示七', idNumber: '32040019830315000X' },
  { role: 'DIR', accountNo: 'fz-zheng', name: '郑样八', idNumber: '654000198209090010' },
];

const administrators: ReadonlySet<AppRole> = new Set(['SA', 'SEC', 'AUD']);

/**
 * Opens the first accounts of a center with their roles in force: possible only while nobody has ever signed in.
 * @returns what each person is handed.
 */
export async function installRoleAccounts(
  center: Center,
  ca: CenterCa,
  unitId: string,
  persons: readonly RolePerson[],
): Promise<readonly Enrolment[]> {
  const enrolments: Enrolment[] = [];
  for (const person of persons) {
    const now = center.now();
    const today = dayOf(now);
    const { issued, fields } = await certificateFor(ca, person.accountNo, person.name, new Date(now));
    const outcome = await act(center, {
      type: 'account',
      id: center.newId(),
      act: 'install',
      reason: '系统初始设立',
      input: {
        accountNo: person.accountNo,
        kind: administrators.has(person.role) ? 'administrator' : 'center',
        name: person.name,
        idNumber: person.idNumber,
        unit: unitId,
        ...fields,
        cells: [roleCell(person.role)],
        from: today,
        to: addYears(today, 1) < fields.certExpiry ? addYears(today, 1) : fields.certExpiry,
        authFactors: ['password', 'certificate', 'otp'],
        basis: '中心初始设立决定',
      },
    });
    enrolments.push(
      await enrolAccount(
        center,
        { id: outcome.state.id, accountNo: person.accountNo, name: person.name },
        issued,
        false,
      ),
    );
  }
  return enrolments;
}
