import type { FieldMeta } from '../domain/fields.ts';
import type { Options } from '../domain/options.ts';
import type { Json } from '../log/patch.ts';
import { refuse, type Checked } from '../rules/finding.ts';
import { accept, reject } from '../validate/checked.ts';
import { checkText, foldWidth } from '../validate/cleanText.ts';

const YES: ReadonlySet<string> = new Set([
  '是',
  '有',
  '已',
  '支持',
  '已支持',
  '√',
  '✓',
  'y',
  'yes',
  'true',
  '1',
  '开启',
  '已开启',
]);
const NO: ReadonlySet<string> = new Set([
  '否',
  '无',
  '未',
  '不支持',
  '未支持',
  '×',
  '✗',
  'n',
  'no',
  'false',
  '0',
  '关闭',
  '未开启',
]);
const LIST_SEPARATOR = /[、,，;；\n]+/;
const MAX_TEXT = 2000;

/** Parts of a cell that holds a list (`ns1…、ns2…`). */
export function listOf(raw: string): readonly string[] {
  return raw
    .split(LIST_SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/**
 * The canonical value of one cell by the field's kind; references and rows are read by each kind of import itself.
 * Findings: those of the field's check, `import/option`, `import/boolean`, `import/integer`.
 */
export function readValue(meta: FieldMeta, raw: string, place: string): Checked<Json> {
  switch (meta.kind) {
    case 'enum':
      return readOption(meta.options ?? {}, raw, place);
    case 'enumSet':
      return readOptions(meta.options ?? {}, raw, place);
    case 'boolean':
      return readBoolean(raw, place);
    case 'integer':
      return readInteger(raw, place);
    case 'tags':
      return accept([...new Set(listOf(foldWidth(raw)).flatMap((part) => part.split(/\s+/)))]);
    case 'day':
      return meta.check ? meta.check(withoutTime(raw), place) : accept(raw.trim());
    default:
      return meta.check
        ? meta.check(raw, place)
        : checkText(raw, place, { max: MAX_TEXT, multiline: meta.kind === 'longText' });
  }
}

/** Spreadsheets hand a day on with midnight behind it. */
function withoutTime(raw: string): string {
  return raw.trim().replace(/[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/, '');
}

/** The key of an option named by its official term, its key or its English term; brackets and spaces do not count. */
export function readOption(options: Options, raw: string, place: string): Checked<string> {
  const wanted = plain(raw);
  const found = Object.entries(options).find(([key, text]) =>
    [key, text.zh, text.en, text.zh.replace(/[（(].*$/, '')].some((name) => plain(name) === wanted),
  );
  if (found) return accept(found[0]);
  const terms = Object.values(options);
  return reject(
    refuse('import/option', null, place, {
      zh: `“${raw.trim()}”不在可选范围内;应为:${terms.map((term) => term.zh).join('、')}`,
      en: `"${raw.trim()}" is none of: ${terms.map((term) => term.en).join(', ')}`,
    }),
  );
}

function readOptions(options: Options, raw: string, place: string): Checked<readonly string[]> {
  const read = listOf(raw.replaceAll('/', '、')).map((part) => readOption(options, part, place));
  const wrong = read.flatMap((part) => part.findings);
  if (wrong.length > 0) return reject(...wrong);
  return accept([...new Set(read.flatMap((part) => part.value ?? []))]);
}

function readBoolean(raw: string, place: string): Checked<boolean> {
  const word = plain(raw);
  if (YES.has(word)) return accept(true);
  if (NO.has(word)) return accept(false);
  return reject(
    refuse('import/boolean', null, place, {
      zh: `“${raw.trim()}”应填“是”或“否”`,
      en: `"${raw.trim()}" should be 是 or 否`,
    }),
  );
}

function readInteger(raw: string, place: string): Checked<number> {
  const text = foldWidth(raw).trim();
  if (/^\d{1,9}$/.test(text)) return accept(Number(text));
  return reject(
    refuse('import/integer', null, place, {
      zh: `“${raw.trim()}”不是整数`,
      en: `"${raw.trim()}" is no whole number`,
    }),
  );
}

function plain(text: string): string {
  return foldWidth(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()]/g, '');
}
