import { refuse, warn, type Finding } from '../rules/finding.ts';
import { provinceOfCode, type Province } from './divisions.ts';
import { compact } from './cleanText.ts';

/** Traditional forms seen in place of the words of a filing number. */
const TRADITIONAL: Readonly<Record<string, string>> = {
  蘇: '苏',
  備: '备',
  號: '号',
  滬: '沪',
  遼: '辽',
  雲: '云',
  贛: '赣',
  貴: '贵',
  寧: '宁',
  瓊: '琼',
  隴: '陇',
  陝: '陕',
  閩: '闽',
  魯: '鲁',
  證: '证',
  網: '网',
  絡: '络',
  聯: '联',
  機: '机',
  關: '关',
};

/** A printed number brought to half-width without white space and colons, and what was done to it. */
export interface Printed {
  readonly text: string;
  readonly hadColon: boolean;
  readonly hadTraditional: boolean;
}

/** Cleans a number copied from a page footer; dashes of every width become `-`. */
export function readPrinted(raw: string): Printed {
  const folded = compact(raw).replace(/[‐‑‒–—―−]/g, '-');
  const simplified = folded.replace(/\p{Script=Han}/gu, (ch) => TRADITIONAL[ch] ?? ch);
  return {
    text: simplified.replaceAll(':', '').toUpperCase(),
    // The colon of a label (备案号：苏ICP…) is no fault of the number.
    hadColon: /(?:ICP备|公网安备?|公安备|网安备):|\d:\d/i.test(simplified),
    hadTraditional: simplified !== folded,
  };
}

/** Warning that the word 号 was missing and has been put in. */
export function suffixAdded(code: string, rule: string, place: string, canonical: string): Finding {
  return warn(code, rule, place, {
    zh: `号码缺“号”字，已补为 ${canonical}；网页上也请改正`,
    en: `The word 号 is missing, completed to ${canonical}; mend it on the page as well`,
  });
}

/** Warning that a colon stood inside the number and has been taken out. */
export function separatorRemoved(code: string, rule: string, place: string, canonical: string): Finding {
  return warn(code, rule, place, {
    zh: `号码中间有冒号，已规范为 ${canonical}；网页上也请改正`,
    en: `A colon stands inside the number, brought to ${canonical}; mend it on the page as well`,
  });
}

/** Refusal of a number printed in traditional characters, which no authority issues; offers the plain form. */
export function traditionalRefused(code: string, rule: string, place: string, offer: string): Finding {
  return refuse(code, rule, place, {
    zh: `号码用了繁体字；是否为 ${offer}？请核实后填写`,
    en: `The number is printed in traditional characters; is ${offer} meant? Enter it once that is verified`,
  });
}

/** Warning that a number's province is not that of the unit's division; empty when they agree or none is given. */
export function provinceMismatch(
  code: string,
  rule: string,
  place: string,
  found: Province,
  division: string | undefined,
): readonly Finding[] {
  const expected = division === undefined ? null : provinceOfCode(division);
  if (expected === null || expected === found) return [];
  return [
    warn(code, rule, place, {
      zh: `号码属于${found.name}，而单位区划 ${division} 属于${expected.name}；请核对是否抄错`,
      en: `The number belongs to ${found.name}, the unit's division ${division} to ${expected.name}; check whether it was copied from elsewhere`,
    }),
  ];
}
