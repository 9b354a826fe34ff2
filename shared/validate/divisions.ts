import { refuse, warn, type Checked, type Finding } from '../rules/finding.ts';
import { accept, reject } from './checked.ts';
import { compact } from './cleanText.ts';

/** A province-level area (省级行政区). */
export interface Province {
  /** First two digits of its division codes (GB/T 2260). */
  readonly code2: string;
  readonly name: string;
  /** Short words in use, the one printed in ICP numbers first. */
  readonly chars: readonly string[];
}

const province = (code2: string, name: string, chars: string): Province => ({
  code2,
  name,
  chars: [...chars],
});

/** All province-level areas of GB/T 2260 with every short word found on government pages. */
export const provinces: readonly Province[] = [
  province('11', '北京市', '京'),
  province('12', '天津市', '津'),
  province('13', '河北省', '冀'),
  province('14', '山西省', '晋'),
  province('15', '内蒙古自治区', '蒙'),
  province('21', '辽宁省', '辽'),
  province('22', '吉林省', '吉'),
  province('23', '黑龙江省', '黑'),
  province('31', '上海市', '沪'),
  province('32', '江苏省', '苏'),
  province('33', '浙江省', '浙'),
  province('34', '安徽省', '皖'),
  province('35', '福建省', '闽'),
  province('36', '江西省', '赣'),
  province('37', '山东省', '鲁'),
  province('41', '河南省', '豫'),
  province('42', '湖北省', '鄂'),
  province('43', '湖南省', '湘'),
  province('44', '广东省', '粤'),
  province('45', '广西壮族自治区', '桂'),
  province('46', '海南省', '琼'),
  province('50', '重庆市', '渝'),
  province('51', '四川省', '蜀川'),
  province('52', '贵州省', '黔贵'),
  province('53', '云南省', '滇云'),
  province('54', '西藏自治区', '藏'),
  province('61', '陕西省', '陕秦'),
  province('62', '甘肃省', '陇甘'),
  province('63', '青海省', '青'),
  province('64', '宁夏回族自治区', '宁'),
  province('65', '新疆维吾尔自治区', '新'),
  province('71', '台湾省', '台'),
  province('81', '香港特别行政区', '港'),
  province('82', '澳门特别行政区', '澳'),
];

const byCode = new Map(provinces.map((p) => [p.code2, p]));
const byChar = new Map(provinces.flatMap((p) => p.chars.map((char) => [char, p])));

/** Province of a division code or of any number that begins with one; null when there is none. */
export function provinceOfCode(code: string): Province | null {
  return byCode.get(code.slice(0, 2)) ?? null;
}

/** Province of a short word such as 苏 or 蜀; null for anything else. */
export function provinceOfChar(char: string): Province | null {
  return byChar.get(char) ?? null;
}

/** A county-level or prefecture-level area. */
export interface Division {
  readonly code: string;
  readonly name: string;
  /** No longer in the table but alive in identity numbers, site codes and police numbers. */
  readonly historic: boolean;
}

const now = (code: string, name: string): Division => ({ code, name, historic: false });
const past = (code: string, name: string): Division => ({ code, name, historic: true });

/** Areas of the two rule sets in full: Changzhou (3204) and Yili (6540), historic codes included. */
export const divisions: readonly Division[] = [
  now('320400', '常州市'),
  now('320402', '天宁区'),
  now('320404', '钟楼区'),
  past('320405', '戚墅堰区'),
  now('320411', '新北区'),
  now('320412', '武进区'),
  now('320413', '金坛区'),
  now('320481', '溧阳市'),
  past('320482', '金坛市'),
  past('320483', '武进市'),
  now('654000', '伊犁哈萨克自治州'),
  now('654002', '伊宁市'),
  now('654003', '奎屯市'),
  now('654004', '霍尔果斯市'),
  now('654021', '伊宁县'),
  now('654022', '察布查尔锡伯自治县'),
  now('654023', '霍城县'),
  now('654024', '巩留县'),
  now('654025', '新源县'),
  now('654026', '昭苏县'),
  now('654027', '特克斯县'),
  now('654028', '尼勒克县'),
];

const divisionByCode = new Map(divisions.map((d) => [d.code, d]));
/** Prefectures whose county codes are all on file, so that a missing one is worth a word. */
const completePrefectures = new Set(['3204', '6540']);

/** The area of a code on file, or null. */
export function divisionOf(code: string): Division | null {
  return divisionByCode.get(code) ?? null;
}

/**
 * How well a six-digit code is known: on file, plausible (its province exists and the prefecture is not on file
 * in full), or unknown. Codes of development zones and past areas exist, so unknown is never a reason to refuse.
 */
export function divisionStanding(code: string): 'known' | 'plausible' | 'unknown' {
  if (divisionByCode.has(code) || (byCode.has(code.slice(0, 2)) && code.endsWith('0000'))) return 'known';
  if (!byCode.has(code.slice(0, 2)) || completePrefectures.has(code.slice(0, 4))) return 'unknown';
  return 'plausible';
}

/** The warning for a code that starts with an unknown division; `code` is the finding's key. */
export function unknownDivision(code: string, place: string, division: string, what: string): Finding {
  return warn(code, null, place, {
    zh: `${what}前六位 ${division} 不在行政区划代码表内（可能为历史代码或开发区代码）；请核对`,
    en: `The first six digits ${division} are not in the table of division codes (they may be historic or a development zone's); check them`,
  });
}

/** Division code (行政区划代码, GB/T 2260). Findings: `division/format`, `division/unknown` (warn). */
export function checkDivision(raw: string, place: string): Checked<string> {
  const code = compact(raw);
  if (!/^\d{6}$/.test(code)) {
    return reject(
      refuse('division/format', null, place, {
        zh: `行政区划代码应为 6 位数字，“${raw}”不是；例如 320400`,
        en: `A division code has 6 digits, "${raw}" has not; for example 320400`,
      }),
    );
  }
  const known = divisionStanding(code) !== 'unknown';
  return accept(code, known ? [] : [unknownDivision('division/unknown', place, code, '行政区划代码')]);
}
