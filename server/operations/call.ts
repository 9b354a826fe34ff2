import type { OperationId, OperationInput, OperationOutput } from '../../shared/api/operations.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { Actor, Source } from '../../shared/log/event.ts';
import type { Center } from '../center.ts';
import type { Judgement } from '../http/certificate.ts';
import type { OpenSession } from '../access/session.ts';

/** One request as the operations see it. */
export interface Call {
  readonly center: Center;
  readonly requestId: string;
  readonly source: Source;
  readonly judgement: Judgement;
  /** Version and suite of TLS, e.g. `TLSv1.3 TLS_AES_256_GCM_SHA384`. */
  readonly channel: string;
  /** Revocation list for the server's own certificate, with its SHA-256; null where there is none. */
  readonly serverList: { readonly pem: string; readonly digest: string } | null;
  /** What the request carries as its session; nobody has looked at it yet. Never logged. */
  readonly token: string | null;
  /** Present for operations with access `session`. */
  readonly session: OpenSession | null;
  /** Base revision (If-Match) and idempotency key of a write. */
  readonly rev: number | null;
  readonly key: string | null;
}

/** A call of a signed-in person. */
export interface SignedInCall extends Call {
  readonly session: OpenSession;
  readonly actor: Actor;
}

/** The parsed input of an operation (`z.output` equals `z.input`: wire schemas carry no transforms). */
export type Handler<K extends OperationId, C extends Call = SignedInCall> = (
  call: C,
  input: OperationInput<K>,
) => Promise<OperationOutput<K>>;

/** Presence was proven lately enough for a dangerous act. @throws ProblemError `auth/step-up-required` */
export function requireStepUp({ session, center }: SignedInCall): void {
  if ((session.stepUpUntil ?? '') <= center.now()) throw new ProblemError('auth/step-up-required');
}
