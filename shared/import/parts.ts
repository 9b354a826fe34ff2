import type { ImportKind } from '../api/kinds.ts';
import type { Json, JsonObject } from '../log/patch.ts';
import { warn } from '../rules/finding.ts';
import { checkUscc } from '../validate/uscc.ts';
import type { ImportContext } from './context.ts';
import { importFields, importStates, isSecret } from './fields.ts';
import { withValue, type ImportFinding } from './finding.ts';
import type { Cells } from './row.ts';
import { listOf, readOption, readValue } from './values.ts';

/** Fields whose cells are names of other records or whole rows; each kind reads them itself. */
const compound: ReadonlySet<string> = new Set(['ref', 'refs', 'rows']);

/** Canonical values of a row under construction, and what was found. */
export interface Draft {
  readonly record: Record<string, Json>;
  readonly findings: ImportFinding[];
}

/** The cell's text without outer space; empty when the column is missing. */
export function cellOf(cells: Cells, key: string): string {
  return (cells[key] ?? '').trim();
}

/** Reads every plain field of a row; a refused value stays out of the record. */
export function readPlain(kind: ImportKind, cells: Cells): Draft {
  const draft: Draft = { record: {}, findings: [] };
  for (const field of importFields(kind)) {
    const raw = cellOf(cells, field.key);
    if (raw === '' || field.meta === null || compound.has(field.meta.kind)) continue;
    const { value, findings } = readValue(field.meta, raw, field.key);
    if (value !== null) draft.record[field.key] = value;
    draft.findings.push(...withValue(findings, isSecret(field) ? '******' : raw));
  }
  return draft;
}

/** The row's cells as they stood, for a later dispute; personal secrets stay out. */
export function rawOf(kind: ImportKind, cells: Cells): JsonObject {
  const secret = new Set(importFields(kind).flatMap((field) => (isSecret(field) ? [field.key] : [])));
  return Object.fromEntries(
    Object.entries(cells).filter(([key, value]) => value.trim() !== '' && !secret.has(key)),
  );
}

/** What was found and let pass, as the points a record is taken over with. */
export function openPoints(findings: readonly ImportFinding[]): readonly JsonObject[] {
  return findings
    .filter((finding) => finding.severity !== 'refuse')
    .map(({ code, rule, place }) => ({ code, rule, place }));
}

/**
 * The unit a row names, by exact full name or by credit code. Unknown or missing it is a warning only: the record is
 * taken over with the name as it stood (`hostName`) and waits to be assigned.
 */
export function unitOf(
  cells: Cells,
  context: ImportContext,
): { readonly unit: string | null; readonly findings: readonly ImportFinding[] } {
  const name = cellOf(cells, 'unit');
  const code = cellOf(cells, 'uscc');
  const uscc = code === '' ? null : checkUscc(code, 'uscc').value;
  const byCode = uscc === null ? undefined : context.unitByUscc.get(uscc);
  const byName = name === '' ? undefined : context.unitByName.get(name);
  if (byCode !== undefined && byName !== undefined && byCode !== byName) {
    return {
      unit: null,
      findings: [
        {
          ...warn('import/unit-ambiguous', 'R019', 'unit', {
            zh: `单位名称「${name}」与信用代码 ${uscc} 属于不同单位;请核对`,
            en: `The name "${name}" and the code ${uscc} belong to different units; check them`,
          }),
          value: name,
        },
      ],
    };
  }
  const unit = byCode ?? byName;
  if (unit !== undefined) return { unit, findings: [] };
  const text =
    name === ''
      ? { zh: '没有单位名称;接收后请补登单位', en: 'No unit is named; assign one after the take-over' }
      : {
          zh: `单位「${name}」不在单位名录中(须为全称);接收后请对应到单位`,
          en: `The unit "${name}" is not on record under this full name; assign it after the take-over`,
        };
  const code2 = name === '' ? 'import/unit-missing' : 'import/unit-unknown';
  return { unit: null, findings: [{ ...warn(code2, 'R019', 'unit', text), value: name }] };
}

/** Records named in a cell, by name; those unknown are warned of. */
export function namedIn(
  raw: string,
  place: string,
  idOf: (name: string) => string | undefined,
): { readonly ids: readonly string[]; readonly findings: readonly ImportFinding[] } {
  const ids: string[] = [];
  const findings: ImportFinding[] = [];
  for (const name of listOf(raw)) {
    const id = idOf(name);
    if (id !== undefined) ids.push(id);
    else {
      findings.push({
        ...warn('import/unknown-name', null, place, {
          zh: `「${name}」尚未登记;接收后请补登关联`,
          en: `"${name}" is not on record; link it after the take-over`,
        }),
        value: name,
      });
    }
  }
  return { ids: [...new Set(ids)], findings };
}

/** The state a ledger names for a record, where records can be taken over into it; else the fallback. */
export function stateOf(
  kind: 'domains' | 'addresses',
  cells: Cells,
  takenOver: Readonly<Record<string, unknown>>,
  fallback: string,
): { readonly state: string; readonly findings: readonly ImportFinding[] } {
  const raw = cellOf(cells, 'state');
  if (raw === '') return { state: fallback, findings: [] };
  const named = readOption(importStates[kind], raw, 'state').value;
  if (named !== null && named in takenOver) return { state: named, findings: [] };
  const shown = importStates[kind][fallback];
  return {
    state: fallback,
    findings: [
      {
        ...warn('import/state-unknown', null, 'state', {
          zh: `状态「${raw}」不能直接接收,按「${shown?.zh ?? fallback}」接收;请核对`,
          en: `A record cannot be taken over as "${raw}"; it is taken over as "${shown?.en ?? fallback}", check it`,
        }),
        value: raw,
      },
    ],
  };
}
