import { refuse, type Checked, type Finding } from '../rules/finding.ts';
import { conclude } from './checked.ts';
import { characterFindings, dropInvisible, foldWidth } from './cleanText.ts';

const MAX = 50;
/** Dots that people type for the separator of minority names (间隔号 U+00B7, GB/T 15834). */
const DOTS = /(?<=\p{Script=Han})\s*[·•・‧∙⋅．.。●]\s*(?=\p{Script=Han})/gu;

/**
 * Name of a person (姓名) as on the identity card: Chinese with `·` (阿样·示例汗) or Latin letters, up to 50.
 * Spaces between Chinese characters go, other dots become `·`; rare characters are kept as they are.
 * Findings: `name/required`, `name/length`, `name/private-use`, `name/illegal-character`, `name/dot`, `text/*`.
 */
export function checkPersonName(raw: string, place: string): Checked<string> {
  const name = dropInvisible(foldWidth(raw))
    .trim()
    .replace(DOTS, '·')
    .replace(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, '')
    .replace(/ +/g, ' ');
  const findings: Finding[] = [...characterFindings(name, place, false)];
  const length = [...name].length;
  if (length === 0) {
    findings.push(refuse('name/required', null, place, { zh: '请填写姓名', en: 'Enter the name' }));
  }
  if (length > MAX) {
    findings.push(
      refuse('name/length', null, place, {
        zh: `姓名有 ${length} 个字，最多 ${MAX} 个；请与证件核对`,
        en: `The name has ${length} characters, at most ${MAX} are allowed; compare it with the card`,
      }),
    );
  }
  findings.push(...nameFindings(name, place));
  return conclude(name, findings);
}

function nameFindings(name: string, place: string): readonly Finding[] {
  const findings: Finding[] = [];
  if (/\p{Co}/u.test(name)) {
    findings.push(
      refuse('name/private-use', null, place, {
        zh: '姓名含有自造字（私用区字符），在其他机器上会变成方框；请改用国家标准（GB 18030）中的字',
        en: 'The name holds a private-use character, which other machines show as a box; use the character of GB 18030',
      }),
    );
  }
  const illegal = [...new Set(name.match(/[^\p{Script=Han}\p{Script=Latin}\p{Co}\p{Cc}\p{Cs}·' -]/gu) ?? [])];
  if (illegal.length > 0) {
    findings.push(
      refuse('name/illegal-character', null, place, {
        zh: `姓名含有“${illegal.join('')}”；只能用汉字、间隔号“·”或英文字母，请与证件核对`,
        en: `The name holds "${illegal.join('')}"; Chinese characters with "·" or Latin letters are used, compare it with the card`,
      }),
    );
  }
  if (/^·|·$|··/.test(name)) {
    findings.push(
      refuse('name/dot', null, place, {
        zh: '间隔号“·”只能用在两个字之间且不能连用；请与证件核对',
        en: 'The dot "·" stands between two characters and never twice in a row; compare it with the card',
      }),
    );
  }
  return findings;
}
