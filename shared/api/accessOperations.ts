import * as z from 'zod';
import { operation } from './operation.ts';
import { id, none } from './schemas.ts';

const reason = z.string().trim().min(2).max(500);

/** Sessions and locks of an account, as administrators look after them (X07, GB/T 22239-2019 8.1.4.1). */
export const accessOperations = {
  'access.get': operation({
    method: 'GET',
    path: '/v1/accounts/{account}/access',
    summary: 'Open sessions and lock of an account',
    access: 'session',
    roles: ['SA', 'SEC', 'AUD'],
    effect: 'read',
    input: z.strictObject({ account: id }),
    output: z.object({
      /** Has the account a password and a one-time-code seed. */
      enrolled: z.boolean(),
      /** UTC instant until which sign-in is locked after failures. */
      lockedUntil: z.string().nullable(),
      sessions: z.array(
        z.object({ id: z.string(), ip: z.string().nullable(), openedAt: z.string(), idleUntil: z.string() }),
      ),
    }),
  }),
  'access.endSession': operation({
    method: 'POST',
    path: '/v1/sessions/{id}/end',
    summary: 'End a session of somebody else at once',
    access: 'session',
    roles: ['SA', 'SEC'],
    effect: 'write',
    input: z.strictObject({ id, reason }),
    output: none,
  }),
  'access.unlock': operation({
    method: 'POST',
    path: '/v1/accounts/{account}/unlock',
    summary: 'Let an account sign in again that was locked after failures',
    access: 'session',
    roles: ['SA'],
    effect: 'write',
    input: z.strictObject({ account: id, reason }),
    output: none,
  }),
} as const;
