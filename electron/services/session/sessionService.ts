import type { OperationId } from '../../../shared/api/operations.ts';
import { operations } from '../../../shared/api/operations.ts';
import type { EventPayload, MethodInput } from '../../../shared/bridge/contract.ts';
import type { ProblemCode } from '../../../shared/errors/catalog.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { CenterClient } from '../center/centerClient.ts';
import type { Clock } from '../clock.ts';
import type { Probes } from '../connection/judgeGate.ts';

export type Session = NonNullable<EventPayload<'session'>>;

/** A session that goes on under a renewed certificate. */
export interface Renewed {
  readonly token: string;
  readonly session: Session;
}

/** Who is signed in. The token lives here and nowhere else; it never crosses the bridge. */
export interface SessionService {
  get(): Session | null;
  token(): string | null;
  standing(): Probes['session'];
  signIn(factors: MethodInput<'session.signIn'>, signal: AbortSignal): Promise<Session>;
  /**
   * While the certificate is renewed the center ends the session under the old one; nobody is shown out for that.
   * What `work` brings goes on as the session, from the moment in which `change` has put the new certificate to use.
   */
  renewing(work: () => Promise<Renewed | null>, change: () => void): Promise<void>;
  /** Ends the session here at once, and at the center if it can be reached soon: that is waited for. */
  signOut(): Promise<void>;
  /** What the center says became of the session, without having been used. */
  learn(standing: 'none' | 'open' | 'ended'): void;
  /** Told of every ended call, to follow the session's end and its idle limit. */
  follow(op: OperationId, failure: ProblemCode | null): void;
}

interface Ports {
  readonly client: () => CenterClient;
  /** Tells the center that the session of this token is over; given up after a moment. */
  readonly close: (token: string) => Promise<void>;
  readonly clock: Clock;
  /** The session began, changed or ended. */
  readonly changed: (session: Session | null) => void;
}

/** Screens show minutes: the idle limit is told again only when it has moved this far. */
const TELL_MS = 30_000;

export function createSessionService(ports: Ports): SessionService {
  return new SessionKeeper(ports);
}

class SessionKeeper implements SessionService {
  readonly #ports: Ports;
  #token: string | null = null;
  #session: Session | null = null;
  #standing: Probes['session'] = 'none';
  /** How long the center lets a session idle, from its own answer. */
  #idleMs = 0;
  #isRenewing = false;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  get(): Session | null {
    return this.#session;
  }

  token(): string | null {
    return this.#token;
  }

  standing(): Probes['session'] {
    return this.#standing;
  }

  async signIn(factors: MethodInput<'session.signIn'>, signal: AbortSignal): Promise<Session> {
    const { client, clock } = this.#ports;
    try {
      const { token, session } = await client().call('session.open', factors, { signal });
      this.#token = token;
      this.#idleMs = Math.max(0, Date.parse(session.idleUntil) - clock.now().getTime());
      this.#begin(session);
      return session;
    } catch (error) {
      const inactive = error instanceof ProblemError && error.problem.code === 'auth/account-inactive';
      if (inactive) this.#end('inactive');
      throw error;
    }
  }

  async renewing(work: () => Promise<Renewed | null>, change: () => void): Promise<void> {
    this.#isRenewing = true;
    try {
      const renewed = await work();
      change();
      if (renewed === null) return this.#end('ended');
      this.#token = renewed.token;
      this.#begin({ ...renewed.session, lastSignIn: this.#session?.lastSignIn ?? null });
    } finally {
      this.#isRenewing = false;
    }
  }

  async signOut(): Promise<void> {
    const token = this.#token;
    const closing = token === null ? null : this.#ports.close(token);
    this.#end('none');
    await closing?.catch(() => undefined);
  }

  follow(op: OperationId, failure: ProblemCode | null): void {
    if (operations[op].access !== 'session' || this.#session === null || this.#isRenewing) return;
    if (failure === 'auth/session-ended') this.#end('ended');
    else if (op === 'session.password' && failure === null) void this.#reread();
    else if (failure === null) this.#touch();
  }

  learn(standing: 'none' | 'open' | 'ended'): void {
    if (standing === 'ended' && this.#session !== null && !this.#isRenewing) this.#end('ended');
  }

  #begin(next: Session): void {
    this.#session = next;
    this.#standing = 'open';
    this.#ports.changed(next);
  }

  #end(as: Probes['session']): void {
    const had = this.#session !== null || this.#standing !== as;
    this.#token = null;
    this.#session = null;
    this.#standing = as;
    if (had) this.#ports.changed(null);
  }

  /** The center moves the idle limit with every call of a session; ours follows without asking. */
  #touch(): void {
    const session = this.#session;
    if (session === null) return;
    const until = Math.min(
      this.#ports.clock.now().getTime() + this.#idleMs,
      Date.parse(session.absoluteUntil),
    );
    if (until - Date.parse(session.idleUntil) < TELL_MS) return;
    this.#begin({ ...session, idleUntil: new Date(until).toISOString() });
  }

  /** After a change of password: the demand for it is gone. A failure is told by the next call. */
  async #reread(): Promise<void> {
    const next = await this.#ports
      .client()
      .call('session.get', {})
      .catch(() => null);
    const session = this.#session;
    if (session !== null && next !== null) this.#begin({ ...next, lastSignIn: session.lastSignIn });
  }
}
