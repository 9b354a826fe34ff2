import * as z from 'zod';
import { ledgerKinds } from '../api/kinds.ts';
import { operations } from '../api/operations.ts';
import { sessionSchema } from '../api/schemas.ts';
import { enrolmentKinds, enrolmentStates } from '../domain/enrolment/terms.ts';
import { keysOf } from '../domain/options.ts';
import { problemSchema, textSchema } from '../errors/problem.ts';
import { querySchema } from '../query/spec.ts';
import { profilesSchema } from './profiles.ts';

const none = z.strictObject({});
const operationIds = keysOf(Object.fromEntries(Object.keys(operations).map((k) => [k, { zh: k, en: k }])));

/** The six lights of the connection gate (DESIGN 1). */
export const lightNames = ['network', 'vpn', 'server', 'certificate', 'clock', 'account'] as const;
const lightSchema = z.object({
  name: z.enum(lightNames),
  /** `unused`: the profile does not ask for it; shown, never hidden. */
  state: z.enum(['ok', 'warn', 'bad', 'unknown', 'unused']),
  cause: textSchema,
  remedy: textSchema.nullable(),
});
export const gateSchema = z.object({
  open: z.boolean(),
  checkedAt: z.string().nullable(),
  lights: z.array(lightSchema),
  /** Present while the center waits for the people who set it up. */
  setup: z.literal(true).exactOptional(),
});

/** An enrolment under way at this workstation. */
const enrolmentSchema = z.object({
  state: z.enum(keysOf(enrolmentStates)),
  kind: z.enum(keysOf(enrolmentKinds)),
  accountNo: z.string(),
  holderName: z.string(),
  keyFingerprint: z.string().nullable(),
  reason: z.string().nullable(),
  /** What is taken over. */
  needs: z.object({ certificate: z.boolean(), password: z.boolean(), authenticator: z.boolean() }),
  /** Does it outlive the program; without a keychain its key is in memory only. */
  lasts: z.boolean(),
});

/** Where secrets of this workstation rest; nothing of them is in it. */
const keychainSchema = z.object({
  kind: z.enum(['keychain', 'vault', 'session']),
  state: z.enum(['open', 'locked']),
  healthy: z.boolean(),
  /** What keeps the credentials, as it is. */
  text: textSchema,
  /** What to install or to do; null where nothing is. */
  advice: textSchema.nullable(),
  /** What happened to the store that the person has to know, until it was understood. */
  notice: textSchema.nullable(),
  /** The person has read how credentials are kept. */
  understood: z.boolean(),
  /** A vault can be made now. */
  mayCreate: z.boolean(),
  /** After wrong passphrases: no sooner than this one is tried again. */
  retryAt: z.string().nullable(),
});

export const settingsSchema = z.object({
  language: z.enum(['zh-CN', 'en-US']),
  theme: z.enum(['light', 'dark', 'system']),
  density: z.enum(['compact', 'standard', 'roomy']),
  navigation: z.enum(['open', 'narrow']),
});

/** A saved view of a list. */
export const viewSchema = z.strictObject({
  id: z.string(),
  name: z.string().max(60),
  query: querySchema,
  columns: z.array(z.string()),
});

