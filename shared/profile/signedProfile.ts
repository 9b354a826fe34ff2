import * as z from 'zod';
import { canonicalJson } from '../log/canonical.ts';
import { isAddress, profileSchema } from './profile.ts';

/** What every connection profile file says it is. */
const FORMAT = 'egov-center/profile';

const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);
const pin = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const version = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/);

/** How certificates of people reach a workstation: made there by enrolment (在线申请), or handed over as a file. */
const certificateSources = ['enrolment', 'file'] as const;

const provisioned = profileSchema.shape;

/**
 * What a center says to its workstations (连接配置的内容). Certificates of people are no part of it: they belong to
 * one workstation, while the same file goes to all.
 */
export const profileContentSchema = z
  .strictObject({
    version: z.literal(1),
    /** The center that issues it; the id is made once and stays when name, address and keys change. */
    center: z.strictObject({ id: z.uuid(), name: z.string().min(1).max(100) }),
    /** Which of the center's profiles this is, e.g. `main`, `vpn`; a newer one replaces that of the same key only. */
    key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
    name: provisioned.name,
    /** Rises with every profile the center issues; an older one never replaces a newer one. */
    serial: z.int().min(1),
    issuedAt: z.iso.datetime(),
    area: provisioned.area,
    server: provisioned.server.omit({ caFile: true }).extend({
      /** Trust anchors, one to five certificates in PEM. */
      ca: z
        .string()
        .max(20_000)
        .regex(/^(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*){1,5}$/),
      pins: z.array(pin).min(1).max(10),
      /** Announced successors of the pins: accepted as well, so that the server may change its key any day. */
      nextPins: z.array(pin).max(10),
    }),
    /** SHA-256 of the key (SPKI) that may sign the profiles after this one; null = none is announced. */
    nextKey: fingerprint.nullable(),
    vpn: provisioned.vpn,
    certificates: z.strictObject({
      /** Days before its end from which on a certificate is called due. */
      warnDays: z.int().min(1).max(365),
      sources: z.array(z.enum(certificateSources)).min(1),
    }),
    /** The oldest client the center serves; null = the client of the server's own version line. */
    minimumClientVersion: version.nullable(),
    /** Where the workstation's clock is to be set by, e.g. an NTP server; null = not said. */
    timeSource: z.string().min(1).max(100).nullable(),
    /** Whom people turn to when they do not get in: name, telephone, room. */
    contact: z.string().min(1).max(100).exactOptional(),
  })
  .refine(({ vpn, server }) => vpn === undefined || isAddress(server.host), {
    path: ['server', 'host'],
    message: 'with a VPN the server is given by its IP address',
  });

export type ProfileContent = z.infer<typeof profileContentSchema>;

/** The file `*.egovprofile`: the content as a person can read it, and who signed it. */
const fileSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  profile: z.record(z.string(), z.json()),
  /** ECDSA P-256 public key, SubjectPublicKeyInfo in DER, base64. */
  key: z.base64().min(1).max(400),
  /** ECDSA over SHA-256 of `signedText`, r and s side by side (IEEE P1363), base64. */
  signature: z.base64().min(1).max(400),
});
export type ProfileFile = z.infer<typeof fileSchema>;

/** Beyond this a file is no profile. */
export const MAX_PROFILE_BYTES = 64 * 1024;

/** What the file's text says; its signature is still to be checked. `version`: of a later program; null: no profile. */
export function parseProfileFile(text: string): ProfileFile | 'version' | null {
  const value = jsonOf(text);
  const parsed = fileSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const head = z.looseObject({ format: z.literal(FORMAT), version: z.int().min(2) }).safeParse(value);
  return head.success ? 'version' : null;
}

/** The content of a file whose signature holds. `version`: of a later program; null: not what the program knows. */
export function parseProfileContent(profile: ProfileFile['profile']): ProfileContent | 'version' | null {
  const parsed = profileContentSchema.safeParse(profile);
  if (parsed.success) return parsed.data;
  return z.looseObject({ version: z.int().min(2) }).safeParse(profile).success ? 'version' : null;
}

/**
 * The text that is signed: the content in its one canonical form (RFC 8785) behind the name of the format, so that a
 * signature made for anything else can never pass for one.
 */
export function signedText(profile: ProfileFile['profile']): string {
  return `${FORMAT}/1\n${canonicalJson(profile)}`;
}

/** The file's text. */
export function profileFileText(profile: ProfileContent, key: string, signature: string): string {
  const file = { format: FORMAT, version: 1, profile, key, signature };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Is a program of version `has` at least `wanted`; what follows the three numbers does not count. */
export function isVersionAtLeast(has: string, wanted: string): boolean {
  const numbers = (text: string) => text.split(/[.+-]/, 3).map(Number);
  const [a, b] = [numbers(has), numbers(wanted)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at === -1 || (a[at] ?? 0) > (b[at] ?? 0);
}
