import { randomUUID } from 'node:crypto';
import type { OperationOutput } from '../../../shared/api/operations.ts';
import type { MethodInput } from '../../../shared/bridge/contract.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { ledgerBytes, ledgerTitle } from '../../../shared/ledgers/ledgerFile.ts';
import { SheetCancelled } from '../../../shared/sheet/ports.ts';
import { say } from '../../../shared/text.ts';
import type { CenterClient } from '../center/centerClient.ts';
import { freeName } from '../files/freeName.ts';
import { writeStream, type Written } from '../files/writeStream.ts';
import type { Job, JobHandle, JobService } from '../jobs/jobService.ts';
import type { Logger } from '../log/logger.ts';
import type { SettingsStore } from '../settings/settingsStore.ts';
import { nodeSheetPorts } from '../sheet/nodeSheetPorts.ts';

type Request = MethodInput<'exports.start'>;
type Registered = OperationOutput<'exports.open'>;
type Page = OperationOutput<'exports.page'>;
type Cells = Page['rows'][number];

/** Exports of ledgers: registered and numbered by the center, written here. */
export interface ExportService {
  start(request: Request): Job;
}

interface Ports {
  readonly client: CenterClient;
  readonly jobs: JobService;
  readonly settings: SettingsStore;
  readonly exportDir: string;
  readonly log: Logger;
}

/**
 * One export is one job: the center freezes the set and gives a number, its rows are pulled page by page as fast
 * as the file takes them, the count must be the registered one, and the center is told how it ended.
 */
export function createExportService(ports: Ports): ExportService {
  return {
    start: (request) =>
      ports.jobs.start('export', ledgerTitle(request.ledger), (handle) => run(ports, request, handle)),
  };
}

async function run(ports: Ports, request: Request, handle: JobHandle): Promise<string> {
  const { client, exportDir, settings } = ports;
  const registered = await client.call('exports.open', request, { signal: handle.signal, key: randomUUID() });
  const count = { rows: 0 };
  try {
    const { language } = settings.get();
    const title = say(ledgerTitle(request.ledger), language);
    const fileName = freeName(exportDir, `${title}-${registered.number}.${request.format}`);
    const rows = counted(pages(client, registered.id, handle.signal), count, registered.total, handle);
    const chainOk = request.ledger === 'audit' ? await verifyChain(client, registered, handle.signal) : null;
    const file = { request, registered, rows, fileName, language, chainOk, signal: handle.signal };
    const pieces = ledgerBytes(nodeSheetPorts(), file);
    const written = await writeStream(exportDir, fileName, pieces, () => {
      handle.signal.throwIfAborted();
      if (count.rows !== registered.total) throw new ProblemError('export/incomplete');
    });
    handle.progress(count.rows, registered.total);
    await close(ports, registered, 'done', count.rows, written);
    return fileName;
  } catch (error) {
    // Not waited for: a cancelled job ends at once, whatever the network does.
    void close(ports, registered, handle.signal.aborted ? 'cancelled' : 'failed', count.rows, null);
    throw error instanceof SheetCancelled ? new ProblemError('job/cancelled') : error;
  }
}

/** The chain recomputed up to the export's last line; null where this person may not ask for it. */
async function verifyChain(
  client: CenterClient,
  { upToSeq }: Registered,
  signal: AbortSignal,
): Promise<boolean | null> {
  try {
    const { ok, brokenAt } = await client.call('audit.verify', {}, { signal });
    return ok || (brokenAt !== null && brokenAt > upToSeq);
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}

/** The file stands whether or not the center hears of it; a lost report is in the log and no failure of the job. */
async function close(
  { client, log }: Ports,
  { id }: Registered,
  result: 'done' | 'cancelled' | 'failed',
  rows: number,
  written: Written | null,
): Promise<void> {
  const report = { id, result, rows, ...(written && { digest: written.sha256 }) };
  await client.call('exports.close', report, { key: `${id}-close` }).catch((error: unknown) => {
    log.warn({ event: 'export-report-lost', exportId: id, result, err: error });
  });
}

/** Rows of the frozen set, one page fetched ahead. */
async function* pages(client: CenterClient, id: string, signal: AbortSignal): AsyncGenerator<Cells> {
  const fetch = (after: string | null): Promise<Page> =>
    client.call('exports.page', { id, ...(after !== null && { after }) }, { signal });
  let next: Promise<Page> | null = fetch(null);
  try {
    while (next !== null) {
      const page: Page = await next;
      next = page.next === null ? null : fetch(page.next);
      // A failure while the rows before it are still being written is told when its turn comes.
      next?.catch(() => undefined);
      yield* page.rows;
    }
  } finally {
    next?.catch(() => undefined);
  }
}

async function* counted(
  rows: AsyncIterable<Cells>,
  count: { rows: number },
  total: number,
  { progress }: JobHandle,
): AsyncGenerator<Cells> {
  for await (const row of rows) {
    yield row;
    count.rows += 1;
    if (count.rows % 200 === 0) progress(count.rows, total);
  }
}
