import type { OperationId } from '../../../shared/api/operations.ts';
import { operations } from '../../../shared/api/operations.ts';
import type { EventPayload, MethodInput } from '../../../shared/bridge/contract.ts';
import type { ProblemCode } from '../../../shared/errors/catalog.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { CenterClient } from '../center/centerClient.ts';
import type { Clock } from '../clock.ts';
import type { Probes } from '../connection/judgeGate.ts';

export type Session = NonNullable<EventPayload<'session'>>;

/** Who is signed in. The token lives here and nowhere else; it never crosses the bridge. */
export interface SessionService {
  get(): Session | null;
  token(): string | null;
  standing(): Probes['session'];
  signIn(factors: MethodInput<'session.signIn'>, signal: AbortSignal): Promise<Session>;
  /** Ends the session here in any case, and at the center if it can be reached. */
  signOut(): Promise<void>;
  /** Told of every ended call, to follow the session's end and its idle limit. */
  follow(op: OperationId, failure: ProblemCode | null): void;
  /** Forgets the session: another certificate was chosen. */
  forget(): void;
}

interface Ports {
  readonly client: () => CenterClient;
  readonly clock: Clock;
  /** The session began, changed or ended. */
  readonly changed: (session: Session | null) => void;
}

/** Screens show minutes: the idle limit is told again only when it has moved this far. */
const TELL_MS = 30_000;

export function createSessionService({ client, clock, changed }: Ports): SessionService {
  let token: string | null = null;
  let session: Session | null = null;
  let standing: Probes['session'] = 'none';
  /** How long the center lets a session idle, from its own answer. */
  let idleMs = 0;

  function begin(next: Session): void {
    session = next;
    standing = 'open';
    changed(next);
  }

  function end(as: Probes['session']): void {
    const had = session !== null || standing !== as;
    token = null;
    session = null;
    standing = as;
    if (had) changed(null);
  }

  /** The center moves the idle limit with every call of a session; ours follows without asking. */
  function touch(): void {
    if (session === null) return;
    const until = Math.min(clock.now().getTime() + idleMs, Date.parse(session.absoluteUntil));
    if (until - Date.parse(session.idleUntil) < TELL_MS) return;
    begin({ ...session, idleUntil: new Date(until).toISOString() });
  }

  async function reread(): Promise<void> {
    const next = await client().call('session.get', {});
    if (session !== null) begin({ ...next, lastSignIn: session.lastSignIn });
  }

  return {
    get: () => session,
    token: () => token,
    standing: () => standing,
    forget: () => end('none'),
    async signIn(factors, signal) {
      try {
        const opened = await client().call('session.open', factors, { signal });
        token = opened.token;
        idleMs = Math.max(0, Date.parse(opened.session.idleUntil) - clock.now().getTime());
        begin(opened.session);
        return opened.session;
      } catch (error) {
        const inactive = error instanceof ProblemError && error.problem.code === 'auth/account-inactive';
        if (inactive) end('inactive');
        throw error;
      }
    },
    async signOut() {
      const closing = token === null ? null : client().call('session.close', {});
      await closing?.catch(() => undefined);
      end('none');
    },
    follow(op, failure) {
      if (operations[op].access !== 'session' || session === null) return;
      if (failure === 'auth/session-ended') end('ended');
      else if (op === 'session.password' && failure === null) void reread().catch(() => undefined);
      else if (failure === null) touch();
    },
  };
}
