import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { digestOf } from '../../shared/log/canonical.ts';
import {
  parseProfileContent,
  parseProfileFile,
  type ProfileContent,
} from '../../shared/profile/signedProfile.ts';
import type { Config } from '../config.ts';
import { caPassphrase } from '../openCenter.ts';
import { spkiPin } from '../pki/identity.ts';
import { openProfileKeys, type ProfileDraft, type ProfileKeys } from '../pki/profileKeys.ts';
import { readTlsFiles } from '../pki/store.ts';
import { replaceFile } from '../replaceFile.ts';
import { workstationDir } from './workstation.ts';

/** The keys of the center's profiles. @throws CodedError `pki/...` */
export function profileKeysOf(config: Config): Promise<ProfileKeys> {
  return openProfileKeys(join(config.dataDir, 'pki'), caPassphrase(config));
}

/** What the operator may say about a profile; the rest follows from the center's own settings and certificates. */
export type ProfileWishes = Partial<
  Pick<ProfileContent, 'key' | 'name' | 'vpn' | 'certificates' | 'minimumClientVersion' | 'timeSource'>
> & { readonly centerName?: string; readonly nextPins?: string[] };

/** The content of a profile of this center, with its CA and the key of its server pinned. */
export function draftProfile(config: Config, wishes: ProfileWishes = {}): ProfileDraft {
  const { ca, cert } = readTlsFiles(join(config.dataDir, 'pki'));
  const servername = config.names[0] ?? config.addresses[0] ?? config.host;
  const centerName = wishes.centerName ?? `政务网站群中心 ${config.area}`;
  return {
    centerName,
    key: wishes.key ?? 'main',
    name: wishes.name ?? centerName,
    area: config.area,
    server: {
      // A server that listens everywhere is reached by its name.
      host: isIP(config.host) !== 0 && /^[0.:]+$/.test(config.host) ? servername : config.host,
      port: config.port,
      servername,
      ca,
      pins: [spkiPin(new X509Certificate(cert))],
      nextPins: wishes.nextPins ?? [],
    },
    certificates: wishes.certificates ?? { warnDays: 30, sources: ['file'] },
    minimumClientVersion: wishes.minimumClientVersion ?? null,
    timeSource: wishes.timeSource ?? null,
    ...(wishes.vpn && { vpn: wishes.vpn }),
  };
}

/** Leaves the signed profile of an evaluation installation beside its workstation, anew only when it has changed. */
export async function keepWorkstationProfile(config: Config, now: Date): Promise<void> {
  const directory = workstationDir(config.dataDir);
  if (!existsSync(directory)) return;
  const file = join(directory, 'center.egovprofile');
  const draft = draftProfile(config, { centerName: '样例中心' });
  const present = existsSync(file) ? contentOf(file) : null;
  if (present !== null && digestOf(present.server) === digestOf(draft.server)) return;
  replaceFile(file, await (await profileKeysOf(config)).issue(draft, now));
}

function contentOf(path: string): ProfileContent | null {
  const file = parseProfileFile(readFileSync(path, 'utf8'));
  const content = file === null || file === 'version' ? null : parseProfileContent(file.profile);
  return content === 'version' ? null : content;
}
