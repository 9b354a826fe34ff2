import { ProblemError } from '../../shared/errors/problem.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import type { Actor, Source } from '../../shared/log/event.ts';
import type { Json, JsonObject } from '../../shared/log/patch.ts';
import { refuse, type Finding } from '../../shared/rules/finding.ts';
import type { Center } from '../center.ts';
import { titleOf } from '../facts/describe.ts';
import { caseOf } from '../log/caseOf.ts';
import { execute } from '../log/execute.ts';
import { fold } from '../log/history.ts';
import type { Command } from '../log/plan.ts';
import { readEvent } from '../log/readEvent.ts';
import { Reader } from '../log/reader.ts';
import { unborn } from '../../shared/domain/object.ts';
import { planBatch, type Batch } from './batch.ts';

/** The act that takes each created record back. */
const reverse: Readonly<Record<string, string>> = { takeOver: 'undoTakeOver', enter: 'withdraw' };

export interface UndoRequest {
  readonly caseId: string;
  readonly reason: string;
  readonly actor: Actor;
  readonly source: Source;
  readonly requestId: string;
  readonly key: string | null;
}

/**
 * Proposes to undo an import as a new case: created records are taken back, corrected ones get their former values.
 * @throws ProblemError `act/refused` naming every record on which something has been done since.
 */
export async function proposeUndo(
  center: Center,
  given: UndoRequest,
): Promise<{ caseId: string; records: number }> {
  const reader = new Reader(center.pool);
  const stored = await reader.load('case', given.caseId);
  if (stored.state !== 'approved') throw new ProblemError('record/not-found');
  const opened = caseOf(stored);
  if (opened.kind !== 'batch') throw new ProblemError('record/not-found');
  const commands: Batch['commands'][number][] = [];
  const findings: Finding[] = [];
  for (const [i, command] of opened.commands.entries()) {
    const back = await reversed(center, reader, given.caseId, command, given.reason);
    if ('code' in back) findings.push(back);
    else commands.push({ row: i + 1, command: back });
  }
  if (findings.length > 0) throw new ProblemError('act/refused', { findings });
  const batch: Batch = {
    commands,
    secrets: [],
    counts: { created: 0, changed: commands.length, skipped: 0 },
  };
  const by = { actor: given.actor, proposer: null, caseId: null, approved: false };
  const title = `撤销${titleOf('case', stored)}`;
  const outcome = await execute(
    center,
    {
      command: {
        type: 'case',
        id: center.newId(),
        act: 'open',
        input: { kind: 'batch', undo: given.caseId },
        reason: given.reason,
      },
      secrets: [],
      secretFindings: [],
      actor: given.actor,
      source: given.source,
      requestId: given.requestId,
      rev: null,
      key: given.key,
    },
    (planning) => planBatch(planning, batch, title, null, by),
  );
  return { caseId: outcome.caseId ?? '', records: commands.length };
}

async function reversed(
  center: Center,
  reader: Reader,
  caseId: string,
  command: Command,
  reason: string,
): Promise<Command | Finding> {
  const now = await reader.load(command.type, command.id);
  const back = reverse[command.act];
  if (back !== undefined)
    return now.rev === 1 ? { ...command, act: back, input: {}, reason } : changedSince(command, now);
  const before = await stateBefore(center, caseId, command);
  if (before === null || now.rev !== before.state.rev + 1) return changedSince(command, now);
  return { ...command, input: before.fields, reason };
}

/** The record as it was before the import corrected it, and the former values of what the import touched. */
async function stateBefore(
  center: Center,
  caseId: string,
  command: Command,
): Promise<{ state: ObjectState; fields: JsonObject } | null> {
  const { rows } = await center.pool.query<{ body: string; case_id: string | null }>(
    `SELECT body, case_id FROM log.event WHERE object_id = $1 AND result = 'done' ORDER BY seq`,
    [command.id],
  );
  let state = unborn(command.id);
  for (const row of rows) {
    if (row.case_id === caseId) return { state, fields: formerValues(state, command.input) };
    state = fold(state, readEvent(row.body));
  }
  return null;
}

function formerValues(before: ObjectState, input: JsonObject): JsonObject {
  const held: JsonObject = JSON.parse(JSON.stringify(before));
  const fields = Object.keys(input).map((key): [string, Json] => [key, held[key] ?? null]);
  // What the import itself wrote beside the fields is not part of the record's own data.
  return Object.fromEntries(fields.filter(([key]) => key !== 'raw' && key !== 'openPoints'));
}

function changedSince(command: Command, now: ObjectState): Finding {
  const title = titleOf(command.type, now);
  return refuse('import/changed-since', 'R024', command.id, {
    zh: `「${title}」在导入之后已办理过其他事项,不能一并撤销;请单独更正`,
    en: `Something has been done on ${title} since the import; it cannot be undone with it, correct it by itself`,
  });
}
