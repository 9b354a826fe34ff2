/** The contestants of the export benchmark; as a child process it runs one and sends its outcome. */
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { argv, memoryUsage, resourceUsage } from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { createDeflateRaw } from 'node:zlib';
import ExcelJS from 'exceljs';
import { nodeSheetPorts } from '../../server/sheet/nodeSheetPorts.ts';
import { SheetCancelled, type SheetPorts } from '../../shared/sheet/ports.ts';
import { createXlsx } from '../../shared/sheet/xlsx/createXlsx.ts';
import type { SheetRow, Workbook } from '../../shared/sheet/xlsx/model.ts';
import { AUDIT_COLUMNS, auditRow } from './auditRows.ts';
import { CONTESTANTS, type Contestant, type Outcome } from './outcome.ts';

const ROWS_PER_TURN = 200;
const DELAY_RESOLUTION_MS = 5;

async function* lines(rows: number, seen: (row: number) => void = () => {}): AsyncGenerator<SheetRow> {
  for (let row = 0; row < rows; row += 1) {
    seen(row);
    yield auditRow(row);
  }
}

function workbook(rows: AsyncIterable<SheetRow>): Workbook {
  const sheet = { name: '审计日志', title: '审计日志', columns: AUDIT_COLUMNS, rows };
  return { title: '审计日志', creator: 'bench', created: '2026-03-02T01:02:03Z', sheets: [sheet] };
}

async function own(file: string, rows: number, level: number): Promise<Outcome> {
  const write = createXlsx(nodeSheetPorts(level));
  return measured(() => pipeline(Readable.from(write(workbook(lines(rows)))), createWriteStream(file)));
}

/** Compresses the very XML that `own` makes, in one stream, from a file that lies ready. */
async function deflate(file: string, rows: number, level: number): Promise<Outcome> {
  const xml = await open(`${file}.xml`, 'w');
  const plain: SheetPorts = {
    ...nodeSheetPorts(level),
    deflateBlock: async (block) => {
      await xml.write(block);
      return new Uint8Array();
    },
  };
  for await (const piece of createXlsx(plain)(workbook(lines(rows)))) void piece;
  await xml.close();
  const source = createReadStream(`${file}.xml`, { highWaterMark: 2 ** 20 });
  const packer = createDeflateRaw({ level, chunkSize: 2 ** 18 });
  return measured(() => pipeline(source, packer, createWriteStream(file)));
}

/** The peer at its best: without the pauses its event loop stalls for seconds. */
async function exceljs(file: string, rows: number, level: number): Promise<Outcome> {
  return measured(async () => {
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({
      filename: file,
      useStyles: true,
      useSharedStrings: false,
      zip: { zlib: { level } },
    });
    const sheet = book.addWorksheet('审计日志', { views: [{ state: 'frozen', ySplit: 1 }] });
    const formats = { text: '@', integer: '0', date: 'yyyy-mm-dd', instant: 'yyyy-mm-dd hh:mm:ss' } as const;
    sheet.columns = AUDIT_COLUMNS.map(({ title, width, kind }) => ({
      header: title,
      width,
      style: { numFmt: formats[kind] },
    }));
    for (let row = 0; row < rows; row += 1) {
      const cells = auditRow(row).map((cell, index) => {
        const kind = AUDIT_COLUMNS[index]?.kind;
        return typeof cell === 'string' && (kind === 'date' || kind === 'instant') ? new Date(cell) : cell;
      });
      sheet.addRow(cells).commit();
      if (row % ROWS_PER_TURN === 0) await setImmediate();
    }
    sheet.commit();
    await book.commit();
  });
}

/** Aborts half way; `seconds` is the time from there until nothing runs any more. */
async function cancel(file: string, rows: number, level: number): Promise<Outcome> {
  const controller = new AbortController();
  let abortedAt = 0;
  const source = lines(rows, (row) => {
    if (row !== Math.floor(rows / 2)) return;
    abortedAt = performance.now();
    controller.abort();
  });
  const bytes = createXlsx(nodeSheetPorts(level))(workbook(source), { signal: controller.signal });
  return measured(async () => {
    await pipeline(Readable.from(bytes), createWriteStream(file)).catch((error: unknown) => {
      if (!(error instanceof SheetCancelled)) throw error;
    });
  }).then((outcome) => ({ ...outcome, seconds: (performance.now() - abortedAt) / 1000 }));
}

async function measured(work: () => Promise<void>): Promise<Outcome> {
  globalThis.gc?.();
  const before = memoryUsage.rss();
  const delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  delay.enable();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  await setImmediate();
  delay.disable();
  const peak = resourceUsage().maxRSS * 1024;
  return {
    seconds,
    rssGrowthMiB: Math.max(0, peak - before) / 2 ** 20,
    stallMs: Math.max(0, delay.max / 1e6 - DELAY_RESOLUTION_MS),
  };
}

const runs: Record<Contestant, typeof own> = { own, deflate, exceljs, cancel };
const [, , name, file = '', rows, level] = argv;
const contestant = CONTESTANTS.find((known) => known === name);
if (contestant === undefined) throw new Error(`no contestant ${name}`);
process.send?.(await runs[contestant](file, Number(rows), Number(level)));
