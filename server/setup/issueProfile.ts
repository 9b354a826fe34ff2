import type { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { digestOf } from '../../shared/log/canonical.ts';
import {
  parseProfileContent,
  parseProfileFile,
  type ProfileContent,
} from '../../shared/profile/signedProfile.ts';
import { serverFiles, type Config } from '../config.ts';
import { caPassphrase } from '../openCenter.ts';
import { spkiPin } from '../pki/identity.ts';
import { readCertificates } from '../pki/pem.ts';
import { serverChain, serverName } from '../pki/errors.ts';
import { openProfileKeys, type ProfileDraft, type ProfileKeys } from '../pki/profileKeys.ts';
import { replaceFile } from '../replaceFile.ts';
import { workstationDir } from './workstation.ts';

/** The keys of the center's profiles. @throws CodedError `pki/...` */
export function profileKeysOf(config: Config): Promise<ProfileKeys> {
  return openProfileKeys(join(config.dataDir, 'pki'), caPassphrase(config));
}

/** What the operator may say about a profile; the rest follows from the center's own settings and certificates. */
export type ProfileWishes = Partial<
  Pick<
    ProfileContent,
    'key' | 'name' | 'vpn' | 'certificates' | 'minimumClientVersion' | 'timeSource' | 'contact'
  >
> & { readonly centerName?: string; readonly nextPins?: string[] };

/** What workstations are to know the server by: the root above its certificate, and its key. */
function proofOf(config: Config, servername: string): { readonly ca: string; readonly pin: string } {
  const pki = join(config.dataDir, 'pki');
  const { certFile, caFile } = serverFiles(config) ?? {
    certFile: join(pki, 'server.crt'),
    caFile: join(pki, 'ca.crt'),
  };
  return proofFrom(readCertificates(certFile), readCertificates(caFile), servername);
}

/** @throws CodedError `profile/server-chain`, `profile/server-name` */
function proofFrom(
  [leaf, ...between]: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  servername: string,
) {
  if (leaf === undefined || !leadsToRoot(leaf, between, anchors)) throw serverChain();
  if ((isIP(servername) === 0 ? leaf.checkHost(servername) : leaf.checkIP(servername)) === undefined)
    throw serverName(servername);
  return { ca: anchors.map(String).join(''), pin: spkiPin(leaf) };
}

/** Would a client that trusts the anchors build a chain from the leaf, as OpenSSL does: up to a root that is among them. */
function leadsToRoot(
  leaf: X509Certificate,
  between: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
): boolean {
  const isIssued = (by: X509Certificate, of: X509Certificate) =>
    of.checkIssued(by) && of.verify(by.publicKey);
  let at = leaf;
  // No chain that a client takes is longer; two CAs that certify each other would go round for ever.
  for (let length = 0; length < 10; length += 1) {
    const above = [...anchors, ...between].find((by) => isIssued(by, at));
    if (above === undefined) return false;
    if (isIssued(above, above)) return anchors.includes(above);
    at = above;
  }
  return false;
}

/** The content of a profile of this center, with its CA and the key of its server pinned. */
export function draftProfile(config: Config, wishes: ProfileWishes = {}): ProfileDraft {
  const servername = config.names[0] ?? config.addresses[0] ?? config.host;
  const { ca, pin } = proofOf(config, servername);
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
      ...(config.minTlsVersion === '1.2' && { minTlsVersion: '1.2' }),
      ca,
      pins: [pin],
      nextPins: wishes.nextPins ?? [],
    },
    certificates: wishes.certificates ?? { warnDays: 30, sources: sourcesOf(config) },
    minimumClientVersion: wishes.minimumClientVersion ?? null,
    timeSource: wishes.timeSource ?? null,
    ...(wishes.vpn && { vpn: wishes.vpn }),
    ...(wishes.contact !== undefined && { contact: wishes.contact }),
  };
}

/** A center that issues certificates has them applied for at the workstation, too; any takes them as files. */
export function sourcesOf({ clientTrust }: Config): ('enrolment' | 'file')[] {
  return clientTrust?.builtIn === false ? ['file'] : ['enrolment', 'file'];
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
