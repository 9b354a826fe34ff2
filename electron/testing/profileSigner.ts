import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import {
  type ProfileContent,
  profileContentSchema,
  profileFileText,
  signedText,
} from '../../shared/profile/signedProfile.ts';

/** A center's signing key, as a test holds it. */
export interface ProfileSigner {
  /** SHA-256 of the public key, hex. */
  readonly fingerprint: string;
  /** The bytes of a profile file. */
  sign(content: ProfileContent): Buffer;
}

export function profileSigner(): ProfileSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return {
    fingerprint: createHash('sha256').update(spki).digest('hex'),
    sign(content) {
      const text = signedText(profileContentSchema.parse(content));
      const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return Buffer.from(profileFileText(content, spki.toString('base64'), signature.toString('base64')));
    },
  };
}

const centerId = '6f1f3a52-7c4e-4a53-9a11-0d6a2f1b7e10';

/** A profile's content; what a test does not say is plain and valid. */
export function profileContent(
  server: Partial<ProfileContent['server']> & Pick<ProfileContent['server'], 'ca'>,
  change: Partial<ProfileContent> = {},
): ProfileContent {
  return {
    version: 1,
    center: { id: centerId, name: '常州市电子政务中心' },
    key: 'main',
    name: '办公网',
    serial: 1,
    issuedAt: '2026-11-20T01:00:00.000Z',
    area: '320400',
    server: {
      host: '127.0.0.1',
      port: 7443,
      servername: 'center.test',
      pins: [`${'A'.repeat(43)}=`],
      nextPins: [],
      ...server,
    },
    nextKey: null,
    certificates: { warnDays: 30, sources: ['file'] },
    minimumClientVersion: null,
    timeSource: null,
    ...change,
  };
}
