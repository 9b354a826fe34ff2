import ipaddr from 'ipaddr.js';
import rateLimit, { type RateLimitPluginOptions } from '@fastify/rate-limit';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Server } from 'node:https';
import { TLSSocket } from 'node:tls';
import { operations, type OperationId } from '../../shared/api/operations.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { findSession } from '../access/session.ts';
import { isAllowedSource } from '../access/sources.ts';
import type { Center } from '../center.ts';
import { handlers } from '../operations/handlers.ts';
import type { Call } from '../operations/call.ts';
import { carriedSession } from './carriedSession.ts';
import { judge } from './certificate.ts';
import { isReady } from './health.ts';
import { sendProblem } from './problems.ts';
import { knownCallers } from './knownCallers.ts';
import { type ConnectionNotes, noteQuietly, noteRefusal, noteStolenToken, refusedOf } from './refusals.ts';
import type { TlsMaterial, Trust } from '../pki/trust.ts';
import { headerNumber, headerText, inputOf } from './request.ts';
import { tlsOptions } from './tlsOptions.ts';

/** What a session with a handed-out password may do until it has one of its own. */
const beforeChange: ReadonlySet<OperationId> = new Set(['session.get', 'session.close', 'session.password']);

/** What somebody without an accepted certificate may ask: method and path, to the letter. */
const openCalls: ReadonlySet<string> = new Set(
  Object.values(operations).flatMap(({ access, method, path }) =>
    access === 'gate' ? [`${method} ${path}`] : [],
  ),
);
/** The most a stranger may send. */
const STRANGER_BODY_LIMIT = 64 * 1024;

/** Scans travel as base64 in JSON: 20 MiB become 28 MB. */
const BODY_LIMIT = 32 * 1024 * 1024;

/**
 * The center's HTTPS interface: every route derives from the operation list.
 * The connection's certificate is judged first, before any route, parser or body.
 */
