import { existsSync } from 'node:fs';
import { join, parse } from 'node:path';

/** Characters that Windows refuses in names, and control characters. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}]/gu;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const MAX_LENGTH = 120;

/** A file name without anything a file system could take for a path; never empty. */
function safeName(raw: string): string {
  const plain = raw
    .normalize('NFC')
    .replaceAll(FORBIDDEN, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const { name, ext } = parse(plain);
  const stem = [...name].slice(0, MAX_LENGTH).join('');
  if (stem === '') return `file${ext}`;
  return (DEVICE.test(stem) ? `_${stem}` : stem) + ext.slice(0, 20);
}

/** `raw` made safe, with ` (2)`, ` (3)` ... where the folder already has such a file: nothing is overwritten. */
export function freeName(folder: string, raw: string): string {
  const wanted = safeName(raw);
  const { name, ext } = parse(wanted);
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? wanted : `${name} (${count})${ext}`;
    if (!existsSync(join(folder, candidate))) return candidate;
  }
}
