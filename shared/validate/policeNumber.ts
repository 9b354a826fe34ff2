import { refuse, warn, type Checked, type Finding } from '../rules/finding.ts';
import { conclude, reject } from './checked.ts';
import {
  divisionStanding,
  provinceOfChar,
  provinceOfCode,
  provinces,
  type Province,
  unknownDivision,
} from './divisions.ts';
import {
  provinceMismatch,
  readPrinted,
  separatorRemoved,
  suffixAdded,
  traditionalRefused,
} from './footerNumber.ts';
import type { FilingNumberOptions } from './icp.ts';

/** Rule on the police filing of a site. */
const RULE = 'X09';
/** Words in front of the digits: the right one, cut ones, labels in its place. */
const WORD = /^(.*?)(公网安备|公网安|公安网备|公安备|公安(?:机关|联网|网)?备案(?:编号|号)?|网安备)?$/u;

/** Parts of a canonical police number. */
export interface PoliceFacts {
  readonly province: Province;
  /** Division code of the public security organ, often a district; may be historic. */
  readonly division: string;
  readonly digits: string;
}

/** Parts of a canonical police number; null when the text is not one. */
export function policeFacts(canonical: string): PoliceFacts | null {
  const match = /^(.)公网安备(\d{14})号$/u.exec(canonical);
  const province = provinceOfChar(match?.[1] ?? '');
  const digits = match?.[2];
  return province && digits !== undefined ? { province, division: digits.slice(0, 6), digits } : null;
}

/**
 * Police filing number (公安备案号), stored without a space: 苏公网安备32040002000000号.
 * All that is certain is derived: the first two of the 14 digits name the province, so a label or a city word
 * in its place can be mended. Digits 7 and 8 are not always 02, and the division may be a district's or historic.
 * Refusals: `police/digit-count`, `police/old-form`, `police/traditional`, `police/province-contradiction`, `police/province-unknown`,
 * `police/format`. Warnings: `police/word-completed`, `police/word-repaired`, `police/province-word`,
 * `police/suffix-added`, `police/separator-removed`, `police/division-unknown`,
 * `police/province-mismatch`.
 */
export function checkPoliceNumber(
  raw: string,
  place: string,
  options: FilingNumberOptions = {},
): Checked<string> {
  const printed = readPrinted(raw);
  const match = /^(\P{Nd}*)([\d-]+)(号?)$/u.exec(printed.text);
  if (!match) return reject(formatFinding(raw, place));
  const [, front = '', digits = '', hao = ''] = match;
  const [, head = '', word] = WORD.exec(front) ?? [];
  if (!/^\p{Script=Han}*$/u.test(head) || (word === undefined && head !== ''))
    return reject(formatFinding(raw, place));
  const wrong = digitFindings(digits, place);
  if (wrong.length > 0) return reject(...wrong);
  const named = provinceOf(head);
  const province = provinceOfCode(digits) ?? null;
  if (province === null) return reject(unknownProvince(digits, place));
  if (named !== null && named !== province) return reject(contradiction(named, province, digits, place));
  const char = provinceOfChar(head) === null ? policeChar(province) : head;
  const canonical = `${char}公网安备${digits}号`;
  const findings = [...wordFindings(head, word, canonical, place)];
  if (printed.hadTraditional) findings.push(traditionalRefused('police/traditional', RULE, place, canonical));
  if (printed.hadColon) findings.push(separatorRemoved('police/separator-removed', RULE, place, canonical));
  if (hao === '' && head !== '') findings.push(suffixAdded('police/suffix-added', RULE, place, canonical));
  const division = digits.slice(0, 6);
  if (divisionStanding(division) === 'unknown') {
    findings.push(unknownDivision('police/division-unknown', place, division, '公安备案号'));
  }
  findings.push(...provinceMismatch('police/province-mismatch', RULE, place, province, options.division));
  return conclude(canonical, findings);
}

