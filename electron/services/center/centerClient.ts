import { randomUUID } from 'node:crypto';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import type * as z from 'zod';
import {
  operations,
  type OperationId,
  type OperationInput,
  type OperationOutput,
} from '../../../shared/api/operations.ts';
import { isProblemCode, problems } from '../../../shared/errors/catalog.ts';
import { findingsOfIssues } from '../../../shared/errors/issues.ts';
import { ProblemError, problemSchema } from '../../../shared/errors/problem.ts';
import { isObject } from '../../../shared/log/patch.ts';
import type { Logger } from '../log/logger.ts';
import { faultDef, faultOf, mayHaveArrived } from './mapTlsError.ts';
import { AgentOver, type CenterAgent } from './tlsAgent.ts';

/** What a call carries besides its input. */
interface CallOptions {
  /** Revision the write rests on; sent as `If-Match` (RFC 9110 13.1.1). */
  readonly rev?: number | null | undefined;
  /** Makes a write run once; sent as `Idempotency-Key`. */
  readonly key?: string | null | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Session to speak for instead of the present one. */
  readonly token?: string | undefined;
}

/** The center's API as functions. Every failure is a `ProblemError`. */
export interface CenterClient {
  call<K extends OperationId>(
    op: K,
    input: OperationInput<K>,
    options?: CallOptions,
  ): Promise<OperationOutput<K>>;
  /** The same for input that is still to be checked, as it comes over the bridge. */
  callRaw(op: OperationId, input: unknown, options?: CallOptions): Promise<unknown>;
}

export interface CenterPorts {
  readonly url: string;
  readonly userAgent: string;
  /** The agent in force; it changes with the chosen certificate, and when the gate closes. */
  readonly agent: () => CenterAgent;
  readonly token: () => string | null;
  readonly log: Logger;
  /** Told of every failure on the way, so that the gate can look again. */
  readonly onFault?: (fault: ReturnType<typeof faultOf>) => void;
  readonly timeoutMs?: number;
  /** A call is tried once and has this long in all, the wait for a connection included. */
  readonly onceWithinMs?: number;
}

interface Attempt extends CallOptions {
  /** One for the whole call: what began before the gate closed or the certificate changed does not go on after it. */
  readonly agent: CenterAgent;
  readonly op: OperationId;
  readonly input: unknown;
  readonly requestId: string;
}

const TIMEOUT_MS = 15_000;
const LONG_TIMEOUT_MS = 120_000;
const MAX_BYTES = 64 * 2 ** 20;
const long: ReadonlySet<OperationId> = new Set([
  'imports.check',
  'imports.run',
  'exports.open',
  'exports.page',
  'files.put',
  'files.get',
  'audit.verify',
]);

/**
 * The client of the center: operation id and input become an HTTPS request, the answer is checked against the
 * operation's schema. A read is tried once more when the way failed; a write is never repeated, except that
 * after a lost answer the same idempotency key asks exactly once what became of it. Nothing is repeated over an agent
 * that was let go of meanwhile.
 */
export function createCenterClient(ports: CenterPorts): CenterClient {
  const http = axios.create({
    baseURL: ports.url,
    // Proxies of the environment would see the traffic to the center.
    proxy: false,
    adapter: 'http',
    maxRedirects: 0,
    maxContentLength: MAX_BYTES,
    maxBodyLength: MAX_BYTES,
    // Every status is an answer; which of them are problems is decided below.
    validateStatus: () => true,
  });

  async function callRaw(op: OperationId, raw: unknown, options: CallOptions = {}): Promise<unknown> {
    const schema: z.ZodType = operations[op].input;
    const parsed = schema.safeParse(raw);
    if (!parsed.success) {
      throw new ProblemError('request/invalid', { findings: findingsOfIssues(parsed.error.issues) });
    }
    const attempt = { ...options, agent: ports.agent(), op, input: parsed.data, requestId: randomUUID() };
    const response = await sendWithRepeat(http, ports, attempt);
    return answerOf(op, response, attempt.requestId, ports.log);
  }

  return {
    callRaw,
    async call(op, input, options) {
      const value = await callRaw(op, input, options);
      if (!isOutput(op, value)) throw new ProblemError('center/contract-mismatch');
      return value;
    },
  };
}

async function sendWithRepeat(
  http: AxiosInstance,
  ports: CenterPorts,
  attempt: Attempt,
): Promise<AxiosResponse> {
  let first: unknown;
  try {
    return await send(http, ports, attempt);
  } catch (error) {
    if (attempt.signal?.aborted) throw new ProblemError('job/cancelled');
    first = error;
  }
  const fault = faultOf(first);
  const { op, requestId, agent } = attempt;
  ports.log.warn({ event: 'center-fault', op, fault, requestId, err: first });
  if (ports.onceWithinMs !== undefined || !mayRepeat(attempt, fault)) throw failure(ports, first, attempt);
  try {
    return await send(http, ports, attempt);
  } catch (error) {
    // Over an agent that was let go of meanwhile nothing was asked again: the first failure is what there is to tell.
    throw failure(ports, agent.isOver ? first : error, attempt);
  }
}

