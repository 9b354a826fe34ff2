import * as z from 'zod';
import { operation } from './operation.ts';
import { none, sessionSchema } from './schemas.ts';

/** The gate and the session. */
export const sessionOperations = {
  'gate.get': operation({
    method: 'GET',
    path: '/gate',
    summary: 'What the server saw of this connection',
    access: 'gate',
    roles: null,
    effect: 'read',
    input: none,
    output: z.object({
      accepted: z.boolean(),
      reason: z.string().nullable(),
      sourceIp: z.string(),
      time: z.string(),
      certificate: z
        .object({
          fingerprint: z.string(),
          subject: z.string(),
          validTo: z.string(),
          accountNo: z.string().nullable(),
        })
        .nullable(),
      /** The account the certificate names; null while the certificate is not accepted. */
      account: z
        .object({
          /** State of the account; `none` where there is no such account. */
          state: z.string(),
          /** Is the account tied to this very certificate. */
          bound: z.boolean(),
          /** May the account work from the address the server sees. */
          sourceAllowed: z.boolean(),
          /** Of the token the client sent, if any. */
          session: z.enum(['none', 'open', 'ended']),
        })
        .nullable(),
      /** How the connection is secured: version and suite of TLS. */
      channel: z.string().optional(),
      /** What the center asks of whoever signs in. */
      policy: z
        .object({
          idleMinutes: z.int(),
          absoluteHours: z.int(),
          stepUpMinutes: z.int(),
          passwordDays: z.int(),
        })
        .optional(),
      /** Present while nobody has credentials: the center waits for its set-up code. */
      setup: z.literal(true).exactOptional(),
      /** SHA-256 of the list that `gate.list` gives, hex; absent or null where there is none. */
      serverList: z.string().nullish(),
      version: z.string(),
    }),
  }),
  'gate.list': operation({
    method: 'GET',
    path: '/crl',
    summary: "Revocation list of the CA that issued the server's certificate, PEM",
    access: 'gate',
    roles: null,
    effect: 'read',
    input: none,
    output: z.object({ list: z.string().nullable() }),
  }),
  'session.open': operation({
    method: 'POST',
    path: '/v1/session',
    summary: 'Sign in with certificate, password and one-time code',
    access: 'certificate',
    roles: null,
    effect: 'write',
    input: z.strictObject({ password: z.string().max(200), code: z.string().max(10) }),
    output: z.object({ token: z.string(), session: sessionSchema }),
  }),
  'session.get': operation({
    method: 'GET',
    path: '/v1/session',
    summary: 'Who is signed in',
    access: 'session',
    roles: null,
    effect: 'read',
    input: none,
    output: sessionSchema,
  }),
  'session.close': operation({
    method: 'DELETE',
    path: '/v1/session',
    summary: 'Sign out',
    access: 'session',
    roles: null,
    effect: 'write',
    input: none,
    output: none,
  }),
  'session.stepUp': operation({
    method: 'POST',
    path: '/v1/session/step-up',
    summary: 'Prove presence again before a dangerous act',
    access: 'session',
    roles: null,
    effect: 'write',
    input: z.strictObject({ code: z.string().max(10) }),
    output: z.object({ until: z.string() }),
  }),
  'session.password': operation({
    method: 'POST',
    path: '/v1/session/password',
    summary: 'Change the own password',
    access: 'session',
    roles: null,
    effect: 'write',
    input: z.strictObject({ current: z.string().max(200), next: z.string().max(200) }),
    output: none,
  }),
} as const;
