import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import type { SheetPorts } from '../../../shared/sheet/ports.ts';

const deflate = promisify(deflateRaw);

/** The spreadsheet code's ports on Node: zlib works on the thread pool, at `level` 1 (fast) to 9 (small). */
export function nodeSheetPorts(level = 6): SheetPorts {
  const options = { level, chunkSize: 64 * 1024 };
  return {
    deflateBlock: (block, last) =>
      deflate(block, { ...options, finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH }),
    crc32,
    decodeText: (bytes, encoding) => {
      try {
        return new TextDecoder(encoding, { fatal: true }).decode(bytes);
      } catch {
        return null;
      }
    },
    breathe: () => setImmediate(),
  };
}
