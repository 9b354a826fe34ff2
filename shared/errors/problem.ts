import * as z from 'zod';
import type { Finding } from '../rules/finding.ts';
import { keysOf } from '../domain/options.ts';
import { problems, type ProblemCode } from './catalog.ts';

export const textSchema = z.strictObject({ zh: z.string(), en: z.string() });

export const findingSchema = z.strictObject({
  code: z.string(),
  rule: z.string().nullable(),
  severity: z.enum(['refuse', 'needs-reason', 'warn', 'remind']),
  place: z.string(),
  text: textSchema,
}) satisfies z.ZodType<Finding>;

const codes = keysOf(Object.fromEntries(Object.entries(problems).map(([code, def]) => [code, def.text])));

/** RFC 9457 problem details with our own members. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(codes),
  requestId: z.string(),
  findings: z.array(findingSchema),
  /** For `record/version-conflict`: who changed what meanwhile. */
  current: z
    .object({
      rev: z.int(),
      state: z.record(z.string(), z.json()),
      by: z.string(),
      at: z.string(),
      act: z.string(),
    })
    .nullable(),
});

/** Problem details as they travel from the server to the screen. */
export interface Problem extends Omit<z.infer<typeof problemSchema>, 'code'> {
  readonly code: ProblemCode;
}

export interface ProblemDetails {
  readonly requestId?: string;
  readonly findings?: readonly Finding[];
  readonly current?: Problem['current'];
}

export function problemOf(code: ProblemCode, details: ProblemDetails = {}): Problem {
  const { status, text } = problems[code];
  return {
    type: `urn:egov-center:problem:${code}`,
    title: text.en,
    status,
    code,
    requestId: details.requestId ?? '',
    findings: [...(details.findings ?? [])],
    current: details.current ?? null,
  };
}

/** The only error this program throws on purpose; edges turn it into a `Problem`. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** True once the refusal stands in the log; whoever sends it on need not write it again. */
  logged = false;
  constructor(code: ProblemCode, details: ProblemDetails = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'ProblemError';
    this.problem = problemOf(code, details);
  }
}