function mayRepeat({ op, key, agent }: Attempt, fault: ReturnType<typeof faultOf>): boolean {
  if (agent.isOver || !problems[faultDef(fault).code].retryable) return false;
  if (operations[op].effect === 'read') return true;
  return mayHaveArrived(fault) && key !== null && key !== undefined;
}

function failure(
  ports: CenterPorts,
  error: unknown,
  { op, signal, requestId, agent }: Attempt,
): ProblemError {
  if (signal?.aborted) return new ProblemError('job/cancelled');
  const fault = faultOf(error);
  // Whoever let go of the connection knows why; a write that was on its way may have been carried out all the same.
  if (agent.isOver && (operations[op].effect === 'read' || isBehind(error, AgentOver)))
    return new ProblemError('gate/closed', { requestId }, { cause: error });
  if (!agent.isOver) ports.onFault?.(fault);
  return new ProblemError(faultDef(fault).code, { requestId }, { cause: error });
}

function isBehind(error: unknown, kind: typeof AgentOver): boolean {
  return error instanceof kind || (error instanceof Error && error.cause instanceof kind);
}

async function send(http: AxiosInstance, ports: CenterPorts, attempt: Attempt): Promise<AxiosResponse> {
  const { op, input, rev, key, requestId, agent } = attempt;
  const { method } = operations[op];
  const { url, rest } = place(op, input);
  // The gate is told of the session as well: it answers what became of it. Only signing in begins anew.
  const token = op === 'session.open' ? null : (attempt.token ?? ports.token());
  const { signal, limit } = endOf(attempt, ports);
  try {
    return await http.request({
      method,
      url,
      ...(method === 'GET' || method === 'DELETE' ? { params: rest } : { data: rest }),
      headers: {
        Accept: 'application/json',
        'User-Agent': ports.userAgent,
        'X-Request-Id': requestId,
        ...(token !== null && { Authorization: `Bearer ${token}` }),
        ...(rev !== null && rev !== undefined && { 'If-Match': `"${rev}"` }),
        ...(key !== null && key !== undefined && { 'Idempotency-Key': key }),
      },
      httpsAgent: agent,
      timeout: long.has(op) ? LONG_TIMEOUT_MS : (ports.timeoutMs ?? TIMEOUT_MS),
      ...(signal && { signal }),
    });
  } catch (error) {
    throw limit?.aborted === true ? new Late('no answer in time', { cause: error }) : error;
  }
}

/** No answer came within the time of the whole call. */
class Late extends Error {
  readonly code = 'ETIMEDOUT';
}

/** What ends a call from outside: whoever asked, and its time; that of the HTTP library begins only with a connection. */
function endOf({ signal }: Attempt, { onceWithinMs }: CenterPorts) {
  const limit = onceWithinMs === undefined ? undefined : AbortSignal.timeout(onceWithinMs);
  const given = [signal, limit].filter((each) => each !== undefined);
  return { limit, signal: given.length > 0 ? AbortSignal.any(given) : undefined };
}

/** Fills the path's `{name}` parts from the input; the rest travels as query or body. */
function place(op: OperationId, input: unknown): { url: string; rest: Record<string, unknown> } {
  const rest: Record<string, unknown> = isRecord(input) ? { ...input } : {};
  const url = operations[op].path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { url, rest };
}

function answerOf(
  op: OperationId,
  { status, data }: AxiosResponse<unknown>,
  sent: string,
  log: Logger,
): unknown {
  if (status >= 400) throw problemFrom(status, data, sent);
  const schema: z.ZodType = operations[op].output;
  const parsed = schema.safeParse(data);
  if (parsed.success && status < 300) return parsed.data;
  const places = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.map(String).join('.'));
  log.error({ event: 'center-contract-mismatch', op, status, requestId: sent, places: places.slice(0, 20) });
  throw new ProblemError('center/contract-mismatch', { requestId: sent });
}

function problemFrom(status: number, data: unknown, sent: string): ProblemError {
  const parsed = problemSchema.safeParse(data);
  if (parsed.success && isProblemCode(parsed.data.code)) {
    const { code, requestId, findings, current } = parsed.data;
    return new ProblemError(code, { requestId: requestId === '' ? sent : requestId, findings, current });
  }
  // A balancer or proxy in front of the center answers in its own words.
  const code = status >= 502 && status <= 504 ? 'center/unreachable' : 'center/contract-mismatch';
  return new ProblemError(code, { requestId: sent });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isObject(value);
}

function isOutput<K extends OperationId>(op: K, value: unknown): value is OperationOutput<K> {
  return operations[op].output.safeParse(value).success;
}
