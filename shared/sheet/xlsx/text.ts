/** Most characters that a spreadsheet cell can hold (as Excel and WPS keep it). */
export const MAX_CELL_TEXT = 32_767;
/** Most characters of a sheet's name. */
const MAX_SHEET_NAME = 31;
/** Most characters of a page header or footer, its codes included; more and Excel calls the file broken. */
const MAX_HEADER_TEXT = 255;

// XML 1.0 forbids them, and a program that meets one refuses the whole file.
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
// A text that merely looks like an escape of ECMA-376 (ST_Xstring) has its underscore escaped.
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;

/**
 * The text as a file can carry it: control characters removed, line ends as LF, a lone surrogate replaced by
 * U+FFFD, and beyond the longest legal cell cut with a remark of how long it was.
 */
export function legalText(text: string): string {
  const legal = text.toWellFormed().replace(/\r\n?/g, '\n').replace(ILLEGAL, '');
  if (legal.length <= MAX_CELL_TEXT) return legal;
  const remark = `…〔原文共${legal.length}字，此处截断〕`;
  return legal.slice(0, MAX_CELL_TEXT - remark.length).toWellFormed() + remark;
}

/** Text of an XML element or attribute. */
export function xmlText(text: string): string {
  return legalText(text)
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Column letters: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/**
 * A legal sheet name near the wished one and not in `taken` (compared without case): at most 31 characters,
 * none of `[ ] : * ? / \`, no apostrophe at either end, not empty, not the reserved word History.
 * The chosen name is added to `taken` in lower case.
 */
export function sheetName(wish: string, taken: Set<string>): string {
  const clean = legalText(wish)
    .replace(/[[\]:*?/\\\t\n]/g, '_')
    .replace(/^'+|'+$/g, '')
    .trim();
  const base = clean === '' || clean.toLowerCase() === 'history' ? `${clean}表` : clean;
  for (let round = 1; ; round += 1) {
    const suffix = round === 1 ? '' : ` (${round})`;
    const name = base.slice(0, MAX_SHEET_NAME - suffix.length).toWellFormed() + suffix;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

/** A section of a page header or footer: plain text, cut so that the whole line stays legal. */
export function headerText(text: string): string {
  const line = legalText(text).replaceAll('\n', ' ');
  let kept = '';
  for (const char of line) {
    const next = kept + (char === '&' ? '&&' : char);
    if (next.length > MAX_HEADER_TEXT - 40) return kept;
    kept = next;
  }
  return kept;
}
