import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices, type Services } from '../../electron/services/createServices.ts';
import { systemClock } from '../../electron/services/clock.ts';
import { createSessionStore } from '../../electron/services/credentials/sessionStore.ts';
import { memoryKeyValues } from '../../electron/services/settings/keyValues.ts';
import { version } from '../../electron/services/version.ts';
import { recordingLogger } from '../../electron/testing/quiet.ts';
import { spkiPin } from '../../server/pki/identity.ts';
import type { Profile } from '../../shared/profile/profile.ts';

/** A certificate file as it lies beside the profile. */
export interface CertificateFile {
  readonly accountNo: string;
  readonly bytes: Uint8Array;
  readonly passphrase: string;
}

/** A center that runs somewhere, and the files that prove it. */
export interface RunningCenter {
  readonly dataDir: string;
  readonly port: number;
}

/** All services of a workstation that points at a running center. */
export interface TrustClient {
  readonly services: Services;
  close(): Promise<void>;
}

/** Opens one with a profile of its own; `change` makes the profile a wrong one. */
export async function openClient(
  center: RunningCenter,
  certificate: CertificateFile | null,
  change: Partial<Profile['server']> = {},
  ca = readFileSync(join(center.dataDir, 'pki', 'ca.crt'), 'utf8'),
): Promise<TrustClient> {
  const folder = mkdtempSync(join(tmpdir(), 'egov-trust-'));
  const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  put('ca.pem', ca);
  const server = {
    host: '127.0.0.1',
    port: center.port,
    servername: 'localhost',
    caFile: 'ca.pem',
    pins: [spkiPin(new X509Certificate(readFileSync(join(center.dataDir, 'pki', 'server.crt'))))],
    ...change,
  };
  if (certificate !== null) {
    put('own.p12', certificate.bytes);
    put('own.pass', certificate.passphrase);
  }
  const own = { file: 'own.p12', passphraseFile: 'own.pass', displayName: '测试' };
  const certificates = certificate === null ? [] : [{ ...own, accountNo: certificate.accountNo }];
  const profile: Profile = { version: 1, name: '测试中心', area: '320400', server, certificates };
  put('profile.json', JSON.stringify(profile));
  const services = await createServices({
    host: 'loopback',
    version,
    profileDir: folder,
    dataDir: join(folder, 'data'),
    exportDir: join(folder, 'exports'),
    settings: memoryKeyValues(),
    logTo: recordingLogger().destination,
    clock: systemClock,
    reveal: null,
    vaultPassphrase: null,
    secrets: createSessionStore(),
  });
  return {
    services,
    async close() {
      await services.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
