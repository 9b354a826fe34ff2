import { refuse, warn, type Checked, type Finding } from '../rules/finding.ts';
import { conclude, reject } from './checked.ts';
import { provinceOfChar, type Province } from './divisions.ts';
import {
  provinceMismatch,
  type Printed,
  readPrinted,
  separatorRemoved,
  suffixAdded,
  traditionalRefused,
} from './footerNumber.ts';

/** Rule that the number stands on the home page. */
const RULE = 'R082';
const LABEL = /^(?:工信部|ICP)?备案(?:许可)?证?(?:编号|序号|号)?(?=\p{Script=Han}ICP)/u;

/** What the number is compared with. */
export interface FilingNumberOptions {
  /** Division code of the unit; a number of another province is only a warning. */
  readonly division?: string;
}

/** Parts of a canonical ICP number. */
export interface IcpFacts {
  /** Subject number (主体备案号), shared by all sites of the sponsor: 苏ICP备05000000号. */
  readonly subject: string;
  /** Number of the site under it, from 1; null when only the subject number is known. */
  readonly site: number | null;
  readonly province: Province;
}

/** Parts of a canonical ICP number; null when the text is not one. */
export function icpFacts(canonical: string): IcpFacts | null {
  const match = /^(.)ICP备(?:\d{6}|\d{8}|\d{10})号(?:-(\d+))?$/u.exec(canonical);
  const province = provinceOfChar(match?.[1] ?? '');
  if (!match || !province) return null;
  return {
    subject: canonical.replace(/-\d+$/, ''),
    site: match[2] === undefined ? null : Number(match[2]),
    province,
  };
}

/**
 * ICP filing number (ICP备案号), subject or site form, as printed on real pages.
 * Refusals: `icp/licence`, `icp/bei-missing`, `icp/traditional`, `icp/province-word`, `icp/digit-count`,
 * `icp/illegal-character`, `icp/site-suffix`, `icp/app-suffix`, `icp/format`.
 * Warnings: `icp/suffix-added`, `icp/separator-removed`, `icp/year`, `icp/province-mismatch`.
 */
export function checkIcp(raw: string, place: string, options: FilingNumberOptions = {}): Checked<string> {
  const printed = readPrinted(raw);
  const text = printed.text.replace(LABEL, '');
  const match = /^(\p{Script=Han}*)ICP(备|证)?(.*)$/u.exec(text);
  if (!match) return reject(formatFinding(raw, place));
  const [, word = '', kind, rest = ''] = match;
  if (kind === '证') return reject(licenceFinding(raw, place));
  const tail = /^([^号-]*)(号?)(?:-(.*))?$/.exec(rest);
  if (!tail) return reject(formatFinding(raw, place));
  const [, digits = '', hao = '', site] = tail;
  const province = provinceOfChar(word);
  const canonical = `${word}ICP备${digits}号${site === undefined ? '' : `-${site}`}`;
  const findings = [
    ...wordFindings(word, kind, printed, canonical, place),
    ...digitFindings(digits, place),
    ...siteFindings(site, place),
  ];
  if (findings.length > 0 || province === null) return reject(...findings);
  return conclude(canonical, [
    ...noteFindings(printed, hao, canonical, digits, place),
    ...provinceMismatch('icp/province-mismatch', RULE, place, province, options.division),
  ]);
}

function noteFindings(
  printed: Printed,
  hao: string,
  canonical: string,
  digits: string,
  place: string,
): Finding[] {
  const findings: Finding[] = [];
  if (printed.hadColon) findings.push(separatorRemoved('icp/separator-removed', RULE, place, canonical));
  if (hao === '') findings.push(suffixAdded('icp/suffix-added', RULE, place, canonical));
  if (digits.length === 10 && !digits.startsWith('20')) {
    findings.push(
      warn('icp/year', RULE, place, {
        zh: `10 位备案号应以四位年份开头，现为 ${digits.slice(0, 4)}；请核对`,
        en: `A number of 10 digits begins with a four-digit year, here with ${digits.slice(0, 4)}; check it`,
      }),
    );
  }
  return findings;
}

function wordFindings(
  word: string,
  kind: string | undefined,
  printed: Printed,
  offer: string,
  place: string,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (printed.hadTraditional) {
    findings.push(traditionalRefused('icp/traditional', RULE, place, offer));
  }
  if (kind === undefined) {
    findings.push(
      refuse('icp/bei-missing', RULE, place, {
        zh: `备案号缺“备”字；是否为 ${offer}？请核实后填写`,
        en: `The word 备 is missing; is ${offer} meant? Enter it once that is verified`,
      }),
    );
  }
  if (provinceOfChar(word) === null) {
    findings.push(
      refuse('icp/province-word', RULE, place, {
        zh: `备案号开头${word === '' ? '缺' : `“${word}”不是`}省级简称；应如“苏ICP备05000000号”`,
        en: `The number ${word === '' ? 'lacks its province word' : `begins with "${word}", which is no province`}; it looks like 苏ICP备05000000号`,
      }),
    );
  }
  return findings;
}

function digitFindings(digits: string, place: string): readonly Finding[] {
  const findings: Finding[] = [];
  const illegal = digits.replace(/\d/g, '');
  if (illegal !== '') {
    findings.push(
      refuse('icp/illegal-character', RULE, place, {
        zh: `备案号数字部分含有“${illegal}”；请核对原号码`,
        en: `The digits of the number hold "${illegal}"; look up the number`,
      }),
    );
  }
  const count = digits.length - illegal.length;
  if (![6, 8, 10].includes(count)) {
    findings.push(
      refuse('icp/digit-count', RULE, place, {
        zh: `备案号有 ${count} 位数字，应为 8 位（新号 10 位，早期 6 位）；请核对是否漏写或多写`,
        en: `The number has ${count} digits; 8 are usual, 10 in new ones, 6 in early ones: look for one lost or added`,
      }),
    );
  }
  return findings;
}

function siteFindings(site: string | undefined, place: string): readonly Finding[] {
  if (site === undefined || /^[1-9]\d{0,4}$/.test(site)) return [];
  if (/^[1-9]\d{0,4}[AX]$/.test(site)) {
    return [
      refuse('icp/app-suffix', RULE, place, {
        zh: `后缀 -${site} 是 App 或小程序的备案号；请填写网站的备案号（-数字）`,
        en: `The suffix -${site} is that of an app or mini-program; enter the website's number (- and digits)`,
      }),
    ];
  }
  return [
    refuse('icp/site-suffix', RULE, place, {
      zh: `网站序号“-${site}”不对；应为 -1、-2 等，没有则不写`,
      en: `The site suffix "-${site}" is wrong; it is -1, -2 and so on, or nothing`,
    }),
  ];
}

function licenceFinding(raw: string, place: string): Finding {
  return refuse('icp/licence', RULE, place, {
    zh: `“${raw.trim()}”是经营许可证号，不是备案号；请填写“ICP备…号”`,
    en: `"${raw.trim()}" is a business licence, no filing; enter the number with ICP备`,
  });
}

function formatFinding(raw: string, place: string): Finding {
  return refuse('icp/format', RULE, place, {
    zh: `“${raw.trim()}”不是 ICP 备案号；应如“苏ICP备05000000号”或“苏ICP备05000000号-1”`,
    en: `"${raw.trim()}" is no ICP number; it looks like 苏ICP备05000000号 or 苏ICP备05000000号-1`,
  });
}
