import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import { isStorageFailure } from '../db/database.ts';
import { ProblemError, problemOf, type Problem } from '../../shared/errors/problem.ts';

/** Turns whatever was thrown into problem details (RFC 9457); the cause stays in the log, never in the answer. */
export async function sendProblem(
  log: FastifyBaseLogger,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const problem = { ...toProblem(error), requestId: request.id };
  if (problem.status >= 500)
    log.error({ event: 'request-failed', requestId: request.id, code: problem.code, err: error });
  await reply.status(problem.status).type('application/problem+json').send(problem);
}

function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return problemOf('request/too-large');
  if (status === 415) return problemOf('request/unsupported-media');
  if (status === 400) return problemOf('request/invalid');
  return isStorageFailure(error) ? problemOf('log/unwritable') : problemOf('internal');
}