/** Word the police print: where ICP numbers use 蜀 黔 滇 陇, police numbers use 川 贵 云 甘. */
function policeChar(province: Province): string {
  const common: Readonly<Record<string, string>> = { 51: '川', 52: '贵', 53: '云', 62: '甘' };
  return common[province.code2] ?? province.chars[0] ?? '';
}

/** The province a printed word names: 苏, or 江苏 and 江苏省 in full; null for a city word or nothing. */
function provinceOf(head: string): Province | null {
  const short = provinceOfChar(head);
  if (short !== null || head.length < 2) return short;
  return provinces.find((p) => head.startsWith(p.name.replace(KIND_OF_AREA, ''))) ?? null;
}

const KIND_OF_AREA = /(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$/;

function digitFindings(digits: string, place: string): readonly Finding[] {
  if (/^\d{11}-\d{6}$/.test(digits)) {
    return [
      refuse('police/old-form', RULE, place, {
        zh: `“${digits}”是旧式公安备案号（11 位加 6 位）；请在全国互联网安全管理服务平台查询现用的 14 位号码`,
        en: `"${digits}" is the old form (11 and 6 digits); look up the present number of 14 digits on the public security platform`,
      }),
    ];
  }
  const count = digits.replaceAll('-', '').length;
  if (/^\d{14}$/.test(digits)) return [];
  return [
    refuse('police/digit-count', RULE, place, {
      zh: `公安备案号有 ${count} 位数字${digits.includes('-') ? '且含连字符' : ''}，应为连续 14 位；请核对是否漏写或多写`,
      en: `The police number has ${count} digits${digits.includes('-') ? ' and a hyphen' : ''}, 14 in a row are needed: look for one lost or added`,
    }),
  ];
}

function wordFindings(
  head: string,
  word: string | undefined,
  canonical: string,
  place: string,
): readonly Finding[] {
  if (head === '') {
    return [
      warn('police/word-completed', RULE, place, {
        zh: `号码缺“省简称+公网安备”，已按前两位数字补为 ${canonical}；网页上也请改正`,
        en: `The words before the digits are missing; the first two digits give ${canonical}; mend it on the page as well`,
      }),
    ];
  }
  const findings: Finding[] = [];
  if (provinceOfChar(head) === null) {
    findings.push(
      warn('police/province-word', RULE, place, {
        zh: `号码开头“${head}”不是省级简称，已按前两位数字改为 ${canonical}；网页上也请改正`,
        en: `The number begins with "${head}", which is no province; the first two digits give ${canonical}; mend it on the page as well`,
      }),
    );
  }
  if (word !== '公网安备') {
    findings.push(
      warn('police/word-repaired', RULE, place, {
        zh: `“${word}”应为“公网安备”，已规范为 ${canonical}；网页上也请改正`,
        en: `"${word}" should read 公网安备, brought to ${canonical}; mend it on the page as well`,
      }),
    );
  }
  return findings;
}

function contradiction(named: Province, byDigits: Province, digits: string, place: string): Finding {
  return refuse('police/province-contradiction', RULE, place, {
    zh: `省简称为${named.name}，而数字 ${digits.slice(0, 2)} 表示${byDigits.name}；无法确定哪个有误，请核对原号码`,
    en: `The word says ${named.name}, the digits ${digits.slice(0, 2)} say ${byDigits.name}; which is wrong cannot be told, look up the number`,
  });
}

function unknownProvince(digits: string, place: string): Finding {
  return refuse('police/province-unknown', RULE, place, {
    zh: `号码前两位 ${digits.slice(0, 2)} 不是任何省级行政区的代码；请核对原号码`,
    en: `The first two digits ${digits.slice(0, 2)} are no province's code; look up the number`,
  });
}

function formatFinding(raw: string, place: string): Finding {
  return refuse('police/format', RULE, place, {
    zh: `“${raw.trim()}”不是公安备案号；应如“苏公网安备32040002000000号”`,
    en: `"${raw.trim()}" is no police filing number; it looks like 苏公网安备32040002000000号`,
  });
}
