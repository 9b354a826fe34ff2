import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { ProblemError } from '../../shared/errors/problem.ts';
import { refuse } from '../../shared/rules/finding.ts';
import { findingsOfIssues } from '../../shared/errors/issues.ts';

/** One header as text, or null when absent or repeated. */
export function headerText(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value.slice(0, 500) : null;
}

/** A revision in `If-Match`, with or without the quotes of an entity tag (RFC 9110 13.1.1). */
export function headerNumber(request: FastifyRequest, name: string): number | null {
  const value = headerText(request, name)?.replaceAll('"', '');
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : null;
}

/**
 * Joins path, query and body into the operation's input and checks it.
 * @throws ProblemError `request/invalid` with one finding per place, unknown fields included.
 */
export function inputOf(schema: z.ZodType, request: FastifyRequest): unknown {
  const body = isRecord(request.body) ? request.body : {};
  const query = isRecord(request.query) ? request.query : {};
  const params = isRecord(request.params) ? request.params : {};
  const given = { ...query, ...body, ...params };
  const unclean = uncleanPlaces(given, '', 0);
  if (unclean.length > 0)
    throw new ProblemError('request/invalid', { findings: unclean.map((place) => noText(place)) });
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw new ProblemError('request/invalid', { findings: findingsOfIssues(parsed.error.issues) });
  return parsed.data;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** No input of the API comes near it; whoever nests deeper wants the stack to end. */
const MAX_DEPTH = 64;

/**
 * Where a text holds what no text may: the zero character, which the database refuses, or half a character (RFC 8785 3.1).
 * @throws ProblemError `request/invalid` for input that is nested too deep
 */
function uncleanPlaces(value: unknown, place: string, depth: number): string[] {
  if (depth > MAX_DEPTH)
    throw new ProblemError('request/invalid', { findings: [tooDeep(place.split('.', 1).join(''))] });
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0') ? [] : [place];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    uncleanPlaces(inner, place === '' ? key : `${place}.${key}`, depth + 1),
  );
}

const tooDeep = (place: string) =>
  refuse('request/too-deep', null, place, {
    zh: '内容嵌套过深;请用本程序重新填写',
    en: 'The content is nested too deep; fill it in anew with this program',
  });

const noText = (place: string) =>
  refuse('request/not-text', null, place, {
    zh: '内容含有无效字符;请删除后重新输入',
    en: 'The content holds characters that are no text; remove them and type it again',
  });
