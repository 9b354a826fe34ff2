import type { ImportKind } from '../../shared/api/kinds.ts';
import type { Finding } from '../../shared/rules/finding.ts';
import type { JsonObject } from '../../shared/log/patch.ts';
import {
  emptyPlan,
  openCase,
  planCommand,
  type Authority,
  type Command,
  type Plan,
  type Planning,
} from '../log/plan.ts';
import { sealInput } from '../log/seal.ts';
import type { SealedSecret } from '../log/execute.ts';
import type { Center } from '../center.ts';
import { unborn } from '../../shared/domain/object.ts';
import { targets, type JudgedRow } from './judge.ts';

/** Commands of a batch, secrets sealed, each with the row of the file it comes from. */
export interface Batch {
  readonly commands: readonly { readonly row: number; readonly command: Command }[];
  readonly secrets: readonly SealedSecret[];
  readonly counts: { readonly created: number; readonly changed: number; readonly skipped: number };
}

const acts: Readonly<Record<ImportKind, { readonly create: string; readonly change: string }>> = {
  staff: { create: 'enter', change: 'edit' },
  domains: { create: 'takeOver', change: 'correct' },
  addresses: { create: 'takeOver', change: 'correct' },
};

/** What the good rows ask for: records taken over or corrected; rows that change nothing ask for nothing. */
export async function batchOf(
  center: Center,
  kind: ImportKind,
  rows: readonly JudgedRow[],
  reason: string,
): Promise<Batch> {
  const commands: { row: number; command: Command }[] = [];
  const secrets: SealedSecret[] = [];
  for (const row of rows) {
    const wanted = commandOf(center, kind, row, reason);
    if (wanted === null) continue;
    const state = row.existing ?? unborn(wanted.id);
    const sealed = await sealInput(center, wanted.type, wanted.act, wanted.input, state);
    secrets.push(...sealed.secrets);
    commands.push({ row: row.row, command: { ...wanted, input: sealed.input } });
  }
  const created = rows.filter((row) => row.verdict === 'new').length;
  return {
    commands,
    secrets,
    counts: { created, changed: commands.length - created, skipped: rows.length - commands.length },
  };
}

function commandOf(center: Center, kind: ImportKind, row: JudgedRow, reason: string): Command | null {
  const { type } = targets[kind];
  if (row.verdict === 'new')
    return { type, id: center.newId(), act: acts[kind].create, input: row.read.record, reason };
  if (row.verdict !== 'change' || row.existing === null) return null;
  const input: JsonObject =
    kind === 'staff' ? row.changes : { ...row.changes, ...pick(row.read.record, ['raw', 'openPoints']) };
  return { type, id: row.existing.id, act: acts[kind].change, input, reason };
}

function pick(record: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));
}

/** Roles that approve a batch. */
const approvers = ['C2'] as const;

/**
 * Plans the whole batch as the effect of one case. A row that the deciders refuse is named by its row number;
 * nothing of the batch runs before another person has approved exactly this effect.
 */
export async function planBatch(
  planning: Planning,
  batch: Batch,
  label: string,
  source: { readonly name: string; readonly digest: string } | null,
  by: Authority,
): Promise<Plan> {
  const plan = emptyPlan();
  const trial = emptyPlan();
  const fork: Planning = { ...planning, reader: planning.reader.fork() };
  for (const { row, command } of batch.commands) {
    const one = emptyPlan();
    await planCommand(fork, one, command, { ...by, approved: true });
    trial.changes.push(...one.changes);
    if (!one.ok) plan.findings.push(...one.findings.map((found) => inRow(found, row)));
  }
  plan.ok = plan.findings.every((found) => found.severity !== 'refuse');
  if (!plan.ok) return plan;
  plan.proposed = await openCase(
    planning,
    plan,
    {
      kind: 'batch',
      commands: batch.commands.map(({ command }) => command),
      trial,
      roles: approvers,
      label,
      numbers: [],
      ...(source && { sources: [source] }),
    },
    by,
  );
  return plan;
}

function inRow(found: Finding, row: number): Finding {
  return {
    ...found,
    place: `${row}.${found.place}`,
    text: { zh: `第 ${row} 行:${found.text.zh}`, en: `Row ${row}: ${found.text.en}` },
  };
}
