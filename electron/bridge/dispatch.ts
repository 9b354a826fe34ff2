import { randomUUID } from 'node:crypto';
import { methods, type Answer, type Method } from '../../shared/bridge/contract.ts';
import { problemOf, ProblemError } from '../../shared/errors/problem.ts';
import type { Logger } from '../services/log/logger.ts';
import type { Served } from './served.ts';

/** The host's side of the bridge, below every transport. */
export interface Dispatcher {
  /** Answers in any case; nothing is ever thrown across the bridge. */
  call(method: unknown, input: unknown, id: unknown): Promise<Answer<unknown>>;
  /** Ends a call: its answer is `job/cancelled` and its work is told to stop. */
  cancel(id: unknown): void;
  /** Cancels all that is under way, e.g. when the page that asked is gone. */
  cancelAll(): void;
  /** Answers every pending call, and every later one, with `bridge/host-lost`. */
  close(): void;
}

interface Pending {
  readonly abort: AbortController;
  readonly settle: (answer: Answer<unknown>) => void;
}

/** What the screens ask by themselves, again and again: no sign that anybody is at work. */
const UNATTENDED: ReadonlySet<Method> = new Set(['enrolment.check']);

const MAX_PENDING = 500;
const invalid = (): Answer<never> => ({ ok: false, problem: problemOf('bridge/invalid') });

/**
 * Validates, runs and answers calls. Unknown errors become `internal`; their cause goes to the log only.
 * @param used told of every call that shows somebody at work
 */
export function createDispatcher(
  handlers: Readonly<Record<Method, Served>>,
  log: Logger,
  used: () => void = () => undefined,
): Dispatcher {
  const pending = new Map<string, Pending>();
  let closed = false;

  async function run(method: Method, input: unknown, signal: AbortSignal): Promise<Answer<unknown>> {
    try {
      return { ok: true, value: await handlers[method].run(input, signal) };
    } catch (error) {
      return failed(method, error, log);
    }
  }

  function settleAll(code: 'bridge/host-lost' | 'job/cancelled'): void {
    // Settling takes entries out of the map.
    const entries = Array.from(pending.values());
    for (const { abort, settle } of entries) {
      settle({ ok: false, problem: problemOf(code) });
      abort.abort();
    }
  }

  return {
    call(method, input, id) {
      if (closed) return Promise.resolve({ ok: false, problem: problemOf('bridge/host-lost') });
      if (!isMethod(method) || !isId(id) || pending.has(id) || pending.size >= MAX_PENDING) {
        return Promise.resolve(invalid());
      }
      if (!UNATTENDED.has(method)) used();
      return new Promise((resolve) => {
        const abort = new AbortController();
        const settle = (answer: Answer<unknown>) => {
          // Late answers of a cancelled call must not end a newer call of the same id.
          if (pending.get(id)?.abort === abort) pending.delete(id);
          resolve(answer);
        };
        pending.set(id, { abort, settle });
        void run(method, input, abort.signal).then(settle);
      });
    },
    cancel(id) {
      const entry = isId(id) ? pending.get(id) : undefined;
      entry?.settle({ ok: false, problem: problemOf('job/cancelled') });
      entry?.abort.abort();
    },
    cancelAll: () => settleAll('job/cancelled'),
    close() {
      closed = true;
      settleAll('bridge/host-lost');
    },
  };
}

function failed(method: Method, error: unknown, log: Logger): Answer<never> {
  if (error instanceof ProblemError) return { ok: false, problem: error.problem };
  const requestId = randomUUID();
  log.error({ event: 'bridge-internal', method, requestId, err: error });
  return { ok: false, problem: problemOf('internal', { requestId }) };
}

function isMethod(method: unknown): method is Method {
  return typeof method === 'string' && Object.hasOwn(methods, method);
}

function isId(id: unknown): id is string {
  return typeof id === 'string' && id.length > 0 && id.length <= 100;
}
