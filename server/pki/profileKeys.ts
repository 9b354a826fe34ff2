import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import {
  type ProfileContent,
  profileContentSchema,
  profileFileText,
  signedText,
} from '../../shared/profile/signedProfile.ts';
import { CodedError } from '../codedError.ts';
import { replaceFile } from '../replaceFile.ts';
import { fileBroken } from './errors.ts';
import { openKey, sealKey } from './sealedKey.ts';

const FILE = 'profile-keys.json';

const keySchema = z.strictObject({
  /** ECDSA P-256, SubjectPublicKeyInfo in DER, base64. */
  spki: z.base64(),
  /** The private key, sealed as `sealKey` does. */
  sealed: z.string(),
});
const stateSchema = z.strictObject({
  version: z.literal(1),
  /** The center's id in its profiles; made once. */
  centerId: z.uuid(),
  /** Of the profile that was issued last. */
  serial: z.int().min(0),
  present: keySchema,
  /** The announced successor. */
  next: keySchema.nullable(),
});
type State = z.infer<typeof stateSchema>;
type Key = z.infer<typeof keySchema>;

/** What the center decides itself about a profile it issues. */
export type ProfileDraft = Omit<ProfileContent, 'version' | 'center' | 'serial' | 'issuedAt' | 'nextKey'> & {
  readonly centerName: string;
};

/** The keys that connection profiles are signed with, in `pki/profile-keys.json`, sealed like the CA's key. */
export interface ProfileKeys {
  /** SHA-256 of the present key and of the announced one (SPKI), hex; people compare the first on screen. */
  readonly fingerprints: { readonly present: string; readonly next: string | null };
  /**
   * Signs a profile; its serial is used up before, so that no two profiles ever carry the same.
   * @throws CodedError `profile/invalid`, `pki/wrong-passphrase`
   */
  issue(draft: ProfileDraft, now: Date): Promise<string>;
  /** Makes the successor that the profiles from now on announce; an announced one stays. */
  announce(): Promise<void>;
  /** Signs with the announced key from now on. @throws CodedError `profile/no-next-key` */
  switchKey(): void;
}

/**
 * Opens the keys in `directory`; the first call makes them.
 * @throws CodedError `pki/file-broken`
 */
export async function openProfileKeys(directory: string, passphrase: string): Promise<ProfileKeys> {
  const file = join(directory, FILE);
  const keep = (next: State): State => {
    replaceFile(file, `${JSON.stringify(next, null, 2)}\n`);
    return next;
  };
  let state = existsSync(file) ? readState(file) : keep(await newState(passphrase));
  return {
    get fingerprints() {
      return {
        present: fingerprintOf(state.present),
        next: state.next === null ? null : fingerprintOf(state.next),
      };
    },
    async issue({ centerName, ...draft }, now) {
      const content = checked({
        ...draft,
        version: 1,
        center: { id: state.centerId, name: centerName },
        serial: state.serial + 1,
        issuedAt: now.toISOString(),
        nextKey: state.next === null ? null : fingerprintOf(state.next),
      });
      const key = createPrivateKey(await openKey(state.present.sealed, passphrase, FILE));
      state = keep({ ...state, serial: content.serial });
      const text = Buffer.from(signedText(content), 'utf8');
      const signature = sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' });
      return profileFileText(content, state.present.spki, signature.toString('base64'));
    },
    async announce() {
      if (state.next === null) state = keep({ ...state, next: await newKey(passphrase) });
    },
    switchKey() {
      if (state.next === null)
        throw new CodedError('profile/no-next-key', {
          zh: '尚未公布后继密钥,未作更改。请先运行 center profile next-key,并向所有工作站发放新的连接配置。',
          en: 'No successor has been announced; nothing was changed. Run center profile next-key first and hand the new profiles out to every workstation.',
        });
      state = keep({ ...state, present: state.next, next: null });
    },
  };
}

function checked(content: ProfileContent): ProfileContent {
  const parsed = profileContentSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new CodedError('profile/invalid', {
    zh: `连接配置的内容有误,未签发:${wrong}`,
    en: `The profile was not issued, its content is wrong: ${wrong}`,
  });
}

function readState(file: string): State {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw fileBroken(FILE, error);
  }
}

async function newState(passphrase: string): Promise<State> {
  return { version: 1, centerId: randomUUID(), serial: 0, present: await newKey(passphrase), next: null };
}

async function newKey(passphrase: string): Promise<Key> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { spki: spki.toString('base64'), sealed: await sealKey(pem, passphrase) };
}

function fingerprintOf({ spki }: Key): string {
  return createHash('sha256').update(Buffer.from(spki, 'base64')).digest('hex');
}
