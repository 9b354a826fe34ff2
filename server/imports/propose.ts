import type { ImportKind } from '../../shared/api/kinds.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { checkBrake } from '../../shared/import/verdict.ts';
import { digestOf } from '../../shared/log/canonical.ts';
import type { Actor, Source } from '../../shared/log/event.ts';
import { refuse } from '../../shared/rules/finding.ts';
import type { Center } from '../center.ts';
import { execute, type Request } from '../log/execute.ts';
import { Reader } from '../log/reader.ts';
import { batchOf, planBatch } from './batch.ts';
import { judgeRows, reportOf, type GivenRow, type Judged } from './judge.ts';

/** An import as somebody proposes it. */
export interface ImportRequest {
  readonly kind: ImportKind;
  readonly rows: readonly GivenRow[];
  /** `all`: nothing unless every row is good; `good`: the good rows. */
  readonly mode: 'all' | 'good';
  readonly fileName: string;
  readonly fileDigest: string;
  readonly overrideBrake: boolean;
  readonly reason: string | null;
  readonly actor: Actor;
  readonly source: Source;
  readonly requestId: string;
  readonly key: string | null;
}

export interface ProposedImport {
  readonly caseId: string;
  readonly counts: { readonly created: number; readonly changed: number; readonly skipped: number };
}

const names: Readonly<Record<ImportKind, string>> = {
  staff: '人员备案',
  domains: '域名',
  addresses: 'IP地址',
};

/**
 * Proposes an import as one case over its exact effect.
 * @throws ProblemError `act/refused` with every finding of every row, `import/brake` when too much of the register would change.
 */
export async function proposeImport(center: Center, given: ImportRequest): Promise<ProposedImport> {
  const judged = await judgeRows(center, new Reader(center.pool), given.kind, given.rows);
  refuseBad(judged, given);
  const good = judged.rows.filter((row) => row.verdict !== 'bad');
  const reason = given.reason?.trim() || `导入 ${given.fileName}`;
  const batch = await batchOf(center, given.kind, good, reason);
  if (batch.commands.length === 0) throw new ProblemError('act/refused', { findings: [nothingToDo()] });
  const label = `导入${names[given.kind]} ${batch.commands.length} 条(${given.fileName})`;
  const source = { name: given.fileName, digest: given.fileDigest };
  const by = { actor: given.actor, proposer: null, caseId: null, approved: false };
  const outcome = await execute(center, requestOf(given, reason, batch.secrets), (planning) =>
    planBatch(planning, batch, label, source, by),
  );
  return {
    caseId: outcome.caseId ?? '',
    counts: { ...batch.counts, skipped: given.rows.length - batch.commands.length },
  };
}

function refuseBad(judged: Judged, given: ImportRequest): void {
  const report = reportOf(judged);
  if (given.mode === 'all' && report.counts.bad > 0) {
    const findings = report.rows.flatMap((row) =>
      row.findings
        .filter((f) => f.severity === 'refuse')
        .map((f) => ({ ...f, place: `${row.row}.${f.place}` })),
    );
    throw new ProblemError('act/refused', { findings });
  }
  const overridden = given.overrideBrake && (given.reason ?? '').trim() !== '';
  if (checkBrake(report.counts).brake && !overridden) throw new ProblemError('import/brake');
}

/** The envelope of a batch; the same submission has the same id, so that its repetition gets the first answer. */
function requestOf(given: ImportRequest, reason: string, secrets: Request['secrets']): Request {
  const { kind, fileDigest: file, mode } = given;
  const hex = digestOf([given.actor.id, given.key, file, kind]);
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return {
    command: { type: 'case', id, act: 'open', input: { kind: 'batch', import: kind, file, mode }, reason },
    secrets,
    secretFindings: [],
    actor: given.actor,
    source: given.source,
    requestId: given.requestId,
    rev: null,
    key: given.key,
  };
}

function nothingToDo() {
  return refuse('import/nothing', null, '', {
    zh: '文件中没有需要接收或更正的记录',
    en: 'The file holds nothing to take over or correct',
  });
}
