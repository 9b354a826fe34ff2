import { canonicalJson } from '../../shared/log/canonical.ts';
import type { LogEvent } from '../../shared/log/event.ts';
import { createHash } from 'node:crypto';

/** Digest of the line before the first. */
export const genesis = '0'.repeat(64);

/** Chain digest of a line: SM3(previous digest | canonical body), domain.md 2.17. */
export function chainHash(previous: string, body: string): string {
  return createHash('sm3').update(`${previous}|${body}`, 'utf8').digest('hex');
}

/** One row of `log.event`; `body` is the canonical JSON that the digest covers. */
export interface EventRow {
  readonly values: readonly unknown[];
  readonly hash: string;
}

export const eventColumns = [
  'seq',
  'at',
  'category',
  'event',
  'result',
  'object_type',
  'object_id',
  'object_title',
  'actor_id',
  'actor_name',
  'actor_unit',
  'actor_roles',
  'ip',
  'reason',
  'case_id',
  'request_id',
  'body',
  'hash',
] as const;

/** The row of one line, chained to the digest of the line before it. */
export function eventRow(event: LogEvent, previous: string): EventRow {
  const body = canonicalJson(event);
  const hash = chainHash(previous, body);
  const { object, actor, source } = event;
  return {
    hash,
    values: [
      event.seq,
      event.at,
      event.category,
      event.event,
      event.result,
      object?.type ?? null,
      object?.id ?? null,
      object?.title ?? null,
      actor.id,
      actor.name,
      actor.unitName,
      actor.roles,
      source.ip,
      event.change?.reason ?? null,
      event.caseId,
      event.requestId,
      body,
      hash,
    ],
  };
}
