import * as z from 'zod';
import { operation } from './operation.ts';
import { id, none } from './schemas.ts';

const reason = z.string().trim().min(2).max(500);

/** Sessions and locks of an account, as administrators look after them (X07, GB/T 22239-2019 8.1.4.1). */
/** An open session: from where, since when, and until when it may lie idle. */
const session = z.object({
  id: z.string(),
  ip: z.string().nullable(),
  openedAt: z.string(),
  idleUntil: z.string(),
});

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
      sessions: z.array(session),
    }),
  }),
  'sessions.list': operation({
    method: 'GET',
    path: '/v1/sessions',
    summary: 'Everybody who is signed in now, newest first',
    access: 'session',
    roles: ['SA', 'SEC', 'AUD'],
    effect: 'read',
    input: none,
    output: z.object({
      sessions: z.array(
        session.extend({ accountId: id, accountNo: z.string(), name: z.string(), absoluteUntil: z.string() }),
      ),
    }),
  }),
  'sessions.own': operation({
    method: 'GET',
    path: '/v1/session/all',
    summary: 'Where one is signed in oneself',
    access: 'session',
    roles: null,
    effect: 'read',
    input: none,
    output: z.object({ sessions: z.array(session.extend({ current: z.boolean() })) }),
  }),
  'sessions.endOthers': operation({
    method: 'POST',
    path: '/v1/session/end-others',
    summary: 'End every other session of the own account',
    access: 'session',
    roles: null,
    effect: 'write',
    input: none,
    output: z.object({ ended: z.int() }),
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
