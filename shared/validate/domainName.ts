import { toASCII, toUnicode } from 'tr46';
import { refuse, type Checked, type Finding } from '../rules/finding.ts';
import { conclude, reject } from './checked.ts';
import { dropInvisible, foldWidth } from './cleanText.ts';
import { namingFindings, type DomainOptions } from './domainRules.ts';

/** A domain name in both of its forms. */
export interface DomainName {
  /** What DNS uses (A-label form), lower case, no final dot: xn--gmqx28add4i1rz24ag4l.xn--zfr164b. */
  readonly ascii: string;
  /** What people read (U-label form): 常州市人民政府.政务. */
  readonly unicode: string;
  /** `gov.cn`, `cn`, `政务`, `公益`, or the last label of any other name. */
  readonly suffix: string;
  /** Labels in front of the suffix, readable form, left to right. */
  readonly labels: readonly string[];
  /** True for a Chinese domain (中文域名). */
  readonly chinese: boolean;
}

/** UTS 46, non-transitional, with every check on: what registries and browsers resolve. */
const UTS46 = { checkBidi: true, checkHyphens: true, checkJoiners: true, useSTD3ASCIIRules: true };

/**
 * Domain name of a government site, English or Chinese (UTS 46; RFC 5890), with the naming rules of
 * `domainRules.ts`. Upper case, full-width letters, `。` and a final dot are brought to the canonical form.
 * Findings: `domain/url`, `domain/label`, `domain/mixed-scripts`, `domain/script`, `domain/length`,
 * `domain/format`, `domain/suffix`, `domain/no-name`, `domain/mixed-labels` (warn), and those of the rules
 * X02, R066 and R067 (`rules/checks/domains.ts`).
 */
export function checkDomain(raw: string, place: string, options: DomainOptions = {}): Checked<DomainName> {
  const typed = dropInvisible(foldWidth(raw))
    .trim()
    .replace(/[。．｡]/g, '.')
    .toLowerCase();
  if (/[/:@?#\s]/.test(typed)) return reject(notBare(typed, place));
  const name = typed.replace(/\.$/, '');
  const labels = toUnicode(name, UTS46).domain.split('.');
  const wrong = labels.flatMap((label) => labelFindings(label, place));
  if (wrong.length > 0) return reject(...wrong);
  const ascii = toASCII(name, { ...UTS46, verifyDNSLength: true });
  if (ascii === null || labels.length < 2) return reject(formatOrLength(name, place));
  const domain = assemble(ascii);
  return conclude(domain, namingFindings(domain, place, options));
}

function assemble(ascii: string): DomainName {
  const unicode = toUnicode(ascii, UTS46).domain;
  const all = unicode.split('.');
  const suffix = /(?:^|\.)(gov\.cn|[^.]+)$/.exec(unicode)?.[1] ?? '';
  const labels = all.slice(0, all.length - suffix.split('.').length);
  return { ascii, unicode, suffix, labels, chinese: /[^\p{ASCII}]/u.test(unicode) };
}

function labelFindings(label: string, place: string): readonly Finding[] {
  const foreign = [...label].filter((ch) => /\p{L}/u.test(ch) && !/[\p{Script=Han}a-z]/u.test(ch));
  const scripts = [/\p{Script=Han}/u, /[a-z]/].filter((script) => script.test(label)).length;
  if (scripts + (foreign.length > 0 ? 1 : 0) > 1) {
    return [
      refuse('domain/mixed-scripts', null, place, {
        zh: `“${label}”一段混用了不同文字${foreign.length > 0 ? `（${foreign.join('、')} 不是英文字母）` : '（汉字与英文字母）'}；每一段只能用一种文字`,
        en: `The part "${label}" mixes scripts${foreign.length > 0 ? ` (${foreign.join(', ')} is no Latin letter)` : ' (Chinese and Latin)'}; each part takes one only`,
      }),
    ];
  }
  if (foreign.length > 0) {
    return [
      refuse('domain/script', null, place, {
        zh: `“${label}”一段既不是英文也不是中文；政府网站域名只用英文或中文`,
        en: `The part "${label}" is neither Latin nor Chinese; government domains use one of these`,
      }),
    ];
  }
  const plain =
    /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label) ||
    /^[\p{Script=Han}0-9](?:[\p{Script=Han}0-9-]*[\p{Script=Han}0-9])?$/u.test(label);
  const tooLong = /^[a-z0-9-]{64,}$/.test(label);
  if (plain && !tooLong && (label.startsWith('xn--') || label.slice(2, 4) !== '--')) return [];
  return [
    refuse('domain/label', null, place, {
      zh: `“${label}”一段不合规：只能用字母（或汉字）、数字和中间的连字符，且为 1–63 个字符`,
      en: `The part "${label}" is not allowed: letters (or Chinese characters), digits and hyphens inside only, 1 to 63 of them`,
    }),
  ];
}

function notBare(typed: string, place: string): Finding {
  const host = /^(?:[a-z]+:\/\/)?([^/:@?#\s]+)/.exec(typed)?.[1] ?? '';
  return refuse('domain/url', null, place, {
    zh: `只填域名，不含协议、端口、路径和空格；是否为 ${host}？`,
    en: `Enter the domain name only, without protocol, port, path or spaces; is ${host} meant?`,
  });
}

function formatOrLength(name: string, place: string): Finding {
  // The same conversion passes once lengths are left aside.
  const tooLong = name.includes('.') && !name.includes('..') && toASCII(name, UTS46) !== null;
  if (tooLong) {
    return refuse('domain/length', null, place, {
      zh: '域名过长：编码后每一段最多 63 个字符，全长最多 253 个；请缩短',
      en: 'The domain name is too long: encoded, each part has at most 63 characters and the whole 253; shorten it',
    });
  }
  return refuse('domain/format', null, place, {
    zh: `“${name}”不是完整的域名；应如 www.changzhou.gov.cn 或 常州市人民政府.政务`,
    en: `"${name}" is no complete domain name; it looks like www.changzhou.gov.cn or 常州市人民政府.政务`,
  });
}
