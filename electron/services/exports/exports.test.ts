import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventPayload, MethodInput } from '../../../shared/bridge/contract.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { ledgerDefs } from '../../../shared/ledgers/ledgers.ts';
import { readTables } from '../../../shared/sheet/readTable.ts';
import { createServices, type Services } from '../createServices.ts';
import { signedIn, type SignedIn } from '../../testing/signedIn.ts';
import type { Workstation } from '../../testing/workstation.ts';
import { nodeSheetPorts } from '../sheet/nodeSheetPorts.ts';

type Job = EventPayload<'job'>;

const exported = () => readdirSync(workstation.ports.exportDir);

let run: SignedIn;
let services: Services;
let workstation: Workstation;

beforeEach(async () => {
  run = await signedIn();
  ({ services, workstation } = run);
});
afterEach(() => run.close());

describe('exports', () => {
  const request: MethodInput<'exports.start'> = {
    ledger: 'audit',
    query: { type: 'event', filters: [], text: '', sort: [], window: { offset: 0, limit: 50 } },
    purpose: '年度检查',
    letter: '常政办〔2026〕1号',
    format: 'xlsx',
  };
  const width = ledgerDefs.audit.columns.length;
  const row = (n: number) => [
    n,
    '2026-03-02T01:00:00.000Z',
    ...Array.from({ length: width - 2 }, () => '=1+1'),
  ];

  function registerExport(total: number, pageSize = 100): void {
    workstation.center.on('exports.open', () => ({
      id: '6f1f3a52-7c4e-4a53-9a11-0d6a2f1b7e10',
      number: 'DC-2026-0001',
      total,
      upToSeq: 500,
      at: '2026-03-02T01:00:00.000Z',
      by: '张三',
      unit: '市电子政务中心',
      lastHash: 'ab'.repeat(32),
      names: {},
    }));
    workstation.center.on('exports.page', ({ input }) => {
      const from = Number(input['after'] ?? 0);
      const count = Math.min(pageSize, 250 - from);
      const next = from + count >= 250 ? null : String(from + count);
      return { rows: Array.from({ length: count }, (_, index) => row(from + index + 1)), next };
    });
    workstation.center.on('exports.close', () => ({}));
  }

  async function ended(): Promise<Job> {
    await expect.poll(() => run.jobs.at(-1)?.state).not.toBe('running');
    const job = run.jobs.at(-1);
    if (!job) throw new Error('no job');
    return job;
  }
  const closing = () => workstation.center.received.find(({ op }) => op === 'exports.close')?.input;

  test('a whole export has its number, every row, its explanation and a reported digest', async () => {
    registerExport(250);
    workstation.center.on('audit.verify', () => ({
      ok: true,
      lines: 500,
      lastSeq: 500,
      lastHash: 'ab'.repeat(32),
      brokenAt: null,
    }));
    services.exports.start(request);
    const job = await ended();
    expect(job).toMatchObject({
      state: 'done',
      written: 250,
      total: 250,
      fileName: '审计日志-DC-2026-0001.xlsx',
    });
    const file = readFileSync(join(workstation.ports.exportDir, job.fileName ?? ''));
    const { value } = await readTables(file, nodeSheetPorts());
    expect(value?.map(({ sheetName }) => sheetName)).toEqual(['审计日志', '导出说明']);
    expect(value?.[0]?.rows.filter(({ cells }) => /^\d+$/.test(cells[0] ?? ''))).toHaveLength(250);
    const told = new Map(value?.[1]?.rows.map(({ cells }) => [cells[0], cells[1]]));
    expect(told.get('条数')).toBe('250');
    expect(told.get('首末序号')).toBe('第 1 行至第 250 行');
    expect(told.get('用途')).toBe('年度检查');
    expect(told.get('链校验结果')).toMatch(/^通过/);
    expect(told.get('导出时间')).toBe('2026-03-02 09:00:00');
    expect(closing()).toMatchObject({
      result: 'done',
      rows: 250,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('CSV runs no formula in a spreadsheet program', async () => {
    registerExport(250);
    services.exports.start({ ...request, format: 'csv' });
    const { fileName } = await ended();
    const text = readFileSync(join(workstation.ports.exportDir, fileName ?? ''), 'utf8');
    expect(text).toContain(",'=1+1,");
    expect(text.split('\r\n')).toHaveLength(252);
  });

  test('fewer rows than registered: no file, a failure, and the center is told', async () => {
    registerExport(251);
    services.exports.start(request);
    expect(await ended()).toMatchObject({
      state: 'failed',
      problem: { code: 'export/incomplete' },
      fileName: null,
    });
    expect(exported()).toEqual([]);
    await expect.poll(closing).toMatchObject({ result: 'failed' });
  });

  test('a page that fails ends the job; nothing is left', async () => {
    registerExport(250);
    workstation.center.on('exports.page', () => {
      throw new ProblemError('access/role');
    });
    services.exports.start(request);
    expect(await ended()).toMatchObject({ state: 'failed', problem: { code: 'access/role' } });
    expect(exported()).toEqual([]);
  });

  test('cancelling ends it although the center never answers, and leaves nothing', async () => {
    registerExport(250);
    workstation.center.hang('exports.page');
    const { id } = services.exports.start(request);
    await expect.poll(() => workstation.center.received.at(-1)?.op).toBe('exports.page');
    services.jobs.cancel(id);
    expect(await ended()).toMatchObject({ state: 'cancelled', problem: { code: 'job/cancelled' } });
    expect(exported()).toEqual([]);
    await expect.poll(closing).toMatchObject({ result: 'cancelled' });
  });

  test('a file of that name is never written over', async () => {
    registerExport(250);
    writeFileSync(join(workstation.ports.exportDir, '审计日志-DC-2026-0001.xlsx'), 'older');
    services.exports.start(request);
    expect((await ended()).fileName).toBe('审计日志-DC-2026-0001 (2).xlsx');
    expect(readFileSync(join(workstation.ports.exportDir, '审计日志-DC-2026-0001.xlsx'), 'utf8')).toBe(
      'older',
    );
  });

  test('what a crash left half written is removed at the next start', async () => {
    const part = join(workstation.ports.exportDir, '.x.xlsx.ab12.part');
    writeFileSync(part, 'half');
    const next = await createServices(workstation.ports);
    expect(existsSync(part)).toBe(false);
    await next.close();
  });
});
