/** What a file's first bytes say it is, whatever its name says. */
export type FileKind = 'zip' | 'encrypted' | 'xls' | 'text' | 'empty' | 'html' | 'other';

const CFB = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] as const;
const ZIP = [0x50, 0x4b, 0x03, 0x04] as const;
const UTF16_MARKS = [
  [0xff, 0xfe],
  [0xfe, 0xff],
] as const;
const TEXT_SAMPLE = 8192;

/**
 * Tells the kind of a file by its bytes. A password-protected xlsx is a compound file (MS-CFB) with a stream
 * `EncryptedPackage` (MS-OFFCRYPTO 2.3.4); a compound file without one is an old xls.
 */
export function fileKind(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty';
  if (startsWith(bytes, ZIP)) return 'zip';
  if (startsWith(bytes, CFB)) return containsUtf16(bytes, 'EncryptedPackage') ? 'encrypted' : 'xls';
  const utf16 = UTF16_MARKS.some((mark) => startsWith(bytes, mark));
  const sample = bytes.subarray(0, TEXT_SAMPLE);
  if (!utf16 && sample.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return 'other';
  const start = String.fromCharCode(...sample.subarray(0, 512))
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase();
  if (/^(<!doctype|<html|<table|<\?xml|<meta|<head)/.test(start)) return 'html';
  return start.startsWith('%pdf') || start.startsWith('{\\rtf') ? 'other' : 'text';
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function containsUtf16(bytes: Uint8Array, text: string): boolean {
  const wanted = [...text].flatMap((char) => [char.charCodeAt(0), 0]);
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}

const END_RECORD = 0x06054b50;
const CENTRAL_HEADER = 0x02014b50;
const END_RECORD_BYTES = 22;
const MAX_COMMENT = 0xffff;

/** What a zip archive's directory promises. */
export interface ZipPromise {
  readonly names: readonly string[];
  /** Bytes of all entries once inflated; infinite where an entry hides its size. */
  readonly inflatedBytes: number;
}

/** Reads the directory of a zip archive (PKWARE APPNOTE 4.3.12); null when it has none that holds together. */
export function zipPromise(bytes: Uint8Array): ZipPromise | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecordAt(view);
  if (end === null) return null;
  const names: string[] = [];
  let inflatedBytes = 0;
  let at = view.getUint32(end + 16, true);
  for (let entry = view.getUint16(end + 10, true); entry > 0; entry -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL_HEADER) return null;
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    // Two bytes of DEFLATE are an empty file; more that claim to be nothing hide their size.
    const hidden = size === 0xffff_ffff || (size === 0 && packed > 2);
    inflatedBytes += hidden ? Number.POSITIVE_INFINITY : size;
    const nameLength = view.getUint16(at + 28, true);
    names.push(String.fromCharCode(...bytes.subarray(at + 46, at + 46 + nameLength)));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { names, inflatedBytes };
}

function endRecordAt(view: DataView): number | null {
  const last = view.byteLength - END_RECORD_BYTES;
  for (let at = last; at >= 0 && at >= last - MAX_COMMENT; at -= 1) {
    if (view.getUint32(at, true) === END_RECORD) return at;
  }
  return null;
}
