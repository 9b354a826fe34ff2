const marks = [
  { mime: 'application/pdf', extension: '.pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mime: 'image/jpeg', extension: '.jpg', bytes: [0xff, 0xd8, 0xff] },
  { mime: 'image/png', extension: '.png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
] as const;

/** A kind of scan the center takes. */
export type ScanType = Pick<(typeof marks)[number], 'mime' | 'extension'>;

/** Kind of a scan by its first bytes, whatever its name says; null for anything else. */
export function scanType(bytes: Uint8Array): ScanType | null {
  return marks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte)) ?? null;
}
