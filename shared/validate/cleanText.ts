import { refuse, type Checked, type Finding } from '../rules/finding.ts';
import { conclude } from './checked.ts';

/** Full-width ASCII (ＡＢ１２－：) to half-width, ideographic and no-break spaces to plain ones. */
export function foldWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (ch) => String.fromCodePoint((ch.codePointAt(0) ?? 0) - 0xfee0))
    .replace(/[\u3000\u00a0\u2000-\u200a\u202f]/g, ' ');
}

/** Removes marks that nobody sees: byte-order mark, zero-width space, word joiner, soft hyphen. */
export function dropInvisible(text: string): string {
  return text.replace(/[\ufeff\u200b\u2060\u00ad]/g, '');
}

/** For codes and numbers: half-width, no white space at all, no invisible marks. */
export function compact(text: string): string {
  return dropInvisible(foldWidth(text)).replace(/\s+/g, '');
}

/** What a free text may hold. */
export interface TextOptions {
  /** Most characters (code points). */
  readonly max: number;
  readonly required?: boolean;
  /** Line breaks and tabs may stay. */
  readonly multiline?: boolean;
}

/**
 * Free text (名称、地址、说明): trimmed, composed (NFC), invisible marks removed; wording and width stay as typed.
 * Findings: `text/required`, `text/length`, `text/control-character`, `text/direction-mark`, `text/broken-character`.
 */
export function checkText(raw: string, place: string, options: TextOptions): Checked<string> {
  const joined = raw.replace(/\r\n?/g, '\n');
  const text = dropInvisible(joined).normalize('NFC').trim();
  const findings: Finding[] = [];
  if (options.required && text === '') {
    findings.push(
      refuse('text/required', null, place, {
        zh: '此项必填，请填写',
        en: 'This field is required; fill it in',
      }),
    );
  }
  const length = [...text].length;
  if (length > options.max) {
    findings.push(
      refuse('text/length', null, place, {
        zh: `内容有 ${length} 个字，最多 ${options.max} 个；请缩短`,
        en: `The text has ${length} characters, at most ${options.max} are allowed; shorten it`,
      }),
    );
  }
  findings.push(...characterFindings(text, place, options.multiline ?? false));
  return conclude(text, findings);
}

/** Characters that break storage, spreadsheets or the reading order, wherever text is taken in. */
export function characterFindings(text: string, place: string, multiline: boolean): readonly Finding[] {
  const findings: Finding[] = [];
  const body = multiline ? text.replace(/[\n\t]/g, '') : text;
  const control = /\p{Cc}/u.exec(body);
  if (control) {
    findings.push(
      refuse('text/control-character', null, place, {
        zh: `含有控制字符（${codePoint(control[0])}，如换行、制表符或粘贴带入的隐藏符号）；请删除后重新输入`,
        en: `There is a control character (${codePoint(control[0])}, such as a line break, a tab or a hidden mark that came with pasting); delete it and type again`,
      }),
    );
  }
  const direction = /[\u202a-\u202e\u2066-\u2069]/.exec(text);
  if (direction) {
    findings.push(
      refuse('text/direction-mark', null, place, {
        zh: `含有改变文字方向的隐藏符号（${codePoint(direction[0])}），显示内容可能与实际不符；请删除后重新输入`,
        en: `There is a hidden mark that turns the reading direction (${codePoint(direction[0])}), so what is shown may differ from what is stored; delete it and type again`,
      }),
    );
  }
  if (/\p{Cs}|\ufffd/u.test(text)) {
    findings.push(
      refuse('text/broken-character', null, place, {
        zh: '含有损坏的字符（多因文件编码不对）；请用正确的编码重新导入或重新输入',
        en: 'There is a broken character (mostly a file read in the wrong encoding); import again in the right encoding or type it again',
      }),
    );
  }
  return findings;
}

function codePoint(ch: string): string {
  return `U+${(ch.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
