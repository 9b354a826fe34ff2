import type { ActorRole } from '../access/roles.ts';
import type { ObjectType } from '../domain/objectType.ts';
import type { JsonObject } from './patch.ts';

/** Who acted, as they were at that moment; a snapshot, so that later changes do not rewrite history. */
export interface Actor {
  /** Account id, or `system` for the scheduler. */
  readonly id: string;
  readonly accountNo: string;
  readonly name: string;
  readonly unitId: string | null;
  readonly unitName: string;
  /** Keyed digest of the person's identity number; null for the system. */
  readonly person: string | null;
  readonly roles: readonly ActorRole[];
}

/** Where an act came from. */
export interface Source {
  readonly ip: string | null;
  /** SHA-256 fingerprint of the client certificate. */
  readonly certificate: string | null;
  readonly session: string | null;
  readonly client: string | null;
}

/** Values that only the moment of writing knows: the instant, the legal day, who acted, who proposed. */
type Stamp = 'at' | 'day' | 'actor' | 'proposer';
export type Stamps = Readonly<Record<string, Stamp>>;

/** A change of one object as a decider states it: free of instants, so that it can be digested and approved. */
export interface Change {
  readonly type: ObjectType;
  readonly id: string;
  readonly act: string;
  /** JSON Merge Patch (RFC 7386) of the object's state. */
  readonly patch: JsonObject;
  readonly stamps: Stamps;
  readonly reason: string | null;
  /** Codes of the findings that were shown and passed (late flag, warnings). */
  readonly noted: readonly string[];
}

/** Kinds of log line; the first six follow domain.md 2.17. */
export type EventCategory =
  | 'sign-in'
  | 'user'
  | 'permission'
  | 'configuration'
  | 'business'
  | 'sensitive'
  | 'export';

export type EventResult = 'done' | 'refused' | 'failed';

/** One line of the log. `seq` is gap-free and commit-ordered. */
export interface LogEvent {
  readonly seq: number;
  /** Schema version of this line. */
  readonly v: 1;
  /** UTC instant, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly category: EventCategory;
  /** `staffFiling.submit`, `session.open`, `export.made`, ... */
  readonly event: string;
  readonly result: EventResult;
  readonly object: {
    readonly type: ObjectType;
    readonly id: string;
    readonly title: string;
    readonly rev: number;
  } | null;
  readonly actor: Actor;
  readonly source: Source;
  readonly change: Change | null;
  /** Case under which the act ran or that it opened. */
  readonly caseId: string | null;
  readonly proposer: Actor | null;
  /** Further facts of lines that change no object: why refused, what was revealed, what was exported. */
  readonly facts: JsonObject;
  readonly requestId: string;
}
