import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ledgerKinds, type LedgerKind } from '../../shared/api/kinds.ts';
import { ledgerBytes } from '../../shared/ledgers/ledgerFile.ts';
import { ledgerDefs } from '../../shared/ledgers/ledgers.ts';
import type { LedgerCell } from '../../shared/ledgers/ledger.ts';
import type { QuerySpec } from '../../shared/query/spec.ts';
import { accountByNo } from '../access/accounts.ts';
import { actorOf } from '../access/session.ts';
import type { Center } from '../center.ts';
import { loadConfig } from '../config.ts';
import { closeExport, exportPage, registerExport, type ExportBy } from '../exports/register.ts';
import { verifyChain } from '../log/verify.ts';
import { openCenter, serverLog } from '../openCenter.ts';
import { nodeSheetPorts } from '../sheet/nodeSheetPorts.ts';
import { centerOptions, configOf, print, type CliCommand, type Given, usageError } from './command.ts';

export const exportCommand: CliCommand = {
  summary: "Write a ledger as a spreadsheet in an account's name; the export is logged like any other.",
  usage: '--ledger KIND --out FILE --as ACCOUNT --purpose TEXT [--format xlsx|csv] [--data DIR] [--json]',
  options: {
    ...centerOptions,
    ledger: { type: 'string' },
    out: { type: 'string' },
    as: { type: 'string' },
    purpose: { type: 'string' },
    format: { type: 'string', default: 'xlsx' },
  },
  run: async (given) => {
    const ledger = ledgerKinds.find((kind) => kind === given.values['ledger']);
    const out = given.values['out'];
    if (ledger === undefined || typeof out !== 'string')
      throw usageError(`export needs --out FILE and --ledger ${ledgerKinds.join('|')}`);
    const config = loadConfig(configOf(given));
    const { center, close } = await openCenter(config, serverLog(config));
    try {
      const made = await write(center, given, ledger, out);
      print(given, made, [`${made.number}: ${made.rows} rows written to ${out}`]);
      return 0;
    } finally {
      await close();
    }
  },
};

async function write(center: Center, given: Given, ledger: LedgerKind, out: string) {
  const by = await personOf(center, given);
  const { values } = given;
  if (typeof values['purpose'] !== 'string') throw usageError('export needs --purpose TEXT');
  const format = values['format'] === 'csv' ? 'csv' : 'xlsx';
  const request = {
    ledger,
    query: everything(ledger),
    purpose: values['purpose'],
    letter: null,
    format,
  } as const;
  const registered = await registerExport(center, by, request);
  const chainOk = ledger === 'audit' ? (await verifyChain(center.pool)).ok : null;
  const file = ledgerBytes(nodeSheetPorts(), {
    request,
    registered,
    rows: rows(center, by, registered.id),
    fileName: basename(out),
    language: 'zh-CN',
    chainOk,
  });
  await pipeline(file, createWriteStream(out, { flags: 'wx', mode: 0o600 }));
  await closeExport(center, by, { id: registered.id, result: 'done', rows: registered.total });
  return { number: registered.number, rows: registered.total, out };
}

async function personOf(center: Center, { values }: Given): Promise<ExportBy> {
  const account = await accountByNo(center.pool, String(values['as'] ?? ''));
  if (!account) throw usageError('export needs --as ACCOUNT');
  return {
    actor: await actorOf(center, account),
    source: { ip: null, certificate: null, session: null, client: 'cli' },
    requestId: center.newId(),
  };
}

function everything(ledger: LedgerKind): QuerySpec {
  const def = ledgerDefs[ledger];
  return {
    type: def.source === 'lines' ? 'event' : def.type,
    filters: [],
    text: '',
    sort: [],
    window: { offset: 0, limit: 1 },
  };
}

async function* rows(center: Center, by: ExportBy, id: string): AsyncGenerator<LedgerCell[]> {
  for (let after: string | null | undefined = null; after !== undefined; ) {
    const page: { rows: LedgerCell[][]; next: string | null } = await exportPage(center, by, id, after);
    yield* page.rows;
    after = page.next ?? undefined;
  }
}
