import { utf8 } from '../bytes.ts';
import { type CancelSignal, type SheetPorts, throwIfCancelled } from '../ports.ts';

/** One file of an archive; its content is pulled when its turn comes. */
export interface ZipEntry {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Told of each block of the content that has been compressed and is not needed any more. */
  readonly release?: (block: Uint8Array) => void;
}

/** Blocks that are compressed at the same time: enough to keep the thread pool busy, few enough to stay small. */
export const BLOCKS_IN_FLIGHT = 3;
/** Without zip64, which not every reader of spreadsheets knows, sizes and offsets have 32 bits. */
const MAX_ZIP_BYTES = 0xffff_ffff;
/** General purpose flags: sizes follow the data (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATE = 8;
const VERSION = 20;

interface Written {
  readonly name: Uint8Array;
  readonly offset: number;
  crc: number;
  packed: number;
  size: number;
}

/**
 * Writes a zip archive (PKWARE APPNOTE 6.3) as a stream: entries one after the other, each compressed while
 * its next block is being made, sizes in data descriptors, the directory at the end.
 * @param stamp UTC ISO instant that every entry carries
 * @throws RangeError when the archive would pass 4 GiB
 * @throws SheetCancelled between two blocks once the signal is aborted
 */
export async function* zip(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  ports: SheetPorts,
  stamp: string,
  signal?: CancelSignal,
): AsyncGenerator<Uint8Array> {
  const time = dosTime(stamp);
  const directory: Written[] = [];
  let offset = 0;
  for await (const entry of entries) {
    const written: Written = { name: utf8(entry.name), offset, crc: 0, packed: 0, size: 0 };
    const head = localHeader(written, time);
    yield head;
    for await (const piece of packed(entry, written, ports, signal)) yield piece;
    yield descriptor(written);
    offset += head.length + written.packed + DESCRIPTOR_BYTES;
    if (offset > MAX_ZIP_BYTES || written.size > MAX_ZIP_BYTES) {
      throw new RangeError('the archive would pass 4 GiB');
    }
    directory.push(written);
  }
  const central = directory.map((written) => centralHeader(written, time));
  yield* central;
  yield endRecord(
    directory.length,
    central.reduce((sum, part) => sum + part.length, 0),
    offset,
  );
}

async function* packed(
  entry: ZipEntry,
  written: Written,
  ports: SheetPorts,
  signal: CancelSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const inFlight: Promise<Uint8Array>[] = [];
  const deflate = async (block: Uint8Array) => {
    const piece = await ports.deflateBlock(block, false);
    entry.release?.(block);
    return piece;
  };
  const deliver = async () => {
    const piece = (await inFlight.shift()) ?? new Uint8Array();
    written.packed += piece.length;
    return piece;
  };
  try {
    for await (const bytes of entry.content) {
      throwIfCancelled(signal);
      written.crc = ports.crc32(bytes, written.crc);
      written.size += bytes.length;
      inFlight.push(deflate(bytes));
      if (inFlight.length >= BLOCKS_IN_FLIGHT) yield await deliver();
    }
    inFlight.push(ports.deflateBlock(new Uint8Array(), true));
    while (inFlight.length > 0) yield await deliver();
  } finally {
    // A cancelled export leaves no work behind on the thread pool and no failure unheard.
    await Promise.allSettled(inFlight);
  }
}

/** A record of little-endian fields, each given as [bytes, value]. */
function record(fields: readonly (readonly [2 | 4, number])[], tail?: Uint8Array): Uint8Array {
  const length = fields.reduce((sum, [width]) => sum + width, 0);
  const bytes = new Uint8Array(length + (tail?.length ?? 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  if (tail !== undefined) bytes.set(tail, at);
  return bytes;
}

const DESCRIPTOR_BYTES = 16;

function localHeader({ name }: Written, time: DosTime): Uint8Array {
  return record(
    [
      [4, 0x04034b50],
      [2, VERSION],
      [2, FLAGS],
      [2, DEFLATE],
      [2, time.time],
      [2, time.date],
      [4, 0],
      [4, 0],
      [4, 0],
      [2, name.length],
      [2, 0],
    ],
    name,
  );
}

function descriptor({ crc, packed, size }: Written): Uint8Array {
  return record([
    [4, 0x08074b50],
    [4, crc],
    [4, packed],
    [4, size],
  ]);
}

function centralHeader({ name, crc, packed, size, offset }: Written, time: DosTime): Uint8Array {
  return record(
    [
      [4, 0x02014b50],
      [2, VERSION],
      [2, VERSION],
      [2, FLAGS],
      [2, DEFLATE],
      [2, time.time],
      [2, time.date],
      [4, crc],
      [4, packed],
      [4, size],
      [2, name.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ],
    name,
  );
}

function endRecord(count: number, size: number, offset: number): Uint8Array {
  return record([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, offset],
    [2, 0],
  ]);
}

interface DosTime {
  readonly date: number;
  readonly time: number;
}

/** MS-DOS date and time of two seconds' grain; an unreadable or too early instant becomes 1980-01-01. */
function dosTime(stamp: string): DosTime {
  const at = new Date(stamp);
  const year = at.getUTCFullYear();
  if (!(year >= 1980 && year <= 2107)) return { date: 0x21, time: 0 };
  return {
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}
