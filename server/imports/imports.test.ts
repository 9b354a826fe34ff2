import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actors } from '../../shared/domain/testing/context.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { importFields } from '../../shared/import/fields.ts';
import { bodyRows, findTable } from '../../shared/sheet/findHeader.ts';
import { readTables } from '../../shared/sheet/readTable.ts';
import { checkFold } from '../fold/rebuild.ts';
import { execute } from '../log/execute.ts';
import { Reader } from '../log/reader.ts';
import { nodeSheetPorts } from '../sheet/nodeSheetPorts.ts';
import { openTestCenter, type TestCenter } from '../testing/testCenter.ts';
import { judgeRows, reportOf, type GivenRow } from './judge.ts';
import { proposeImport, type ImportRequest } from './propose.ts';
import { proposeUndo } from './undo.ts';

let test: TestCenter;
let rows: readonly GivenRow[];
beforeAll(async () => {
  test = await openTestCenter();
  const bytes = readFileSync(join(import.meta.dirname, '../../shared/validate/testdata/filings-a.csv'));
  const tables = await readTables(bytes, nodeSheetPorts());
  const found = findTable(tables.value ?? [], importFields('domains'));
  if (!found) throw new Error('the heading row was not found');
  rows = bodyRows(found.table.rows, found.header).map((row) => ({
    row: row.number,
    cells: Object.fromEntries(
      [...found.header.columns].map(([key, column]) => [key, row.cells[column] ?? '']),
    ),
  }));
});
afterAll(() => test.close());

const source = { ip: null, certificate: null, session: null, client: 'test' };

async function judge() {
  return reportOf(await judgeRows(test.center, new Reader(test.center.pool), 'domains', rows));
}

function propose(more: Partial<ImportRequest> = {}) {
  return proposeImport(test.center, {
    kind: 'domains',
    rows,
    mode: 'good',
    fileName: 'filings-a.csv',
    fileDigest: 'ab',
    overrideBrake: false,
    reason: '接收既有台账',
    actor: actors.C1,
    source,
    requestId: test.center.newId(),
    key: null,
    ...more,
  });
}

async function approve(caseId: string) {
  const state = await new Reader(test.center.pool).load('case', caseId);
  const digest = 'digest' in state ? state.digest : '';
  return execute(test.center, {
    command: { type: 'case', id: caseId, act: 'approve', input: { digest: String(digest) }, reason: null },
    secrets: [],
    secretFindings: [],
    actor: actors.C2,
    source,
    requestId: test.center.newId(),
    rev: state.rev,
    key: null,
  });
}

async function problemOf(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProblemError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error.problem;
}

describe('real footers of government sites', () => {
  it('gives every row a canonical record or findings that name field, value and rule', async () => {
    const report = await judge();
    expect(report.rows).toHaveLength(rows.length);
    expect(report.counts.new + report.counts.bad).toBe(rows.length);
    for (const row of report.rows) {
      if (row.verdict === 'bad')
        expect(row.findings.some((f) => f.severity === 'refuse' && f.place !== '')).toBe(true);
      else expect(row.record).toMatchObject({ domain: expect.stringMatching(/^[a-z0-9.-]+$/) });
    }
    const changzhou = report.rows.find((row) => row.key === 'zfcg.changzhou.gov.cn');
    expect(changzhou).toMatchObject({
      verdict: 'new',
      record: {
        siteCode: '3204000012',
        icpNumber: '苏ICP备05003616号',
        policeNumber: '苏公网安备32041102000483号',
      },
    });
  });

  it('refuses all or nothing with every finding of every bad row', async () => {
    const report = await judge();
    const bad = report.rows.filter((row) => row.verdict === 'bad').map((row) => String(row.row));
    const problem = await problemOf(propose({ mode: 'all' }));
    expect(problem.code).toBe('act/refused');
    expect(new Set(problem.findings.map((f) => f.place.split('.')[0]))).toEqual(new Set(bad));
  });

  it('takes the good rows over as one case, matches them again, and undoes them as another', async () => {
    const before = (await judge()).counts;
    const { caseId, counts } = await propose({ key: 'import-1' });
    expect(counts).toEqual({ created: before.new, changed: 0, skipped: before.bad });
    expect((await propose({ key: 'import-1' })).caseId).toBe(caseId);
    expect((await judge()).counts.existing).toBe(0);
    await approve(caseId);
    const after = (await judge()).counts;
    expect(after).toMatchObject({
      new: 0,
      change: 0,
      same: before.new,
      bad: before.bad,
      existing: before.new,
    });
    expect((await problemOf(propose())).findings[0]?.code).toBe('import/nothing');
    const undo = await proposeUndo(test.center, {
      caseId,
      reason: '导入错误',
      actor: actors.C1,
      source,
      requestId: test.center.newId(),
      key: null,
    });
    expect(undo.records).toBe(before.new);
    await approve(undo.caseId);
    expect((await judge()).counts).toMatchObject({ new: before.new, existing: 0 });
    expect((await checkFold(test.center.pool, test.center)).differences).toEqual([]);
  });

  it('holds the brake when too much of the register would change', async () => {
    await approve((await propose()).caseId);
    const changed = rows.map((row) => ({ ...row, cells: { ...row.cells, registrar: '另一注册机构' } }));
    expect((await problemOf(propose({ rows: changed }))).code).toBe('import/brake');
    const overridden = await propose({ rows: changed, overrideBrake: true, reason: '注册机构统一更名' });
    await approve(overridden.caseId);
    const undo = await proposeUndo(test.center, {
      caseId: overridden.caseId,
      reason: '更名有误',
      actor: actors.C1,
      source,
      requestId: test.center.newId(),
      key: null,
    });
    await approve(undo.caseId);
    const { rows: left } = await test.center.pool.query(
      `SELECT count(*) AS n FROM fold.domain_record WHERE c_registrar = '另一注册机构'`,
    );
    expect(left[0].n).toBe(0);
  });
});
