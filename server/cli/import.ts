import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { importKinds, type ImportKind } from '../../shared/api/kinds.ts';
import { importFields } from '../../shared/import/fields.ts';
import { bodyRows, findTable } from '../../shared/sheet/findHeader.ts';
import { readTables } from '../../shared/sheet/readTable.ts';
import { accountByNo } from '../access/accounts.ts';
import { actorOf } from '../access/session.ts';
import type { Center } from '../center.ts';
import { CodedError } from '../codedError.ts';
import { loadConfig } from '../config.ts';
import { judgeRows, reportOf, type GivenRow } from '../imports/judge.ts';
import { proposeImport } from '../imports/propose.ts';
import { Reader } from '../log/reader.ts';
import { openCenter, serverLog } from '../openCenter.ts';
import { nodeSheetPorts } from '../sheet/nodeSheetPorts.ts';
import { centerOptions, configOf, print, type CliCommand, type Given, usageError } from './command.ts';

export const importCommand: CliCommand = {
  summary: "Judge a ledger file row by row (--dry-run), or propose it as one case in a filing clerk's name.",
  usage: '--kind domains|staff|addresses FILE (--dry-run | --as ACCOUNT) [--good] [--data DIR] [--json]',
  options: {
    ...centerOptions,
    kind: { type: 'string' },
    'dry-run': { type: 'boolean' },
    as: { type: 'string' },
    good: { type: 'boolean' },
    reason: { type: 'string' },
  },
  run: async (given) => {
    const kind = importKinds.find((known) => known === given.values['kind']);
    const [file] = given.positionals;
    if (kind === undefined || file === undefined)
      throw usageError('import needs --kind domains|staff|addresses and FILE');
    const rows = await rowsOf(kind, file);
    const config = loadConfig(configOf(given));
    const { center, close } = await openCenter(config, serverLog(config));
    try {
      return given.values['dry-run'] === true
        ? await dryRun(center, given, kind, rows)
        : await propose(center, given, kind, file, rows);
    } finally {
      await close();
    }
  },
};

/** Cells of every data row by field, from the first sheet that carries the known headings. */
async function rowsOf(kind: ImportKind, file: string): Promise<readonly GivenRow[]> {
  const read = await readTables(readFileSync(file), nodeSheetPorts());
  const fields = importFields(kind);
  const found = findTable(read.value ?? [], fields);
  if (!found) {
    const [first] = read.findings;
    throw new CodedError(
      'import/unreadable',
      first?.text ?? { zh: `${file} 中没有可识别的表头。`, en: `${file} has no heading row that fits.` },
    );
  }
  return bodyRows(found.table.rows, found.header).map((row) => ({
    row: row.number,
    cells: Object.fromEntries(
      [...found.header.columns].map(([key, column]) => [key, row.cells[column] ?? '']),
    ),
  }));
}

async function dryRun(
  center: Center,
  given: Given,
  kind: ImportKind,
  rows: readonly GivenRow[],
): Promise<number> {
  const report = reportOf(await judgeRows(center, new Reader(center.pool), kind, rows));
  const lines = report.rows.flatMap((row) => [
    `${row.row}\t${row.verdict}\t${row.key}`,
    ...row.findings.map(
      (f) => `\t${f.severity}\t${f.place}\t${f.value}\t${f.rule ?? '-'}\t${f.code}\t${f.text.zh}`,
    ),
  ]);
  print(given, report, [
    ...lines,
    `new ${report.counts.new}, change ${report.counts.change}, same ${report.counts.same}, bad ${report.counts.bad}`,
  ]);
  return report.counts.bad === 0 ? 0 : 3;
}

async function propose(
  center: Center,
  given: Given,
  kind: ImportKind,
  file: string,
  rows: readonly GivenRow[],
): Promise<number> {
  const account = await accountByNo(center.pool, String(given.values['as'] ?? ''));
  if (!account) throw usageError('import without --dry-run needs --as ACCOUNT of a filing clerk');
  const actor = await actorOf(center, account);
  if (!actor.roles.includes('C1')) throw usageError(`${actor.accountNo} is no filing clerk`);
  const { caseId, counts } = await proposeImport(center, {
    kind,
    rows,
    mode: given.values['good'] === true ? 'good' : 'all',
    fileName: basename(file),
    fileDigest: '',
    overrideBrake: false,
    reason: typeof given.values['reason'] === 'string' ? given.values['reason'] : null,
    actor,
    source: { ip: null, certificate: null, session: null, client: 'cli' },
    requestId: center.newId(),
    key: null,
  });
  print(given, { caseId, counts }, [
    `Case ${caseId}: ${counts.created} new, ${counts.changed} changed, ${counts.skipped} left out. Another person approves it.`,
  ]);
  return 0;
}
