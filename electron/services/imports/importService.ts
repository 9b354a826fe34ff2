import { randomUUID } from 'node:crypto';
import { parse } from 'node:path';
import { sm3 } from 'sm-crypto-v2';
import type { ImportKind } from '../../../shared/api/kinds.ts';
import type { OperationInput } from '../../../shared/api/operations.ts';
import type { MethodInput, MethodOutput } from '../../../shared/bridge/contract.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { importFields, mapHeadings } from '../../../shared/import/fields.ts';
import { refuse, warn, type Finding } from '../../../shared/rules/finding.ts';
import { bodyRows, findTable, type Header } from '../../../shared/sheet/findHeader.ts';
import { markedWorkbook, type CellFinding } from '../../../shared/sheet/markedWorkbook.ts';
import { readTables, type RawRow, type RawTable } from '../../../shared/sheet/readTable.ts';
import { createXlsx } from '../../../shared/sheet/xlsx/createXlsx.ts';
import type { Language } from '../../../shared/text.ts';
import type { CenterClient } from '../center/centerClient.ts';
import type { Clock } from '../clock.ts';
import { freeName } from '../files/freeName.ts';
import { writeStream } from '../files/writeStream.ts';
import type { SettingsStore } from '../settings/settingsStore.ts';
import { nodeSheetPorts } from '../sheet/nodeSheetPorts.ts';
import type { UploadService } from '../uploads/uploadService.ts';

type Report = MethodOutput<'imports.check'>;
type Mapping = readonly (string | null)[];

/** Import files: read here, judged and taken over by the center. */
export interface ImportService {
  open(input: MethodInput<'imports.open'>): Promise<MethodOutput<'imports.open'>>;
  check(input: MethodInput<'imports.check'>, signal: AbortSignal): Promise<MethodOutput<'imports.check'>>;
  run(input: MethodInput<'imports.run'>, signal: AbortSignal): Promise<MethodOutput<'imports.run'>>;
  /** Writes the file once more with what is wrong in each row into the export folder. */
  marked(input: MethodInput<'imports.marked'>, signal: AbortSignal): Promise<MethodOutput<'imports.marked'>>;
}

interface Ports {
  readonly uploads: UploadService;
  readonly client: CenterClient;
  readonly settings: SettingsStore;
  readonly exportDir: string;
  readonly clock: Clock;
  /** Who makes the marked workbook. */
  readonly author: () => string;
}

interface OpenTable {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly fileDigest: string;
  readonly table: RawTable;
  readonly header: Header;
  readonly headings: readonly string[];
  readonly body: readonly RawRow[];
}

/** What one request may carry; larger files are split. */
const MAX_ROWS = 50_000;
const SAMPLE_ROWS = 20;
/** Tables kept for their next step; each may be large and hold personal data. */
const MAX_TABLES = 3;

export function createImportService(ports: Ports): ImportService {
  return new Imports(ports);
}

class Imports implements ImportService {
  readonly #ports: Ports;
  readonly #tables = new Map<string, OpenTable>();
  readonly #sheetPorts = nodeSheetPorts();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  async open({ uploadId, kind }: MethodInput<'imports.open'>): Promise<MethodOutput<'imports.open'>> {
    const upload = this.#ports.uploads.take(uploadId);
    const read = await readTables(upload.bytes, this.#sheetPorts);
    const fileDigest = sm3(upload.bytes);
    upload.bytes.fill(0);
    if (read.value === null) throw new ProblemError('file/unreadable', { findings: read.findings });
    const table = locate(read.value, kind, { fileName: upload.name, fileDigest });
    const { headings, body } = table;
    return {
      tableId: this.#keep(table),
      fileName: upload.name,
      fileDigest,
      sheetName: table.table.sheetName,
      headerRow: table.header.rowNumber,
      headings: [...headings],
      rowCount: body.length,
      sample: body.slice(0, SAMPLE_ROWS).map((row) => headings.map((_, column) => row.cells[column] ?? '')),
      mapping: this.#mappingFor(table),
      findings: [...read.findings, ...headerFindings(table)],
    };
  }

  async check({ tableId, mapping }: MethodInput<'imports.check'>, signal: AbortSignal): Promise<Report> {
    return this.#report(this.#tableOf(tableId), mapping, signal);
  }

  async run(given: MethodInput<'imports.run'>, signal: AbortSignal): Promise<MethodOutput<'imports.run'>> {
    const { tableId, mapping, key, ...choices } = given;
    const table = this.#tableOf(tableId);
    const { kind, fileDigest, headings } = table;
    const fileName = table.fileName.slice(0, 200);
    const input = { kind, rows: rowsOf(table, mapping), fileName, fileDigest, ...choices };
    const done = await this.#ports.client.call('imports.run', input, { signal, key });
    this.#ports.settings.saveMapping(kind, fingerprint(headings), mapping);
    return done;
  }

