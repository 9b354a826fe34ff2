import type { LedgerKind } from '../../../shared/api/kinds.ts';
import type { OperationOutput } from '../../../shared/api/operations.ts';
import type { MethodInput } from '../../../shared/bridge/contract.ts';
import { writeCsv } from '../../../shared/sheet/csv.ts';
import { createXlsx } from '../../../shared/sheet/xlsx/createXlsx.ts';
import type { Language, Text } from '../../../shared/text.ts';
import { nodeSheetPorts } from '../sheet/nodeSheetPorts.ts';

type Cells = OperationOutput<'exports.page'>['rows'][number];

export interface LedgerFile {
  readonly request: MethodInput<'exports.start'>;
  readonly registered: OperationOutput<'exports.open'>;
  readonly rows: AsyncIterable<Cells>;
  readonly language: Language;
  readonly signal: AbortSignal;
}

export function ledgerTitle(ledger: LedgerKind): Text {
  return { zh: ledger, en: ledger };
}

export function ledgerBytes({ request, registered, rows, signal }: LedgerFile): AsyncIterable<Uint8Array> {
  const ports = nodeSheetPorts();
  if (request.format === 'csv') return writeCsv(ports, ['a', 'b'], rows, signal);
  const columns = ['a', 'b'].map((title) => ({ title, width: 10, kind: 'text' as const }));
  const sheet = { name: 'x', columns, rows };
  return createXlsx(ports)(
    { title: 'x', creator: registered.by, created: registered.at, sheets: [sheet] },
    { signal },
  );
}
