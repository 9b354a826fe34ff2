import type * as z from 'zod';
import type { AppRole } from '../access/roles.ts';

/**
 * One operation of the center's API. Server routes, the client, OpenAPI and bridge validation all derive from it.
 * `{name}` parts of the path are taken from the input; the rest of the input travels as query (GET) or JSON body.
 */
export interface Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  /** `gate`: anybody who reaches the port; `certificate`: an accepted client certificate; `session`: signed in. */
  readonly access: 'gate' | 'certificate' | 'session';
  /** Roles that may call it; null = every signed-in person (finer checks follow). */
  readonly roles: readonly AppRole[] | null;
  readonly effect: 'read' | 'write';
}

export function operation<I extends z.ZodType, O extends z.ZodType>(given: Operation<I, O>): Operation<I, O> {
  return given;
}
