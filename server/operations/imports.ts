import { judgeRows, reportOf } from '../imports/judge.ts';
import { proposeImport } from '../imports/propose.ts';
import { proposeUndo } from '../imports/undo.ts';
import { Reader } from '../log/reader.ts';
import type { Handler } from './call.ts';

/** Dry run: every finding of every row at once; nothing is written. */
export const importsCheck: Handler<'imports.check'> = async (call, input) =>
  reportOf(await judgeRows(call.center, new Reader(call.center.pool), input.kind, input.rows));

/** Takes the rows over as one case: all of them or the good ones, as chosen. */
export const importsRun: Handler<'imports.run'> = async (call, input) => {
  const { caseId, counts } = await proposeImport(call.center, {
    ...input,
    reason: input.reason ?? null,
    actor: call.actor,
    source: call.source,
    requestId: call.requestId,
    key: call.key,
  });
  return { batchId: caseId, caseId, counts };
};

/** Proposes to undo an approved import. */
export const importsUndo: Handler<'imports.undo'> = (call, input) =>
  proposeUndo(call.center, {
    caseId: input.id,
    reason: input.reason,
    actor: call.actor,
    source: call.source,
    requestId: call.requestId,
    key: call.key,
  });
