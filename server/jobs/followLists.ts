import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Center } from '../center.ts';
import { CodedError } from '../codedError.ts';
import { note } from '../log/note.ts';
import { systemActor } from '../log/systemActor.ts';
import { listBroken } from '../pki/errors.ts';
import { listCache, type Trust } from '../pki/trust.ts';
import { replaceFile } from '../replaceFile.ts';

/** How often an address is asked for its list; CAs sign one a day as a rule. */
const EVERY_MS = 15 * 60_000;
const TIMEOUT_MS = 20_000;
const MAX_BYTES = 32 * 2 ** 20;

/** The running fetches of revocation lists. */
export interface FollowedLists {
  /** Asks every address once; resolves when each has answered or failed. */
  fetchAll(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Fetches the revocation lists of other CAs. A good one is written beside the center's own, where the listener notices
 * it; a failure leaves the last good one, which counts until it ends. A change from good to bad and back is a log line.
 */
export function followLists(center: Center, trust: Trust): FollowedLists {
  const urls = trust.foreign?.crlUrls ?? [];
  const failing = new Set<string>();
  const abort = new AbortController();
  const fetchAll = async () => {
    for (const url of urls) {
      const failure = await fetchOne(trust, url, abort.signal).then(() => null, asCoded(url));
      if (abort.signal.aborted || (failure !== null) === failing.has(url)) continue;
      if (failure === null) failing.delete(url);
      else failing.add(url);
      await tell(center, url, failure);
    }
  };
  const safely = () =>
    fetchAll().catch((error: unknown) => center.log.error({ event: 'revocation-list-failed', err: error }));
  let running = urls.length === 0 ? Promise.resolve() : safely();
  const timer = setInterval(() => {
    running = running.then(safely);
  }, EVERY_MS).unref();
  return {
    async fetchAll() {
      await running;
      await fetchAll();
    },
    async stop() {
      clearInterval(timer);
      abort.abort();
      await running;
    },
  };
}

async function fetchOne(trust: Trust, url: string, signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const response = await fetch(url, { redirect: 'error', signal: limit });
  if (!response.ok || response.body === null) throw listBroken(url, new Error(`HTTP ${response.status}`));
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body) {
    size += part.byteLength;
    if (size > MAX_BYTES) throw listBroken(url, new RangeError('too long'));
    parts.push(part);
  }
  const lists = await trust.check(url, Buffer.concat(parts), Date.now());
  const file = listCache(trust.settings.pkiDir, url);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  replaceFile(file, lists.map(({ pem }) => pem).join('\n'));
}

function asCoded(url: string): (error: unknown) => CodedError {
  return (error) => (error instanceof CodedError ? error : listBroken(url, error));
}

async function tell(center: Center, url: string, failure: CodedError | null): Promise<void> {
  if (failure === null) center.log.info({ event: 'revocation-list-fetched', url });
  else center.log.error({ event: 'revocation-list-failed', url, code: failure.code, err: failure });
  await note(center, {
    category: 'configuration',
    event: 'trust.list',
    result: failure === null ? 'done' : 'failed',
    actor: systemActor,
    source: { ip: null, certificate: null, session: null, client: null },
    requestId: center.newId(),
    facts: { url, ...(failure && { code: failure.code }) },
  });
}
