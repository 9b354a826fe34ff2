import { randomUUID } from 'node:crypto';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { Clock } from '../clock.ts';

/** Bytes a screen handed over piece by piece. */
interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Uploads in memory under draft ids; no path ever crosses the bridge. */
export interface UploadService {
  /** @throws ProblemError `file/too-large` */
  open(name: string, size: number): string;
  /** @throws ProblemError `request/not-found` when unknown or expired, `file/unreadable` beyond the announced size */
  write(id: string, base64: string): void;
  /** Takes a whole upload out. @throws ProblemError `request/not-found`, `file/digest` when bytes are missing */
  take(id: string): Upload;
  /** Zero-fills and forgets everything. */
  clear(): void;
}

interface Draft {
  readonly name: string;
  readonly bytes: Uint8Array;
  filled: number;
  touchedAt: number;
}

/** Size of a spreadsheet of 100,000 rows with room; the contract's own limit is the same order. */
const MAX_UPLOAD_BYTES = 40 * 2 ** 20;
const MAX_OPEN = 8;
const EXPIRY_MS = 5 * 60_000;

export function createUploadService(clock: Clock): UploadService {
  const drafts = new Map<string, Draft>();

  function forget(id: string): void {
    drafts.get(id)?.bytes.fill(0);
    drafts.delete(id);
  }

  function sweep(): void {
    const now = clock.now().getTime();
    for (const [id, draft] of drafts) if (now - draft.touchedAt > EXPIRY_MS) forget(id);
  }

  function draftOf(id: string): Draft {
    sweep();
    const draft = drafts.get(id);
    if (!draft) throw new ProblemError('request/not-found');
    draft.touchedAt = clock.now().getTime();
    return draft;
  }

  // Expiry must not wait for the next call; the timer keeps nothing alive.
  const timer = setInterval(sweep, EXPIRY_MS / 5).unref();

  return {
    open(name, size) {
      sweep();
      if (size <= 0 || size > MAX_UPLOAD_BYTES) throw new ProblemError('file/too-large');
      if (drafts.size >= MAX_OPEN) throw new ProblemError('request/rate-limited');
      const id = randomUUID();
      drafts.set(id, { name, bytes: new Uint8Array(size), filled: 0, touchedAt: clock.now().getTime() });
      return id;
    },
    write(id, base64) {
      const draft = draftOf(id);
      const piece = Buffer.from(base64, 'base64');
      if (draft.filled + piece.length > draft.bytes.length) {
        forget(id);
        throw new ProblemError('file/unreadable');
      }
      draft.bytes.set(piece, draft.filled);
      draft.filled += piece.length;
      piece.fill(0);
    },
    take(id) {
      const { name, bytes, filled } = draftOf(id);
      drafts.delete(id);
      if (filled !== bytes.length) throw new ProblemError('file/digest');
      return { name, bytes };
    },
    clear() {
      clearInterval(timer);
      for (const id of drafts.keys()) forget(id);
    },
  };
}
