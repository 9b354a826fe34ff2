import { createHash } from 'node:crypto';
import { effectDigest } from '../../shared/domain/case/effect.ts';
import { objectDefs } from '../../shared/domain/registry.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import { ProblemError, type Problem } from '../../shared/errors/problem.ts';
import { canonicalJson } from '../../shared/log/canonical.ts';
import type { Actor, LogEvent, Source } from '../../shared/log/event.ts';
import { refuse, type Finding } from '../../shared/rules/finding.ts';
import { endSessionsOf } from '../access/session.ts';
import type { Center } from '../center.ts';
import { transaction, type Client } from '../db/database.ts';
import { writeState } from '../fold/writeState.ts';
import { append, lockHead, type Head } from './append.ts';
import { caseOf } from './caseOf.ts';
import { Numbers, writeCounters } from './numbers.ts';
import { emptyPlan, planCommand, planningOf, type Command, type Plan, type Planning } from './plan.ts';
import { problemOfPlan, refusalFacts } from './refusal.ts';
import { systemActor } from './systemActor.ts';

/** One act somebody asks for, already parsed, authorised and with its secrets sealed. */
export interface Request {
  readonly command: Command;
  /** Ciphertexts that belong to the command; written only if the act runs. */
  readonly secrets: readonly SealedSecret[];
  /** Findings of the raw secrets, joined with the decider's so that all come at once. */
  readonly secretFindings: readonly Finding[];
  readonly actor: Actor;
  readonly source: Source;
  readonly requestId: string;
  /** Revision the person saw; null only for acts that create. */
  readonly rev: number | null;
  readonly key: string | null;
  /** What has to stand or fall with the act outside the log, such as credentials; run only if the act runs. */
  readonly along?: (client: Client) => Promise<void>;
}

export interface SealedSecret {
  readonly ref: string;
  readonly kind: string;
  readonly ciphertext: string;
}

/** How an act ended: it ran or became a case. */
export interface Outcome {
  readonly kind: 'done' | 'case';
  readonly state: ObjectState;
  readonly seq: number;
  readonly caseId: string | null;
  readonly caseNo: string | null;
  readonly digest: string | null;
  readonly noted: readonly Finding[];
}

type Written = { readonly outcome: Outcome; readonly plan: Plan } | { readonly problem: Problem };

/**
 * The one write path (DESIGN 2): under the lock of the log's head it loads, decides, appends the lines, writes
 * the present states, the deadlines, the counters and the idempotency answer, all in one transaction.
 * A refusal is a line of the log as well.
 * @throws ProblemError with every finding; nothing but the refusal was written.
 */
export async function execute(
  center: Center,
  request: Request,
  plan: Planner = planRequest,
): Promise<Outcome> {
  const written = await transaction(center.pool, (client) => write(center, client, request, plan));
  if ('problem' in written) throw refusalOf(written.problem);
  if (written.plan.changes.some(({ change }) => isForSystem(change.type, change.act)))
    center.onWorkForSystem();
  return written.outcome;
}

/** A filing may be approved on its very effective day; it takes effect then, not at the next regular sweep. */
function isForSystem(type: string, act: string): boolean {
  return type === 'staffFiling' && act === 'file';
}

/** The refusal as an error; its line stands in the log already. */
function refusalOf(problem: Problem): ProblemError {
  const error = new ProblemError(problem.code, problem);
  error.logged = true;
  return error;
}

/** What the act would do now; nothing is written, no number is taken. */
export async function preview(center: Center, request: Request): Promise<Plan> {
  return transaction(center.pool, (client) => planRequest(planningOf(center, client), request), 'snapshot');
}

/** How a request becomes a plan; a batch of rows plans itself otherwise than one act. */
export type Planner = (planning: Planning, request: Request) => Promise<Plan>;

