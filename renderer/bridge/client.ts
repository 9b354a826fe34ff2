import type * as z from 'zod';
import {
  operations,
  type OperationId,
  type OperationInput,
  type OperationOutput,
} from '../../shared/api/operations.ts';
import {
  events,
  methods,
  type Bridge,
  type BridgeEvent,
  type EventPayload,
  type Method,
  type MethodInput,
  type MethodOutput,
} from '../../shared/bridge/contract.ts';
import { isProblemCode } from '../../shared/errors/catalog.ts';
import { ProblemError } from '../../shared/errors/problem.ts';

/** How one call may be ended before its answer. */
interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What a write carries besides its input: the revision it rests on, and the key that makes it run once. */
interface CenterOptions extends CallOptions {
  readonly rev?: number | undefined;
  readonly key?: string | undefined;
}

/** The typed side of the bridge: values or a thrown `ProblemError`, never an answer object. */
export interface Client {
  call<M extends Method>(method: M, input: MethodInput<M>, options?: CallOptions): Promise<MethodOutput<M>>;
  center<K extends OperationId>(
    op: K,
    input: OperationInput<K>,
    options?: CenterOptions,
  ): Promise<OperationOutput<K>>;
  on<E extends BridgeEvent>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
}

/** Wraps a transport. Answers are checked against the contract, so that a version mismatch is told, not drawn. */
export function createClient(bridge: Bridge): Client {
  return {
    async call(method, input, options = {}) {
      const value = await unwrap(bridge, method, input, options.signal);
      if (!isOutput(method, value)) throw new ProblemError('bridge/invalid');
      return value;
    },
    async center(op, input, options = {}) {
      const { signal, rev, key } = options;
      const request = { op, input, rev: rev ?? null, key: key ?? null };
      const value = await unwrap(bridge, 'center.call', request, signal);
      if (!isCenterOutput(op, value)) throw new ProblemError('center/contract-mismatch');
      return value;
    },
    on: (event, listener) =>
      bridge.on(event, (payload) => {
        if (isPayload(event, payload)) listener(payload);
      }),
  };
}

/** One call across the bridge; a problem is thrown, an aborted signal cancels the call at the host. */
async function unwrap(
  bridge: Bridge,
  method: Method,
  input: unknown,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  signal?.throwIfAborted();
  const id = crypto.randomUUID();
  const cancel = () => bridge.cancel(id);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const answer = await bridge.call(method, input, { id });
    signal?.throwIfAborted();
    if (answer.ok) return answer.value;
    const { code, requestId, findings, current } = answer.problem;
    throw new ProblemError(isProblemCode(code) ? code : 'internal', { requestId, findings, current });
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

function fits(schema: z.ZodType, value: unknown): boolean {
  return schema.safeParse(value).success;
}

function isOutput<M extends Method>(method: M, value: unknown): value is MethodOutput<M> {
  return fits(methods[method].output, value);
}

function isCenterOutput<K extends OperationId>(op: K, value: unknown): value is OperationOutput<K> {
  return fits(operations[op].output, value);
}

function isPayload<E extends BridgeEvent>(event: E, value: unknown): value is EventPayload<E> {
  return fits(events[event], value);
}
