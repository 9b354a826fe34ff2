import type { FastifyRequest } from 'fastify';
import { operations, type OperationId } from '../../shared/api/operations.ts';
import { objectDefs } from '../../shared/domain/registry.ts';
import { objectTypeNames } from '../../shared/domain/objectType.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { Actor, EventCategory } from '../../shared/log/event.ts';
import { sessionOfOther } from '../access/session.ts';
import type { Center } from '../center.ts';
import { refusalFacts } from '../log/refusal.ts';
import { note, type Note } from '../log/note.ts';
import { systemActor } from '../log/systemActor.ts';
import type { Call } from '../operations/call.ts';
import type { Judgement } from './certificate.ts';

/**
 * Writes a refusal into the log unless it stands there already: every refused act, and every look at what a role may
 * not see. A reading that merely finds nothing is no refusal.
 */
export async function noteRefusal(
  center: Center,
  call: Call,
  id: OperationId,
  request: FastifyRequest,
  error: unknown,
): Promise<void> {
  if (!(error instanceof ProblemError) || error.logged || call.session === null) return;
  if (operations[id].effect === 'read' && !error.problem.code.startsWith('access/')) return;
  const { event, category } = nameOf(id, request.params);
  await note(center, {
    category,
    event,
    result: 'refused',
    actor: call.session.actor,
    source: call.source,
    requestId: call.requestId,
    facts: refusalFacts(error.problem),
  });
  error.logged = true;
}

/** A line that nobody waits for; where it cannot be written, the program's own log says so. */
export async function noteQuietly(
  written: Promise<void>,
  log: { warn(entry: { event: string; err: unknown }): void },
): Promise<void> {
  await written.catch((error: unknown) => log.warn({ event: 'refusal-not-noted', err: error }));
}

/** An act goes by its own name (`unit.enter`), anything else by its operation's. */
function nameOf(id: OperationId, params: unknown): { event: string; category: EventCategory } {
  const given: Record<string, unknown> = typeof params === 'object' && params !== null ? { ...params } : {};
  const type = objectTypeNames.find((known) => known === given['type']);
  const act = typeof given['act'] === 'string' ? given['act'] : '';
  const known = type && objectDefs[type].acts[act];
  return type && known
    ? { event: `${type}.${act}`, category: known.category }
    : { event: id, category: 'sensitive' };
}

/** Writes down that the token of somebody's session came with another certificate; the session itself goes on. */
export async function noteStolenToken(
  center: Center,
  request: FastifyRequest,
  judgement: Judgement,
  token: string | null,
): Promise<void> {
  const fingerprint = judgement.certificate?.fingerprint ?? '';
  const theirs = token === null ? null : await sessionOfOther(center, token, fingerprint);
  if (theirs === null) return;
  await note(center, {
    category: 'sign-in',
    event: 'session.stolen',
    result: 'refused',
    actor: unknownActor(judgement),
    source: { ip: request.ip, certificate: fingerprint, session: null, client: null },
    requestId: request.id,
    facts: { ...theirs, path: request.url.slice(0, 200) },
  });
}

/** Nobody has signed in; the certificate may say who it is. */
function unknownActor(judgement: Judgement | null): Actor {
  const accountNo = judgement?.certificate?.accountNo ?? '';
  return { ...systemActor, id: 'unknown', accountNo, name: '', roles: [] };
}

/** A connection that was refused, as far as it is known. */
export interface Refused {
  readonly ip: string | null;
  /** Why, e.g. `CERT_REVOKED`, `RATE_LIMITED`. */
  readonly reason: string;
  /** null where the connection never came as far as that. */
  readonly judgement: Judgement | null;
  readonly requestId?: string;
  readonly path?: string;
}

/** A stranger is written down once a minute and address: a flood of connections must not become a flood of lines. */
const STRANGER_MS = 60_000;
/** A closed gate asks by itself every few seconds, all night long: it is written down once an hour. */
const WAITING_MS = 3_600_000;
const MAX_STRANGERS = 10_000;

/** Writes refused connections down: once a minute for what somebody did, once an hour for what a program repeats. */
export type ConnectionNotes = (refused: Refused, how?: 'done' | 'repeated') => Promise<void>;

/** Notes connections whose certificate was not accepted, and callers that ask too often. */
export function connectionNotes(center: Center): ConnectionNotes {
  const seen = new Map<string, number>();
  return async ({ ip, reason, judgement, requestId = center.newId(), path = '' }, how = 'done') => {
    const key = `${how} ${ip} ${reason}`;
    const now = Date.parse(center.now());
    if (now - (seen.get(key) ?? 0) < (how === 'done' ? STRANGER_MS : WAITING_MS)) return;
    if (seen.size >= MAX_STRANGERS) seen.clear();
    seen.set(key, now);
    const line: Note = {
      category: 'sign-in',
      event: 'gate.refused',
      result: 'refused',
      actor: unknownActor(judgement),
      source: { ip, certificate: judgement?.certificate?.fingerprint ?? null, session: null, client: null },
      requestId,
      facts: { reason, path: path.slice(0, 200) },
    };
    await note(center, line).catch((error: unknown) => {
      // What could not be written down is tried again with the next one.
      seen.delete(key);
      throw error;
    });
  };
}

/** What a request that is refused says of its connection. */
export function refusedOf(request: FastifyRequest, judgement: Judgement, reason: string): Refused {
  return { ip: request.ip, reason, judgement, requestId: request.id, path: request.url };
}
