import { type Finding, refuse } from '../rules/finding.ts';

/** Limits of a password. GB/T 22239-2019 8.1.4.1 a) asks for complexity; the numbers are the center's policy. */
export interface PasswordPolicy {
  /** Characters (code points) at least. */
  readonly minimumLength: number;
  /** Characters at most, so that hashing cannot be made to work for nothing. */
  readonly maximumLength: number;
  /** How many of the four classes (upper case, lower case, digits, others) at least. */
  readonly minimumClasses: number;
}

/** The policy of a new center. */
const DEFAULT_PASSWORD_POLICY: PasswordPolicy = {
  minimumLength: 12,
  maximumLength: 128,
  minimumClasses: 3,
};

/** Account numbers shorter than this occur in passwords by chance. */
const SHORTEST_TELLING = 3;

/**
 * Checks a new password (口令复杂度, GB/T 22239-2019 8.1.4.1 a).
 *
 * @param accountNo 账号编号 the password is for
 * @returns every fault found, none for a good password
 */
export function checkPassword(
  password: string,
  accountNo: string,
  policy: PasswordPolicy = DEFAULT_PASSWORD_POLICY,
): Finding[] {
  const typed = password.normalize('NFKC');
  const findings: Finding[] = [];
  const length = [...typed].length;
  if (length < policy.minimumLength) {
    findings.push(
      refuse('password/too-short', null, 'password', {
        zh: `口令至少 ${policy.minimumLength} 个字符，现为 ${length} 个（GB/T 22239-2019 8.1.4.1 a）。`,
        en: `The password needs at least ${policy.minimumLength} characters and has ${length} (GB/T 22239-2019 8.1.4.1 a).`,
      }),
    );
  }
  if (length > policy.maximumLength) {
    findings.push(
      refuse('password/too-long', null, 'password', {
        zh: `口令至多 ${policy.maximumLength} 个字符。`,
        en: `The password may have at most ${policy.maximumLength} characters.`,
      }),
    );
  }
  if (countClasses(typed) < policy.minimumClasses) {
    findings.push(
      refuse('password/too-simple', null, 'password', {
        zh: `口令须含大写字母、小写字母、数字、其他字符中的至少 ${policy.minimumClasses} 类（GB/T 22239-2019 8.1.4.1 a）。`,
        en: `The password needs at least ${policy.minimumClasses} of: upper case, lower case, digits, other characters (GB/T 22239-2019 8.1.4.1 a).`,
      }),
    );
  }
  if (contains(typed, accountNo)) {
    findings.push(
      refuse('password/contains-account', null, 'password', {
        zh: '口令不得包含账号编号。',
        en: 'The password must not contain the account number.',
      }),
    );
  }
  return findings;
}

function countClasses(text: string): number {
  return [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((each) => each.test(text)).length;
}

function contains(password: string, accountNo: string): boolean {
  const account = accountNo.normalize('NFKC').trim().toLowerCase();
  return account.length >= SHORTEST_TELLING && password.toLowerCase().includes(account);
}
