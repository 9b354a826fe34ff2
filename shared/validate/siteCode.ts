import { refuse, type Checked, type Finding } from '../rules/finding.ts';
import { conclude, reject } from './checked.ts';
import { compact } from './cleanText.ts';
import { divisionStanding, unknownDivision } from './divisions.ts';

/** Labels printed before the code on real pages, its misspellings included. */
const LABEL = /^(?:政府)?网站(?:标识码|识别码|标识号|识别号|标识):?/;

/**
 * Government site code (政府网站标识码, R063): division code + 4 digits, or `bm` + 8 digits for ministries.
 * Findings: `site-code/length`, `site-code/illegal-character`, `site-code/ministry-length`;
 * warning `site-code/division-unknown`.
 */
export function checkSiteCode(raw: string, place: string): Checked<string> {
  const code = compact(raw).replace(LABEL, '').toLowerCase();
  const findings: Finding[] = [];
  const ministry = code.startsWith('bm');
  const digits = ministry ? code.slice(2) : code;
  if (/\D/.test(digits)) {
    findings.push(
      refuse('site-code/illegal-character', 'R063', place, {
        zh: `政府网站标识码“${raw.trim()}”含有非法字符；应为 10 位数字，或 bm 加 8 位数字`,
        en: `The site code "${raw.trim()}" has an illegal character; it is 10 digits, or bm and 8 digits`,
      }),
    );
  }
  if (ministry && digits.length !== 8) {
    findings.push(
      refuse('site-code/ministry-length', 'R063', place, {
        zh: `部委网站标识码应为 bm 加 8 位数字，现有 ${digits.length} 位；请对照报送系统核对`,
        en: `A ministry's site code is bm and 8 digits, here are ${digits.length}; compare it with the reporting system`,
      }),
    );
  }
  if (!ministry && code.length !== 10) {
    findings.push(
      refuse('site-code/length', 'R063', place, {
        zh: `政府网站标识码应为 10 位数字，现有 ${code.length} 位（多为少写或多写了 0）；请对照报送系统核对`,
        en: `A site code has 10 digits, this one ${code.length} (mostly a 0 too few or too many); compare it with the reporting system`,
      }),
    );
  }
  if (findings.length > 0) return reject(...findings);
  const division = code.slice(0, 6);
  if (!ministry && divisionStanding(division) === 'unknown') {
    findings.push(unknownDivision('site-code/division-unknown', place, division, '政府网站标识码'));
  }
  return conclude(code, findings);
}

/** Division code a canonical site code begins with; null for a ministry's. */
export function divisionOfSiteCode(code: string): string | null {
  return code.startsWith('bm') ? null : code.slice(0, 6);
}