async function write(center: Center, client: Client, request: Request, planner: Planner): Promise<Written> {
  const head = await lockHead(client);
  await checkSession(client, request);
  const earlier = await earlierAnswer(client, request);
  if (earlier) return earlier;
  const planning = planningOf(center, client);
  const conflict = await staleProblem(client, planning, request);
  if (conflict) return refuseAct(client, planning, head, request, conflict);
  const plan = await planner(planning, request);
  if (!plan.ok) return refuseAct(client, planning, head, request, problemOfPlan(plan));
  for (const secret of request.secrets) {
    await client.query('INSERT INTO log.secret (ref, kind, ciphertext, at) VALUES ($1, $2, $3, $4)', [
      secret.ref,
      secret.kind,
      secret.ciphertext,
      planning.now,
    ]);
  }
  // Sessions of a suspended or revoked account end together with the act.
  for (const { accountId, text } of plan.effects) await endSessionsOf(client, center, accountId, text.zh);
  const seq = await writePlan(client, head, planning, plan, request);
  await request.along?.(client);
  const outcome = outcomeOf(
    plan,
    request,
    seq,
    await planning.reader.load(request.command.type, request.command.id),
  );
  await rememberAnswer(client, request, outcome, planning.now);
  return { outcome, plan };
}

/**
 * The wait for the head may have been long: whoever was suspended or signed out meanwhile no longer acts.
 * @throws ProblemError `auth/session-ended`
 */
async function checkSession(client: Client, { source }: Request): Promise<void> {
  if (source.session === null) return;
  const { rowCount } = await client.query({
    name: 'session-holds',
    text: 'SELECT 1 FROM access.session WHERE id = $1 AND ended_at IS NULL',
    values: [source.session],
  });
  if (rowCount === 0) throw new ProblemError('auth/session-ended');
}

async function planRequest(planning: Planning, request: Request): Promise<Plan> {
  const plan = emptyPlan();
  plan.findings.push(...request.secretFindings);
  if (request.secretFindings.some((f) => f.severity === 'refuse')) plan.ok = false;
  const { command, actor } = request;
  const by = {
    actor,
    proposer: null,
    caseId: command.type === 'case' ? command.id : null,
    approved: actor.id === systemActor.id,
  };
  await planCommand(planning, plan, command, by);
  if (plan.ok && command.type === 'case' && command.act === 'approve')
    await planApproved(planning, plan, command.id, actor);
  return plan;
}

/** Runs what a case holds, decided anew; it must have exactly the effect that was approved (DESIGN 3). */
async function planApproved(planning: Planning, plan: Plan, caseId: string, actor: Actor): Promise<void> {
  const state = caseOf(await planning.reader.load('case', caseId));
  if (state.kind === 'after-review') return;
  const numbers = new Numbers(planning.reader.db, planning.center.area, planning.today, state.numbers);
  const from = plan.changes.length;
  const by = { actor, proposer: state.proposer, caseId, approved: true };
  for (const command of state.commands) await planCommand({ ...planning, numbers }, plan, command, by);
  if (!plan.ok) return;
  const digest = effectDigest(plan.changes.slice(from).map((planned) => planned.change));
  if (digest === state.digest) return;
  plan.ok = false;
  plan.findings.push(
    refuse('case/digest', null, 'digest', {
      zh: '现在执行的结果与所批准的内容不一致;请退回并重新提出',
      en: 'Carried out now it would no longer do what was approved; return it to be proposed again',
    }),
  );
}

async function writePlan(
  client: Client,
  head: Head,
  planning: Planning,
  plan: Plan,
  request: Request,
): Promise<number> {
  const { center, now, today } = planning;
  const taken = planning.numbers.taken;
  const lines = plan.changes.map(
    (planned, i): Omit<LogEvent, 'seq' | 'v'> => ({
      at: now,
      category: planned.category,
      event: `${planned.change.type}.${planned.change.act}`,
      result: 'done',
      object: {
        type: planned.change.type,
        id: planned.change.id,
        title: planned.title,
        rev: planned.after.rev,
      },
      actor: planned.actor,
      source: request.source,
      change: planned.change,
      caseId: planned.caseId,
      proposer: planned.proposer,
      facts: i === 0 && Object.keys(taken).length > 0 ? { counters: taken } : {},
      requestId: request.requestId,
    }),
  );
  const written = await append(client, head, lines);
  await writeCounters(client, taken);
  const last = new Map(
    plan.changes.map((planned, i) => [planned.change.id, { planned, seq: written[i]?.seq ?? head.seq }]),
  );
  for (const { planned, seq } of last.values()) {
    await writeState(client, planned.change.type, planned.after, {
      seq,
      day: today,
      rules: center.rules,
      calendar: center.calendar,
    });
  }
  return head.seq;
}

