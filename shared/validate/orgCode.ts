import { refuse, type Checked, type Finding } from '../rules/finding.ts';
import { conclude, reject } from './checked.ts';
import { compact } from './cleanText.ts';

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Check character of an eight-character organisation code body (GB 11714): letters count A=10 to Z=35. */
export function orgCheckChar(body: string): string {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * Number.parseInt(body[index] ?? '0', 36);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/**
 * Organisation code (组织机构代码, GB 11714); `01411946-7` becomes `014119467`.
 * Findings: `org-code/length`, `org-code/illegal-character`, `org-code/check-digit`.
 */
export function checkOrgCode(raw: string, place: string): Checked<string> {
  const code = compact(raw)
    .toUpperCase()
    .replace(/^(.{8})-(.)$/, '$1$2');
  const findings: Finding[] = [];
  const illegal = [...new Set(code.match(/[^0-9A-Z]/gu) ?? [])];
  if (illegal.length > 0) {
    findings.push(
      refuse('org-code/illegal-character', null, place, {
        zh: `组织机构代码含有非法字符 ${illegal.join('、')}；只能用数字和大写字母`,
        en: `The organisation code has the illegal character ${illegal.join(', ')}; only digits and capital letters are used`,
      }),
    );
  }
  const length = [...code].length;
  if (length !== 9) {
    findings.push(
      refuse('org-code/length', null, place, {
        zh: `组织机构代码应为 9 位，现有 ${length} 位；请对照证书补全`,
        en: `An organisation code has 9 characters, this one ${length}; complete it from the certificate`,
      }),
    );
  }
  if (findings.length > 0) return reject(...findings);
  const expected = orgCheckChar(code.slice(0, 8));
  if (expected !== code[8]) {
    findings.push(
      refuse('org-code/check-digit', null, place, {
        zh: `组织机构代码校验错误：末位为 ${code[8]}，按前 8 位推算应为 ${expected}；请逐位核对`,
        en: `The organisation code's check character is wrong: it is ${code[8]}, the first 8 give ${expected}; compare it character by character`,
      }),
    );
  }
  return conclude(code, findings);
}
