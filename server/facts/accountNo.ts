import { checkForbiddenName } from '../../shared/rules/checks/identification.ts';
import type { FilingState } from '../../shared/domain/staffFiling/state.ts';
import { initialsOf } from '../fold/grams.ts';
import type { Reader } from '../log/reader.ts';

/**
 * A new number for the account of a filing: pinyin initials of the name and four digits, free among all accounts
 * that ever were (numbers are never used again, R132).
 */
export async function newAccountNo(reader: Reader, filing: FilingState): Promise<string> {
  const initials = (initialsOf(filing.name ?? '').replaceAll(/[^a-z0-9]/g, '') || 'ry').replace(/^\d/, 'r');
  // 孙样三 gives `sys`: initials may spell a name that no account may bear.
  const stem = checkForbiddenName({ accountName: initials }).length === 0 ? initials : `ry-${initials}`;
  const taken = await reader.db.query<{ n: number }>('SELECT count(*) AS n FROM fold.account');
  for (let serial = (taken.rows[0]?.n ?? 0) + 1; ; serial += 1) {
    const accountNo = `${stem}-${String(serial).padStart(4, '0')}`;
    if ((await reader.findBy('account', 'accountNo', [accountNo])).length === 0) return accountNo;
  }
}
