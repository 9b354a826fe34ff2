import { checkForbiddenName } from '../rules/checks/identification.ts';
import { refuse, type Checked, type Finding } from '../rules/finding.ts';
import { conclude } from './checked.ts';
import { compact } from './cleanText.ts';

/**
 * Account name (账号): a small letter, then 3 to 31 small letters, digits or single hyphens, such as `czs-fzj-0008`.
 * Findings: `account-name/format`, `account/forbidden-name` (R132: no default or anonymous accounts).
 */
export function checkAccountName(raw: string, place: string): Checked<string> {
  const name = compact(raw).toLowerCase();
  const findings: Finding[] = [];
  if (!/^(?=.{4,32}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) {
    findings.push(
      refuse('account-name/format', null, place, {
        zh: `账号“${name}”不合规：以小写字母开头，由 4–32 个小写字母、数字和单个连字符组成，如 czs-fzj-0008`,
        en: `The account name "${name}" is not allowed: it begins with a small letter and has 4-32 small letters, digits and single hyphens, such as czs-fzj-0008`,
      }),
    );
  }
  const forbidden = checkForbiddenName({ accountName: name });
  findings.push(...forbidden.map((found) => ({ ...found, place })));
  return conclude(name, findings);
}