function outcomeOf(plan: Plan, request: Request, seq: number, state: ObjectState): Outcome {
  return {
    kind: plan.proposed ? 'case' : 'done',
    state: state.state === 'none' ? { ...state, id: request.command.id } : state,
    seq,
    caseId: plan.proposed?.id ?? null,
    caseNo: plan.proposed?.no ?? null,
    digest: plan.proposed?.digest ?? null,
    noted: plan.findings,
  };
}

function requestDigest(request: Request): string {
  const { command, rev } = request;
  // Sealed forms differ at every sealing, their keyed digests do not.
  const text = canonicalJson({ command, rev }).replaceAll(/"ref":"[0-9a-f-]{36}"/g, '"ref":""');
  return createHash('sha256').update(text).digest('hex');
}

async function earlierAnswer(client: Client, request: Request): Promise<Written | null> {
  if (request.key === null) return null;
  const { rows } = await client.query<{ actor_id: string; request: string; answer: Outcome }>({
    name: 'earlier-answer',
    text: 'SELECT actor_id, request, answer FROM log.idempotency WHERE key = $1',
    values: [request.key],
  });
  const [earlier] = rows;
  if (!earlier) return null;
  const same = earlier.actor_id === request.actor.id && earlier.request === requestDigest(request);
  return same
    ? { outcome: earlier.answer, plan: emptyPlan() }
    : { problem: new ProblemError('idempotency/mismatch').problem };
}

async function rememberAnswer(
  client: Client,
  request: Request,
  outcome: Outcome,
  now: string,
): Promise<void> {
  if (request.key === null) return;
  await client.query({
    name: 'remember-answer',
    text: 'INSERT INTO log.idempotency (key, actor_id, request, answer, at) VALUES ($1, $2, $3, $4, $5)',
    values: [request.key, request.actor.id, requestDigest(request), JSON.stringify(outcome), now],
  });
}

/** Somebody changed the record since the person looked: tells who, what and when. */
async function staleProblem(client: Client, planning: Planning, request: Request): Promise<Problem | null> {
  const state = await planning.reader.load(request.command.type, request.command.id);
  if (state.state === 'none') return null;
  if (request.rev === null) return new ProblemError('record/rev-missing').problem;
  if (state.rev === request.rev) return null;
  const { rows } = await client.query<{ actor_name: string; at: string; event: string }>(
    `SELECT actor_name, at, event FROM log.event WHERE object_id = $1 AND result = 'done' ORDER BY seq DESC LIMIT 1`,
    [state.id],
  );
  const [last] = rows;
  const current = {
    rev: state.rev,
    state: visible(state),
    by: last?.actor_name ?? '',
    at: last?.at ?? '',
    act: last?.event ?? '',
  };
  return new ProblemError('record/version-conflict', { current }).problem;
}

function visible(state: ObjectState): Record<string, never> {
  return JSON.parse(JSON.stringify(state));
}

/** Writes the refusal into the log: who tried what, and why it was refused. */
async function refuseAct(
  client: Client,
  planning: Planning,
  head: Head,
  request: Request,
  problem: Problem,
): Promise<Written> {
  const { command, actor, source, requestId } = request;
  const def = objectDefs[command.type];
  const state = await planning.reader.load(command.type, command.id);
  const exists = state.state !== 'none';
  await append(client, head, [
    {
      at: planning.now,
      category: def.acts[command.act]?.category ?? 'business',
      event: `${command.type}.${command.act}`,
      result: 'refused',
      object: exists ? { type: command.type, id: command.id, title: def.title(state), rev: state.rev } : null,
      actor,
      source,
      change: null,
      caseId: command.type === 'case' ? command.id : null,
      proposer: null,
      facts: refusalFacts(problem),
      requestId,
    },
  ]);
  return { problem };
}
