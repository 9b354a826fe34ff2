import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

/** What was read; `nothing` where the process or file ended while it was looked at. */
export function unlessGone<T>(read: () => T, nothing: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return nothing;
    throw error;
  }
}

/** What a process was called with, and its environment, as every program of the same user can read them. */
export function callOf(pid: number): Buffer {
  const read = () =>
    Buffer.concat([readFileSync(`/proc/${pid}/cmdline`), readFileSync(`/proc/${pid}/environ`)]);
  return unlessGone(read, Buffer.alloc(0));
}

/** A process with all that it has started. */
export function familyOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }));
  const grow = (known: number[]): number[] => {
    const more = parents.filter((each) => known.includes(each.parent) && !known.includes(each.pid));
    return more.length === 0 ? known : grow([...known, ...more.map((each) => each.pid)]);
  };
  return grow([pid]);
}

function parentOf(pid: string): number {
  const status = unlessGone(() => readFileSync(`/proc/${pid}/status`, 'utf8'), '');
  return Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1] ?? 0);
}

const PIECE = 16 * 2 ** 20;
/** Pieces overlap, so that nothing is missed at their edges. */
const OVERLAP = 4096;

/** The writable memory of a process, piece by piece; none of one that has ended. @throws the system error where it may not be read */
export function* memoryOf(pid: number): Generator<Buffer> {
  const areas = unlessGone(() => readFileSync(`/proc/${pid}/maps`, 'utf8'), '')
    .split('\n')
    .map((line) => /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line))
    .flatMap((match) =>
      match ? [[parseInt(match[1] ?? '', 16), parseInt(match[2] ?? '', 16)] as const] : [],
    );
  const memory = unlessGone(() => openSync(`/proc/${pid}/mem`, 'r'), null);
  if (memory === null) return;
  try {
    for (const [start, end] of areas)
      for (let at = start; at < end; at += PIECE) {
        const piece = Buffer.alloc(Math.min(PIECE + OVERLAP, end - at));
        yield piece.subarray(0, readArea(memory, piece, at));
      }
  } finally {
    closeSync(memory);
  }
}

/** Bytes read; areas of devices give none. */
function readArea(memory: number, into: Buffer, at: number): number {
  try {
    return readSync(memory, into, 0, into.length, at);
  } catch {
    return 0;
  }
}

/** May the memory of another process of ours be read here; containers and hardened kernels may forbid it. */
export function mayReadMemory(pid: number): boolean {
  try {
    closeSync(openSync(`/proc/${pid}/mem`, 'r'));
    return true;
  } catch {
    return false;
  }
}