  async marked(
    { tableId, mapping }: MethodInput<'imports.marked'>,
    signal: AbortSignal,
  ): Promise<MethodOutput<'imports.marked'>> {
    const { exportDir, settings, clock, author } = this.#ports;
    const table = this.#tableOf(tableId);
    const { rows } = await this.#report(table, mapping, signal);
    const findings = rows.flatMap(({ row, findings: found }) =>
      found.map((each) => cellOf(row, each, mapping)),
    );
    const { language } = settings.get();
    const by = { creator: author(), created: clock.now().toISOString(), language };
    const workbook = markedWorkbook(table.table, table.header, findings, by);
    const fileName = freeName(exportDir, `${parse(table.fileName).name}-${markedSuffix[language]}.xlsx`);
    await writeStream(exportDir, fileName, createXlsx(this.#sheetPorts)(workbook, { signal }));
    return { fileName };
  }

  #report(table: OpenTable, mapping: Mapping, signal: AbortSignal): Promise<Report> {
    const input = { kind: table.kind, rows: rowsOf(table, mapping) };
    return this.#ports.client.call('imports.check', input, { signal });
  }

  /** As last time for the same headings; fields that are known no longer fall out. */
  #mappingFor({ kind, headings }: OpenTable): (string | null)[] {
    const known = new Set(importFields(kind).map(({ key }) => key));
    const remembered =
      this.#ports.settings.mapping(kind, fingerprint(headings)) ?? mapHeadings(headings, kind);
    return headings.map((_, column) => {
      const field = remembered[column] ?? null;
      return field !== null && known.has(field) ? field : null;
    });
  }

  #tableOf(id: string): OpenTable {
    const table = this.#tables.get(id);
    if (!table) throw new ProblemError('request/not-found');
    return table;
  }

  #keep(table: OpenTable): string {
    const id = randomUUID();
    this.#tables.set(id, table);
    for (const oldest of [...this.#tables.keys()].slice(0, -MAX_TABLES)) this.#tables.delete(oldest);
    return id;
  }
}

const markedSuffix: Readonly<Record<Language, string>> = { 'zh-CN': '校验结果', 'en-US': 'checked' };

function locate(
  tables: readonly RawTable[],
  kind: ImportKind,
  file: Pick<OpenTable, 'fileName' | 'fileDigest'>,
): OpenTable {
  const found = findTable(tables, importFields(kind));
  if (found === null) throw new ProblemError('file/unreadable', { findings: [noHeading(kind)] });
  const { table, header } = found;
  const body = bodyRows(table.rows, header);
  if (body.length > MAX_ROWS)
    throw new ProblemError('file/too-large', { findings: [tooManyRows(body.length)] });
  return { ...file, kind, table, header, headings: table.rows[header.index]?.cells ?? [], body };
}

/** The rows as the center takes them: cells by field; columns that are not mapped stay behind. */
function rowsOf({ body }: OpenTable, mapping: Mapping): OperationInput<'imports.check'>['rows'] {
  const fields = mapping.flatMap((field, column) => (field === null ? [] : [{ field, column }]));
  return body.map((row) => ({
    row: row.number,
    cells: Object.fromEntries(fields.map(({ field, column }) => [field, row.cells[column] ?? ''])),
  }));
}

/** A finding of a field, put into the column that carries it. */
function cellOf(row: number, { place, rule, text }: Finding, mapping: Mapping): CellFinding {
  const column = mapping.indexOf(place.split('.')[0] ?? '');
  return { row, column: column === -1 ? null : column, rule, text };
}

function headerFindings({ header }: OpenTable): Finding[] {
  return header.repeated.map(({ column, text }) =>
    warn('import/heading-repeated', null, `${header.rowNumber}.${column + 1}`, {
      zh: `表头「${text}」重复出现，只取第一列；请确认`,
      en: `The heading "${text}" stands there twice; only the first column is read`,
    }),
  );
}

function noHeading(kind: ImportKind): Finding {
  const names = importFields(kind).map((field) => field.names[0] ?? field.key);
  return refuse('import/no-heading', null, '', {
    zh: `前 30 行中找不到表头；可识别的列名例如：${names.slice(0, 8).join('、')}`,
    en: `No heading row was found among the first 30 rows; known headings are for instance: ${names.slice(0, 8).join(', ')}`,
  });
}

function tooManyRows(count: number): Finding {
  return refuse('import/too-many-rows', null, '', {
    zh: `文件有 ${count} 行，一次最多 ${MAX_ROWS} 行；请拆分后分批导入`,
    en: `The file has ${count} rows and ${MAX_ROWS} are allowed at once; split it and import the parts`,
  });
}

/** Headings are the memory's key: the same form of the same district comes again every month. */
function fingerprint(headings: readonly string[]): string {
  return sm3(headings.map((heading) => heading.trim()).join('\n'));
}
