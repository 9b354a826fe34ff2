import * as z from 'zod';
import { enrolmentKinds, enrolmentStates } from '../domain/enrolment/terms.ts';
import { keysOf } from '../domain/options.ts';
import { operation } from './operation.ts';
import { id, none, sessionSchema } from './schemas.ts';

/** Shows that the asker is the workstation that applied; never logged. */
const pickup = z.string().max(100);
/** The workstation chooses the token, 256 bits in Base64url, so that a request whose answer was lost can be sent again. */
const newPickup = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** PKCS#10 request (RFC 2986), PEM. */
const request = z.string().max(8_000);
const begun = z.object({
  id,
  kind: z.enum(keysOf(enrolmentKinds)),
  accountNo: z.string(),
  holderName: z.string(),
  /**
   * SHA-256 of the key that the account is to be tied to, lower-case hex: that of the request, or of the certificate of
   * another CA on the connection; null where no certificate is asked for.
   */
  keyFingerprint: z.string().nullable(),
});
const person = z.strictObject({
  role: z.enum(['SA', 'SEC', 'AUD', 'P1', 'P2']),
  accountNo: z.string().max(40),
  name: z.string().max(60),
  idNumber: z.string().max(64),
});

/** Credentials for people who have none (yet), and the set-up of an empty center. */
export const enrolmentOperations = {
  'enrolments.code': operation({
    method: 'POST',
    path: '/v1/enrolments/{id}/code',
    summary: 'A new one-time code for an opened enrolment; earlier ones are void',
    access: 'session',
    roles: ['SA'],
    effect: 'write',
    input: z.strictObject({ id }),
    output: z.object({ code: z.string(), expiresAt: z.string() }),
  }),
  'enrolments.apply': operation({
    method: 'POST',
    path: '/enrolments',
    summary: 'Apply with account number, one-time code and certificate request',
    access: 'gate',
    roles: null,
    effect: 'write',
    input: z.strictObject({
      accountNo: z.string().max(40),
      code: z.string().max(40),
      request,
      pickup: newPickup,
    }),
    output: begun,
  }),
  'enrolments.standing': operation({
    method: 'POST',
    path: '/enrolments/standing',
    summary: 'How far an enrolment is, with what is to be taken over once it is approved',
    access: 'gate',
    roles: null,
    effect: 'write',
    input: z.strictObject({ id, pickup }),
    output: z.object({
      state: z.enum(keysOf(enrolmentStates)),
      kind: z.enum(keysOf(enrolmentKinds)),
      /** Why it was refused or cancelled. */
      reason: z.string().nullable(),
      /** PEM, once approved. */
      certificate: z.string().nullable(),
      /** `otpauth://` URI of the new authenticator, once approved; shown as a QR code and nowhere kept. */
      authenticator: z.string().nullable(),
    }),
  }),
  'enrolments.withdraw': operation({
    method: 'POST',
    path: '/enrolments/withdraw',
    summary: 'The workstation that applied gives up: the enrolment is cancelled',
    access: 'gate',
    roles: null,
    effect: 'write',
    input: z.strictObject({ id, pickup }),
    output: none,
  }),
  'enrolments.complete': operation({
    method: 'POST',
    path: '/enrolments/complete',
    summary: 'Take over: with the new certificate on the connection, a password and a first code',
    access: 'certificate',
    roles: null,
    effect: 'write',
    input: z.strictObject({
      id,
      pickup,
      password: z.string().max(200).nullable(),
      code: z.string().max(10).nullable(),
    }),
    output: z.object({
      /** The session that goes on under the new certificate after a renewal. */
      renewed: z.object({ token: z.string(), session: sessionSchema }).nullable(),
    }),
  }),
  'enrolments.renew': operation({
    method: 'POST',
    path: '/v1/enrolments/renew',
    summary: 'Ask for the renewal of the own certificate over a new key',
    access: 'session',
    roles: null,
    effect: 'write',
    input: z.strictObject({ request, pickup: newPickup }),
    output: begun,
  }),
  'bootstrap.run': operation({
    method: 'POST',
    path: '/bootstrap',
    summary: 'Appoint the first administrators of an empty center with its one-time code',
    access: 'gate',
    roles: null,
    effect: 'write',
    input: z.strictObject({ code: z.string().max(40), persons: z.array(person).min(1).max(5) }),
    output: z.object({
      /** One-time codes for the enrolments of the people appointed; shown once. */
      enrolments: z.array(z.object({ accountNo: z.string(), name: z.string(), code: z.string() })),
    }),
  }),
} as const;

const reasons = [
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
] as const;

/** The center's certificate authority, for those who look after it. */
export const certificateOperations = {
  'certificates.list': operation({
    method: 'GET',
    path: '/v1/certificates',
    summary: 'The CA, its revocation list and every certificate it has issued',
    access: 'session',
    roles: ['SA', 'SEC', 'AUD'],
    effect: 'read',
    input: none,
    output: z.object({
      ca: z.object({
        subject: z.string(),
        fingerprint: z.string(),
        validTo: z.string(),
        certificate: z.string(),
      }),
      /** The revocation list: signed at, good until, how many certificates stand on it. */
      crl: z.object({ thisUpdate: z.string(), nextUpdate: z.string(), entries: z.int() }),
      issued: z.array(
        z.object({
          serial: z.string(),
          kind: z.enum(['client', 'server']),
          accountNo: z.string().nullable(),
          displayName: z.string(),
          notBefore: z.string(),
          notAfter: z.string(),
          revokedAt: z.string().nullable(),
          reason: z.string().nullable(),
        }),
      ),
    }),
  }),
  'certificates.revoke': operation({
    method: 'POST',
    path: '/v1/certificates/{serial}/revoke',
    summary: 'Revoke a client certificate; its connections end within a second',
    access: 'session',
    roles: ['SA', 'SEC'],
    effect: 'write',
    input: z.strictObject({
      serial: z.string().regex(/^[0-9a-f]{2,40}$/),
      code: z.enum(reasons),
      reason: z.string().trim().min(2).max(500),
    }),
    output: none,
  }),
} as const;