const jobSchema = z.object({
  id: z.string(),
  kind: z.enum(['export', 'import']),
  title: textSchema,
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  written: z.int(),
  total: z.int(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** Name of the file in the export folder, once whole. */
  fileName: z.string().nullable(),
  problem: problemSchema.nullable(),
});

/** What an uploaded table looks like before it is mapped. */
const tableSchema = z.object({
  tableId: z.string(),
  fileName: z.string(),
  fileDigest: z.string(),
  sheetName: z.string(),
  headerRow: z.int(),
  headings: z.array(z.string()),
  rowCount: z.int(),
  /** First rows, for the eye. */
  sample: z.array(z.array(z.string())),
  /** Proposed field for each heading; null = not taken over. */
  mapping: z.array(z.string().nullable()),
  findings: problemSchema.shape.findings,
});

const method = <I extends z.ZodType, O extends z.ZodType>(effect: 'read' | 'write', input: I, output: O) => ({
  effect,
  input,
  output,
});

/** Everything the screens may ask of the host. Preload, dispatcher and both transports derive from this map. */
export const methods = {
  'host.info': method(
    'read',
    none,
    z.object({
      host: z.enum(['electron', 'loopback']),
      version: z.string(),
      profile: z.string(),
      server: z.string(),
      /** Entry of the profile manager; null = there is no profile. */
      profileId: z.string().nullable(),
      /** Whom to turn to, as the profile says; null = not said. */
      contact: z.string().nullable(),
      /** Days before its end from which on a certificate is called due. */
      certificateWarnDays: z.int(),
      /** May certificate files be taken in. */
      certificateFiles: z.boolean(),
      capabilities: z.object({ reveal: z.boolean() }),
    }),
  ),
  'gate.get': method('read', none, gateSchema),
  'gate.check': method('write', none, gateSchema),
  'session.get': method('read', none, sessionSchema.nullable()),
  'session.signIn': method(
    'write',
    z.strictObject({ password: z.string().max(200), code: z.string().max(10) }),
    sessionSchema,
  ),
  'session.signOut': method('write', none, none),
  'certificates.list': method(
    'read',
    none,
    z.array(
      z.object({
        fingerprint: z.string(),
        subject: z.string(),
        accountNo: z.string(),
        validTo: z.string(),
        active: z.boolean(),
        /** Taken in by the person at this workstation, so that it may be removed here. */
        own: z.boolean(),
      }),
    ),
  ),
  'certificates.choose': method('write', z.strictObject({ fingerprint: z.string() }), gateSchema),
  /** Takes an uploaded PKCS#12 file in and uses its certificate. CAs in the file are dropped. */
  'certificates.import': method(
    'write',
    z.strictObject({ uploadId: z.string(), passphrase: z.string().max(200) }),
    gateSchema,
  ),
  'certificates.remove': method('write', z.strictObject({ fingerprint: z.string() }), gateSchema),
  'enrolment.get': method('read', none, enrolmentSchema.nullable()),
  'enrolment.apply': method(
    'write',
    z.strictObject({ accountNo: z.string().max(40), code: z.string().max(40) }),
    enrolmentSchema,
  ),
  'enrolment.renew': method('write', none, enrolmentSchema),
  'enrolment.check': method('write', none, enrolmentSchema.nullable()),
  /** The URI of the new authenticator, to be drawn as a QR code; asked for each time, kept nowhere. */
  'enrolment.authenticator': method('read', none, z.object({ uri: z.string() })),
  'enrolment.complete': method(
    'write',
    z.strictObject({ password: z.string().max(200).nullable(), code: z.string().max(10).nullable() }),
    none,
  ),
  'enrolment.abandon': method('write', none, none),
  /** Sets an empty center up with the code its server printed. */
  'setup.run': method('write', operations['bootstrap.run'].input, operations['bootstrap.run'].output),
  'profiles.list': method('read', none, profilesSchema),
  /** Opens a profile file for a person to look at; nothing is kept by it. */
  'profiles.inspect': method('write', z.strictObject({ base64: z.base64().max(100_000) }), profilesSchema),
  'profiles.dismiss': method('write', none, profilesSchema),
  /** Keeps the file that was looked at; `digest` says which one that was. */
  'profiles.accept': method(
    'write',
    z.strictObject({ digest: z.string().max(64), activate: z.boolean() }),
    profilesSchema,
  ),
  /** Works with another profile: signs out and ends every connection. */
  'profiles.activate': method('write', z.strictObject({ id: z.string().max(100) }), profilesSchema),
  'profiles.remove': method('write', z.strictObject({ id: z.string().max(100) }), profilesSchema),
  'keychain.get': method('read', none, keychainSchema),
  /** Looks for the system's keychain anew, after something was installed or unlocked. */
  'keychain.check': method('write', none, keychainSchema),
  /** Makes a vault under a passphrase, which goes into the host and never comes back. */
  'keychain.create': method('write', z.strictObject({ passphrase: z.string().max(200) }), keychainSchema),
  'keychain.unlock': method('write', z.strictObject({ passphrase: z.string().max(200) }), keychainSchema),
  /** Goes on without the locked store until the program ends; it stays as it is. */
  'keychain.skip': method('write', none, keychainSchema),
  'keychain.understand': method('write', none, keychainSchema),
  /** One call of the center's API; `input` is checked against the operation's own schema. */
  'center.call': method(
    'write',
    z.strictObject({
      op: z.enum(operationIds),
      input: z.json(),
      rev: z.int().nullish(),
      key: z.string().max(64).nullish(),
    }),
    z.json(),
  ),
  'uploads.open': method(
    'write',
    z.strictObject({ name: z.string().max(200), size: z.int().max(60_000_000) }),
    z.object({ uploadId: z.string() }),
  ),
  'uploads.write': method(
    'write',
    z.strictObject({ uploadId: z.string(), base64: z.string().max(1_000_000) }),
    none,
  ),
  /** Stores an uploaded scan at the center; type is checked by its first bytes. */
  'uploads.attach': method(
    'write',
    z.strictObject({ uploadId: z.string() }),
    z.object({ digest: z.string(), name: z.string(), size: z.int() }),
  ),
  'imports.open': method(
    'write',
    z.strictObject({ uploadId: z.string(), kind: z.enum(['staff', 'domains', 'addresses']) }),
    tableSchema,
  ),
  'imports.check': method(
    'write',
    z.strictObject({ tableId: z.string(), mapping: z.array(z.string().nullable()) }),
    operations['imports.check'].output,
  ),
  'imports.run': method(
    'write',
    z.strictObject({
      tableId: z.string(),
      mapping: z.array(z.string().nullable()),
      mode: z.enum(['all', 'good']),
      overrideBrake: z.boolean(),
      reason: z.string().max(2000).nullish(),
      key: z.string(),
    }),
    operations['imports.run'].output,
  ),
  /** Writes the marked workbook into the export folder. */
  'imports.marked': method(
    'write',
    z.strictObject({ tableId: z.string(), mapping: z.array(z.string().nullable()) }),
    z.object({ fileName: z.string() }),
  ),
  'exports.start': method(
    'write',
    z.strictObject({
      ledger: z.enum(ledgerKinds),
      query: querySchema,
      purpose: z.string().min(2).max(500),
      letter: z.string().max(100).nullish(),
      format: z.enum(['xlsx', 'csv']),
    }),
    jobSchema,
  ),
  'jobs.list': method('read', none, z.array(jobSchema)),
  'jobs.cancel': method('write', z.strictObject({ jobId: z.string() }), none),
  'jobs.reveal': method('write', z.strictObject({ jobId: z.string() }), none),
  'files.save': method(
    'write',
    z.strictObject({ digest: z.string(), name: z.string() }),
    z.object({ fileName: z.string() }),
  ),
  'settings.get': method('read', none, settingsSchema),
  'settings.set': method('write', settingsSchema.partial().strict(), settingsSchema),
  'views.list': method('read', none, z.array(viewSchema)),
  'views.save': method('write', viewSchema, z.array(viewSchema)),
  'views.remove': method('write', z.strictObject({ id: z.string() }), z.array(viewSchema)),
  /** Unsent forms, kept through a crash; sealed at rest because they may hold personal data. */
  'drafts.get': method('read', z.strictObject({ key: z.string().max(200) }), z.json().nullable()),
  'drafts.put': method('write', z.strictObject({ key: z.string().max(200), value: z.json() }), none),
  'drafts.remove': method('write', z.strictObject({ key: z.string().max(200) }), none),
} as const;

export type Method = keyof typeof methods;
export type MethodInput<M extends Method> = z.input<(typeof methods)[M]['input']>;
export type MethodOutput<M extends Method> = z.output<(typeof methods)[M]['output']>;

/** What the host tells without being asked. */
export const events = {
  gate: gateSchema,
  session: sessionSchema.nullable(),
  job: jobSchema,
  profiles: profilesSchema,
  keychain: keychainSchema,
} as const;
export type BridgeEvent = keyof typeof events;
/** Name of an event, as it comes over a transport. */
export const eventNameSchema = z.object(events).keyof();
export type EventPayload<E extends BridgeEvent> = z.output<(typeof events)[E]>;

/** Every answer across the bridge; nothing is thrown across it. */
export const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.json() }),
  z.object({ ok: z.literal(false), problem: problemSchema }),
]);
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: z.infer<typeof problemSchema> };

/** What preload and the loopback client expose to the screens: three functions, nothing else. */
export interface Bridge {
  call(method: Method, input: unknown, options: { readonly id: string }): Promise<Answer<unknown>>;
  cancel(id: string): void;
  on(event: BridgeEvent, listener: (payload: unknown) => void): () => void;
}