export async function buildApp(
  center: Center,
  trust: Trust,
  tls: TlsMaterial,
  note: ConnectionNotes,
  health: 'here' | 'elsewhere' = 'here',
): Promise<FastifyInstance<Server>> {
  const app = Fastify({
    https: tlsOptions(tls, trust.settings.minVersion),
    bodyLimit: STRANGER_BODY_LIMIT,
    genReqId: () => center.newId(),
    loggerInstance: logOf(center),
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 60_000,
    frameworkErrors: (error, request, reply) => void sendProblem(center.log, error, request, reply),
  });
  await app.register(rateLimit, limits(center, trust, note));
  // After the limit, which counts what is refused here, and before a single byte of a body is read.
  app.addHook('preParsing', async (request, reply) => guardCertificate(request, reply, trust, note));
  app.addHook('onSend', async (_request, reply) => secureHeaders(reply));
  app.setErrorHandler((error, request, reply) => sendProblem(center.log, error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(center.log, new ProblemError('request/not-found'), request, reply),
  );
  if (health === 'here') {
    app.get('/healthz', async () => ({ ok: true }));
    app.get('/readyz', async (_request, reply) => {
      const ready = await isReady(center);
      return reply.status(ready ? 200 : 503).send({ ready });
    });
  }
  for (const id of operationIds()) addRoute(app, { center, trust }, id);
  return app;
}

/** Fastify's own view of the logger; pino's type is wider than what routes may use. */
function logOf(center: Center): FastifyBaseLogger {
  return center.log;
}

function operationIds(): OperationId[] {
  return Object.keys(operations).filter((id): id is OperationId => id in operations);
}

/** Without an accepted certificate nothing is reachable but the gate's own answer. */
async function guardCertificate(
  request: FastifyRequest,
  reply: FastifyReply,
  trust: Trust,
  note: ConnectionNotes,
): Promise<void> {
  const judgement = judge(request.raw.socket, trust);
  if (judgement.accepted) return;
  const { reason, certificate } = judgement;
  if (openCalls.has(`${request.method} ${request.url}`)) {
    // Who has no certificate yet has not been refused; who shows one that is not taken has.
    // The answer does not wait for the line: the gate tells a certificate's fate also while nothing can be written.
    if (certificate !== null)
      void noteQuietly(note(refusedOf(request, judgement, reason), 'repeated'), request.log);
    return;
  }
  await note(refusedOf(request, judgement, reason));
  await sendProblem(
    request.log,
    new ProblemError(certificate === null ? 'auth/certificate-required' : 'auth/certificate-refused'),
    request,
    reply,
  );
}

/** Whoever has an IPv6 address has all 2^64 of its network (RFC 4291 2.5.4), and counts as one. */
function networkOf(ip: string): string {
  const address = ipaddr.process(ip);
  return address instanceof ipaddr.IPv6 ? address.parts.slice(0, 4).join(':') : address.toString();
}

/** How often one may ask: an accepted certificate, or an address without one; a flood is one line a minute. */
function limits(center: Center, trust: Trust, note: ConnectionNotes): RateLimitPluginOptions {
  const { requestsPerMinute, strangersPerMinute } = center.access;
  const isKnown = knownCallers(center);
  return {
    timeWindow: '1 minute',
    max: async (request) =>
      (await isKnown(judge(request.raw.socket, trust))) ? requestsPerMinute : strangersPerMinute,
    keyGenerator: (request) => {
      const judgement = judge(request.raw.socket, trust);
      return judgement.accepted ? judgement.certificate.fingerprint : networkOf(request.ip);
    },
    onExceeded: (request) =>
      void noteQuietly(
        note(refusedOf(request, judge(request.raw.socket, trust), 'RATE_LIMITED')),
        request.log,
      ),
    errorResponseBuilder: () => new ProblemError('request/rate-limited'),
  };
}

async function secureHeaders(reply: FastifyReply): Promise<void> {
  reply.header('cache-control', 'no-store');
  reply.header('x-content-type-options', 'nosniff');
  reply.header('strict-transport-security', 'max-age=31536000');
  reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
}

interface Served {
  readonly center: Center;
  readonly trust: Trust;
}

function addRoute(app: FastifyInstance<Server>, served: Served, id: OperationId): void {
  const { center } = served;
  const { method, path, access, roles } = operations[id];
  app.route({
    method,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    bodyLimit: access === 'session' ? BODY_LIMIT : STRANGER_BODY_LIMIT,
    handler: async (request, reply) => {
      const call = await callOf(served, request, access === 'session');
      try {
        const { session, source } = call;
        if (session && !isAllowedSource(center.access.sources, session.account, source.ip))
          throw new ProblemError('access/source');
        if (session?.mustChange === true && !beforeChange.has(id))
          throw new ProblemError('auth/password-change-required');
        const input = inputOf(operations[id].input, request);
        if (roles !== null && !roles.some((role) => call.session?.actor.roles.includes(role))) {
          throw new ProblemError('access/role');
        }
        const output: unknown = await handlers[id](call, input);
        return await reply.send(operations[id].output.parse(output));
      } catch (error) {
        await noteRefusal(center, call, id, request, error);
        throw error;
      }
    },
  });
}

function channelOf(socket: unknown): string {
  return socket instanceof TLSSocket ? `${socket.getProtocol() ?? ''} ${socket.getCipher().name}` : '';
}

async function callOf(
  { center, trust }: Served,
  request: FastifyRequest,
  needsSession: boolean,
): Promise<Call> {
  const judgement = judge(request.raw.socket, trust);
  const fingerprint = judgement.certificate?.fingerprint ?? null;
  const token = headerText(request, 'authorization')?.replace(/^Bearer /, '') ?? null;
  const session = needsSession
    ? await findSession(center, token, fingerprint).catch(async (error: unknown) => {
        if (error instanceof ProblemError) await noteStolenToken(center, request, judgement, token);
        throw error;
      })
    : null;
  if (session) carriedSession.note(request.raw.socket, session.id);
  return {
    center,
    requestId: request.id,
    judgement,
    channel: channelOf(request.raw.socket),
    serverList: trust.serverList,
    token,
    session,
    source: {
      ip: request.ip,
      certificate: fingerprint,
      session: session?.id ?? null,
      client: headerText(request, 'user-agent'),
    },
    rev: headerNumber(request, 'if-match'),
    key: headerText(request, 'idempotency-key'),
  };
}
