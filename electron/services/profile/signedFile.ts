import { createHash, createPublicKey, verify, X509Certificate, type KeyObject } from 'node:crypto';
import type { ProfileFacts } from '../../../shared/bridge/profiles.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import {
  MAX_PROFILE_BYTES,
  parseProfileContent,
  parseProfileFile,
  type ProfileContent,
  type ProfileFile,
  signedText,
} from '../../../shared/profile/signedProfile.ts';

/** A signed profile whose signature holds. By whom it is signed is not judged here. */
export interface SignedProfile {
  /** Name of its folder and of its entry: one for each profile of each center. */
  readonly id: string;
  readonly content: ProfileContent;
  /** SHA-256 of the signing key (SPKI), hex. */
  readonly signedBy: string;
  /** SHA-256 of the file, hex. */
  readonly digest: string;
  readonly facts: ProfileFacts;
}

/**
 * Reads a profile file and checks its signature over the canonical form of what it says (RFC 8785).
 * @throws ProblemError `profile/unreadable`, `profile/version`, `profile/signature`
 */
export function openProfileFile(bytes: Uint8Array): SignedProfile {
  try {
    return openChecked(bytes);
  } catch (error) {
    // Whatever else a stranger's file makes of a parser (too deep, too odd) is a file that cannot be read.
    throw error instanceof ProblemError
      ? error
      : new ProblemError('profile/unreadable', {}, { cause: error });
  }
}

function openChecked(bytes: Uint8Array): SignedProfile {
  if (bytes.length > MAX_PROFILE_BYTES) throw new ProblemError('profile/unreadable');
  const file = known(parseProfileFile(Buffer.from(bytes).toString('utf8')));
  const key = keyOf(file);
  if (!holds(file, key)) throw new ProblemError('profile/signature');
  // Only after the signature: what a stranger wrote is not even parsed.
  const content = known(parseProfileContent(file.profile));
  const signedBy = sha256(key.export({ type: 'spki', format: 'der' }));
  return {
    id: `${content.center.id}.${content.key}`,
    content,
    signedBy,
    digest: sha256(bytes),
    facts: factsOf(content, signedBy),
  };
}

function known<T>(parsed: T | 'version' | null): T {
  if (parsed === 'version') throw new ProblemError('profile/version');
  if (parsed === null) throw new ProblemError('profile/unreadable');
  return parsed;
}

function keyOf({ key }: ProfileFile): KeyObject {
  try {
    const parsed = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
    if (parsed.asymmetricKeyDetails?.namedCurve === 'prime256v1') return parsed;
  } catch {
    // Told below like any other key that is none of ours.
  }
  throw new ProblemError('profile/unreadable');
}

function holds({ profile, signature }: ProfileFile, key: KeyObject): boolean {
  const text = Buffer.from(signedText(profile), 'utf8');
  return verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64'));
}

function factsOf(content: ProfileContent, signedBy: string): ProfileFacts {
  const { ca, ...server } = content.server;
  return {
    center: content.center.name,
    name: content.name,
    key: content.key,
    serial: content.serial,
    issuedAt: content.issuedAt,
    signedBy,
    nextKey: content.nextKey,
    server,
    authorities: authoritiesOf(ca),
    vpn: content.vpn ?? null,
    certificates: content.certificates,
    minimumClientVersion: content.minimumClientVersion,
    timeSource: content.timeSource,
    contact: content.contact ?? null,
  };
}

function authoritiesOf(pem: string): ProfileFacts['authorities'] {
  try {
    return pem
      .split(/(?<=-----END CERTIFICATE-----)/)
      .filter((block) => block.trim() !== '')
      .map((block) => {
        const certificate = new X509Certificate(block);
        if (!certificate.ca) throw new TypeError('not an authority');
        return {
          subject: /^CN=(.+)$/m.exec(certificate.subject)?.[1] ?? certificate.subject,
          fingerprint: sha256(certificate.raw),
          validFrom: new Date(certificate.validFrom).toISOString(),
          validTo: new Date(certificate.validTo).toISOString(),
        };
      });
  } catch (error) {
    throw new ProblemError('profile/unreadable', {}, { cause: error });
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
