import type { ImportKind } from '../api/kinds.ts';
import { domainFields } from '../domain/domainRecord/fields.ts';
import { domainStates } from '../domain/domainRecord/terms.ts';
import { metaOf, type FieldMeta } from '../domain/fields.ts';
import { ipFields } from '../domain/ipRecord/fields.ts';
import { ipStates } from '../domain/ipRecord/terms.ts';
import type { Options } from '../domain/options.ts';
import { filingFields } from '../domain/staffFiling/fields.ts';
import { findHeader } from '../sheet/findHeader.ts';
import type { Text } from '../text.ts';

/** A column that an import of one kind understands. */
export interface ImportField {
  /** Field of the record, or one of the extras. */
  readonly key: string;
  readonly label: Text;
  /** Headings it is found under, the ledger's own first. */
  readonly names: readonly string[];
  /** Without it no record can be made of a row. */
  readonly required: boolean;
  /** Null for a column that is no field of the record but helps to read it. */
  readonly meta: FieldMeta | null;
}

/** Kinds of field that a cell of text cannot carry. */
const unreadable: ReadonlySet<FieldMeta['kind']> = new Set(['files']);

interface Source {
  readonly fields: Readonly<Record<string, FieldMeta>>;
  /** Fields that are found otherwise: by a name or code in another column, or by an act of their own. */
  readonly without: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
  readonly extras: readonly ImportField[];
}

function extra(key: string, zh: string, en: string, ...more: readonly string[]): ImportField {
  return { key, label: { zh, en }, names: [zh, ...more], required: false, meta: null };
}

const sources: Readonly<Record<ImportKind, Source>> = {
  domains: {
    fields: metaOf(domainFields),
    without: new Set(['hostName', 'site', 'replaces', 'contactInService', 'status']),
    required: new Set(['domain']),
    extras: [
      extra('division', '行政区划代码', 'Division code', '区划代码', 'division_code_guess'),
      extra('source', '数据来源', 'Source', '来源', 'source'),
      extra('state', '状态', 'State', '域名状态'),
    ],
  },
  addresses: {
    fields: metaOf(ipFields),
    without: new Set(['hostName', 'units']),
    required: new Set(['address']),
    extras: [
      extra('uscc', '统一社会信用代码', 'Credit code', '信用代码'),
      extra('source', '数据来源', 'Source', '来源', 'source'),
      extra('state', '状态', 'State'),
    ],
  },
  staff: {
    fields: metaOf(filingFields),
    without: new Set(['replacedFiling', 'requestedPermissions']),
    required: new Set(['name']),
    extras: [
      extra('uscc', '统一社会信用代码', 'Credit code', '信用代码'),
      extra('rights', '权限范围', 'Rights asked for', '拟申请权限'),
      extra('replacedName', '被替换人员', 'Person replaced'),
    ],
  },
};

/** States a ledger may name, by kind of import. */
export const importStates: Readonly<Record<'domains' | 'addresses', Options>> = {
  domains: domainStates,
  addresses: ipStates,
};

/** Every column an import of this kind understands, fields of the record first, in their order. */
export function importFields(kind: ImportKind): readonly ImportField[] {
  const { fields, without, required, extras } = sources[kind];
  const own = Object.entries(fields)
    .filter(([key, meta]) => !without.has(key) && !unreadable.has(meta.kind))
    .map(([key, meta]) => ({
      key,
      label: meta.label,
      names: [...new Set([meta.label.zh, ...(meta.headings ?? []), meta.label.en])],
      required: required.has(key),
      meta,
    }));
  return [...own, ...extras];
}

/** Personal secrets: their raw values never leave the row for a report, a log line or `raw`. */
export function isSecret(field: ImportField): boolean {
  return field.meta?.kind === 'secret';
}

/**
 * The field each heading of a file carries, by position; null for a column that is not taken over.
 * The same search that found the heading row decides, so mapping and reading cannot disagree.
 */
export function mapHeadings(headings: readonly string[], kind: ImportKind): readonly (string | null)[] {
  const header = findHeader([{ number: 1, cells: headings }], importFields(kind));
  const byColumn = new Map([...(header?.columns ?? [])].map(([key, column]) => [column, key]));
  return headings.map((_, column) => byColumn.get(column) ?? null);
}
