/**
 * What the spreadsheet code needs from its host. `shared/` knows no platform, so compression, text codecs
 * and the event loop come in from outside; each host has one small adapter.
 */
export interface SheetPorts {
  /**
   * Compresses one block as a piece of one raw DEFLATE stream (RFC 1951): every piece but the last ends on a
   * byte boundary without the final bit (Z_SYNC_FLUSH), the last one carries it (Z_FINISH). Pieces rest on no
   * earlier piece, so several may be worked on at once and are then simply put one behind the other.
   */
  readonly deflateBlock: (block: Uint8Array, last: boolean) => Promise<Uint8Array>;
  /** CRC-32 (ISO 3309) of `bytes`, continued from `seed` (0 at the start). */
  readonly crc32: (bytes: Uint8Array, seed: number) => number;
  /** Decodes strictly: null when the bytes are not valid in that encoding. A byte order mark is dropped. */
  readonly decodeText: (bytes: Uint8Array, encoding: TextEncoding) => string | null;
  /** Lets the event loop serve others; resolves in a later turn. */
  readonly breathe: () => Promise<void>;
}

/** Encodings met in ledgers: UTF-8, GB18030 (a superset of GBK and GB 2312) and Excel's "Unicode text". */
export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le';

/** The part of an AbortSignal that long work looks at. */
export interface CancelSignal {
  readonly aborted: boolean;
}

/** Thrown out of a running export once its signal is aborted; nothing that was produced is a whole file. */
export class SheetCancelled extends Error {
  override readonly name = 'SheetCancelled';
  constructor() {
    super('the spreadsheet export was cancelled');
  }
}

/**
 * Looks at the signal.
 * @throws SheetCancelled once it is aborted
 */
export function throwIfCancelled(signal: CancelSignal | undefined): void {
  if (signal?.aborted === true) throw new SheetCancelled();
}
