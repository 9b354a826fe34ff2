import type * as z from 'zod';
import { findingsOfIssues } from '../../shared/errors/issues.ts';
import { ProblemError } from '../../shared/errors/problem.ts';

/** A method of the contract with the work that answers it. */
export interface Served {
  readonly definition: { readonly input: z.ZodType; readonly output: z.ZodType };
  /** @throws ProblemError `bridge/invalid` when the input does not fit; whatever the work throws */
  run(input: unknown, signal: AbortSignal): Promise<unknown>;
}

interface Definition<I extends z.ZodType, O extends z.ZodType> {
  readonly input: I;
  readonly output: O;
}

/**
 * Binds a method's schemas to typed work. The answer is checked too, so that a service cannot hand out more or
 * other than the contract says (a token, say).
 */
export function serve<I extends z.ZodType, O extends z.ZodType>(
  definition: Definition<I, O>,
  work: (input: z.output<I>, signal: AbortSignal) => Promise<z.input<O>> | z.input<O>,
): Served {
  return {
    definition,
    run: async (input, signal) =>
      definition.output.parse(await work(checked(definition.input, input), signal)),
  };
}

/** The same for an answer that was already checked against a narrower schema than the contract's. */
export function serveAsIs<I extends z.ZodType, O extends z.ZodType>(
  definition: Definition<I, O>,
  work: (input: z.output<I>, signal: AbortSignal) => Promise<unknown>,
): Served {
  return { definition, run: async (input, signal) => work(checked(definition.input, input), signal) };
}

function checked<I extends z.ZodType>(schema: I, input: unknown): z.output<I> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new ProblemError('bridge/invalid', { findings: findingsOfIssues(parsed.error.issues) });
}
