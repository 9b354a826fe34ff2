import { refuse, warn, type Checked, type Finding } from '../rules/finding.ts';
import { conclude, reject } from './checked.ts';
import { compact } from './cleanText.ts';
import { orgCheckChar } from './orgCode.ts';

/** The 31 characters of GB 32100 in the order of their values: no I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** What else is known of the body, to compare the code with. */
export interface UsccOptions {
  /** Division code of the unit; another one in the code is only a warning (the registering body's counts). */
  readonly division?: string;
  /** First two characters its kind of body has: 11 机关, 12 事业单位, 13 群团, 19 其他, 91 企业. */
  readonly classes?: readonly string[];
}

/** Check character of the first 17 characters of a unified social credit code (GB 32100). */
export function usccCheckChar(body: string): string {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * ALPHABET.indexOf(body[index] ?? '0');
  // The outer remainder matters: a sum divisible by 31 gives 0, not 31.
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Organisation code inside a canonical unified social credit code: its characters 9 to 17. */
export function orgCodeOf(uscc: string): string {
  return uscc.slice(8, 17);
}

/**
 * Unified social credit code (统一社会信用代码, GB 32100) with the organisation code inside it (GB 11714).
 * Findings: `uscc/length`, `uscc/illegal-character`, `uscc/check-digit`, `uscc/org-check-digit`;
 * warnings `uscc/division`, `uscc/body-class`.
 */
export function checkUscc(raw: string, place: string, options: UsccOptions = {}): Checked<string> {
  const code = compact(raw).toUpperCase();
  const shape = shapeFindings(code, place);
  if (shape.length > 0) return reject(...shape);
  return conclude(code, [...checkDigitFindings(code, place), ...agreementFindings(code, place, options)]);
}

function shapeFindings(code: string, place: string): readonly Finding[] {
  const findings: Finding[] = [];
  const illegal = [...code].flatMap((ch, i) => (ALPHABET.includes(ch) ? [] : [{ ch, at: i + 1 }]));
  if (illegal.length > 0) {
    const zh = illegal.map(({ ch, at }) => `第 ${at} 位 ${ch}`).join('、');
    const en = illegal.map(({ ch, at }) => `${ch} at ${at}`).join(', ');
    findings.push(
      refuse('uscc/illegal-character', null, place, {
        zh: `统一社会信用代码含有非法字符：${zh}；代码不使用 I、O、S、V、Z，请核对是否为 1、0、5、U、2`,
        en: `The unified social credit code has an illegal character: ${en}; it never uses I, O, S, V, Z, look whether 1, 0, 5, U or 2 is meant`,
      }),
    );
  }
  const length = [...code].length;
  if (length !== 18) {
    findings.push(
      refuse('uscc/length', null, place, {
        zh: `统一社会信用代码应为 18 位，现有 ${length} 位；请对照证书补全`,
        en: `A unified social credit code has 18 characters, this one ${length}; complete it from the certificate`,
      }),
    );
  }
  return findings;
}

function checkDigitFindings(code: string, place: string): readonly Finding[] {
  const findings: Finding[] = [];
  const outer = usccCheckChar(code);
  if (outer !== code[17]) {
    findings.push(
      refuse('uscc/check-digit', null, place, {
        zh: `统一社会信用代码校验码错误：末位为 ${code[17]}，按前 17 位推算应为 ${outer}；请逐位核对是否有错位或错字`,
        en: `The unified social credit code's check character is wrong: it is ${code[17]}, the first 17 give ${outer}; look for a swapped or mistyped character`,
      }),
    );
  }
  const inner = orgCheckChar(code.slice(8, 16));
  if (inner !== code[16]) {
    findings.push(
      refuse('uscc/org-check-digit', null, place, {
        zh: `组织机构代码校验错误：第 17 位为 ${code[16]}，按第 9–16 位推算应为 ${inner}；请逐位核对第 9–17 位`,
        en: `The organisation code inside is wrong: character 17 is ${code[16]}, characters 9-16 give ${inner}; compare characters 9-17`,
      }),
    );
  }
  return findings;
}

function agreementFindings(code: string, place: string, options: UsccOptions): readonly Finding[] {
  const findings: Finding[] = [];
  const { division, classes } = options;
  if (division !== undefined && code.slice(2, 8) !== division) {
    findings.push(
      warn('uscc/division', null, place, {
        zh: `代码中的登记机关区划 ${code.slice(2, 8)} 与单位区划 ${division} 不同；一般应一致，请核对`,
        en: `The registering body's division ${code.slice(2, 8)} differs from the unit's ${division}; they normally agree, check them`,
      }),
    );
  }
  if (classes !== undefined && !classes.includes(code.slice(0, 2))) {
    findings.push(
      warn('uscc/body-class', null, place, {
        zh: `代码前两位 ${code.slice(0, 2)} 与所填机构类型不符（应为 ${classes.join('、')}）；请核对机构类型`,
        en: `The first two characters ${code.slice(0, 2)} do not fit the kind of body (${classes.join(', ')} expected); check the kind of body`,
      }),
    );
  }
  return findings;
}
