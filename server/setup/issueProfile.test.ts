import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  parseProfileContent,
  parseProfileFile,
  type ProfileContent,
  type ProfileFile,
  signedText,
} from '../../shared/profile/signedProfile.ts';
import { CodedError } from '../codedError.ts';
import { loadConfig, type Config, type ConfigInput } from '../config.ts';
import { openCa } from '../openCenter.ts';
import { spkiPin } from '../pki/identity.ts';
import { openProfileKeys } from '../pki/profileKeys.ts';
import { foreignCa } from '../testing/foreignCa.ts';
import { draftProfile, keepWorkstationProfile, profileKeysOf } from './issueProfile.ts';

const now = new Date('2026-11-20T01:00:00.000Z');
let config: Config;
let pki = '';

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'egov-issue-'));
  config = loadConfig({ dataDir, names: ['center.gov.example'] }, {});
  pki = join(dataDir, 'pki');
  await openCa(config, now);
});
afterAll(() => rmSync(config.dataDir, { recursive: true, force: true }));

function fileOf(text: string): ProfileFile {
  const file = parseProfileFile(text);
  if (file === null || file === 'version') throw new Error('no profile');
  return file;
}

function contentOf(text: string): ProfileContent {
  const content = parseProfileContent(fileOf(text).profile);
  if (content === null || content === 'version') throw new Error('no content');
  return content;
}

function isSigned({ profile, key, signature }: ProfileFile): boolean {
  const spki = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  const given = { key: spki, dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', Buffer.from(signedText(profile)), given, Buffer.from(signature, 'base64'));
}

async function codeOf(attempt: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof attempt === 'function' ? attempt() : attempt);
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
  return 'ok';
}

describe('issuing a profile', () => {
  test('it carries CA and pin of the server, and is signed', async () => {
    const keys = await profileKeysOf(config);
    const text = await keys.issue(
      draftProfile(config, { name: '办公网', timeSource: 'ntp.gov.example' }),
      now,
    );
    expect(isSigned(fileOf(text))).toBe(true);
    const content = contentOf(text);
    expect(content).toMatchObject({
      name: '办公网',
      issuedAt: now.toISOString(),
      server: { host: '127.0.0.1', servername: 'center.gov.example' },
      nextKey: null,
      timeSource: 'ntp.gov.example',
    });
    const ca = new X509Certificate(readFileSync(join(pki, 'ca.crt')));
    expect(new X509Certificate(content.server.ca).raw).toEqual(ca.raw);
    expect(isSigned({ ...fileOf(text), profile: { ...fileOf(text).profile, name: '别的' } })).toBe(false);
  });

  test('no two carry the same serial, and the center stays the same after a restart', async () => {
    const first = contentOf(await (await profileKeysOf(config)).issue(draftProfile(config), now));
    const second = contentOf(await (await profileKeysOf(config)).issue(draftProfile(config), now));
    expect(second.serial).toBe(first.serial + 1);
    expect(second.center.id).toBe(first.center.id);
  });

  test('what would not work is not issued', async () => {
    const keys = await profileKeysOf(config);
    const byName = { ...config, host: 'center.gov.example' };
    const vpn = { interfaces: ['tun*'], sources: ['10.88.0.0/24'] };
    expect(await codeOf(keys.issue(draftProfile(byName, { vpn }), now))).toBe('profile/invalid');
    expect(await codeOf(keys.issue(draftProfile({ ...config, port: 0 }), now))).toBe('profile/invalid');
  });

  test('a server under another CA hands out the root above it and the key it shows', async () => {
    const root = await foreignCa('省根 CA');
    const between = await root.below('省服务器 CA');
    const names = [{ type: 'dns', value: 'center.gov.example' } as const];
    const { cert, key } = await between.issue([{ CN: ['center'] }], { use: 'server', names });
    const file = (name: string, ...pems: readonly string[]) => {
      const path = join(config.dataDir, name);
      writeFileSync(path, pems.join('\n'));
      return path;
    };
    const given = {
      dataDir: config.dataDir,
      names: ['center.gov.example'],
      minTlsVersion: '1.2',
      tlsCertFile: file('shown.pem', cert, between.certificatePem),
      tlsKeyFile: file('shown.key', key),
      tlsCaFile: file('root.pem', 'subject=CN = root', root.certificatePem),
    } satisfies ConfigInput;
    const { server } = draftProfile(loadConfig(given, {}));
    expect(server).toMatchObject({
      minTlsVersion: '1.2',
      pins: [spkiPin(new X509Certificate(cert))],
    });
    expect(new X509Certificate(server.ca).raw).toEqual(new X509Certificate(root.certificatePem).raw);

    const refused = (more: ConfigInput) => codeOf(() => draftProfile(loadConfig({ ...given, ...more }, {})));
    const other = await foreignCa('另一根 CA');
    expect(await refused({ tlsCaFile: file('other.pem', other.certificatePem) })).toBe(
      'profile/server-chain',
    );
    // A client builds chains up to a root; a CA between does not do for one.
    expect(await refused({ tlsCaFile: file('half.pem', between.certificatePem) })).toBe(
      'profile/server-chain',
    );
    expect(await refused({ tlsCertFile: file('leaf.pem', cert) })).toBe('profile/server-chain');
    expect(await refused({ names: ['www.gov.example'] })).toBe('profile/server-name');
    expect(await refused({ tlsCaFile: file('empty.pem') })).toBe('pki/file-broken');
  });

  test('a server that listens everywhere is named, not given as 0.0.0.0', () => {
    for (const host of ['0.0.0.0', '::'])
      expect(draftProfile({ ...config, host }).server.host).toBe('center.gov.example');
  });
});

describe('the keys', () => {
  test('lie sealed, for their owner only, and open with the passphrase alone', async () => {
    const file = join(pki, 'profile-keys.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain('PRIVATE KEY');
    const stranger = await openProfileKeys(pki, 'guessed');
    expect(await codeOf(stranger.issue(draftProfile(config), now))).toBe('pki/wrong-passphrase');
  });

  test('a successor is announced first and signs later; a switch without one is refused', async () => {
    const keys = await profileKeysOf(config);
    expect(await codeOf(() => keys.switchKey())).toBe('profile/no-next-key');
    await keys.announce();
    const { present, next } = keys.fingerprints;
    const announcing = await keys.issue(draftProfile(config), now);
    expect(contentOf(announcing).nextKey).toBe(next);
    const again = await profileKeysOf(config);
    await again.announce();
    again.switchKey();
    expect(again.fingerprints).toEqual({ present: next, next: null });
    expect(next).not.toBe(present);
    const text = await again.issue(draftProfile(config), now);
    expect(isSigned(fileOf(text))).toBe(true);
    expect(fileOf(text).key).not.toBe(fileOf(announcing).key);
    expect(contentOf(text).serial).toBeGreaterThan(contentOf(announcing).serial);
  });

  test('a damaged file is told, and not replaced by new keys', async () => {
    const other = mkdtempSync(join(tmpdir(), 'egov-keys-'));
    writeFileSync(join(other, 'profile-keys.json'), '{"version": 1');
    expect(await codeOf(openProfileKeys(other, 'x'))).toBe('pki/file-broken');
    expect(readFileSync(join(other, 'profile-keys.json'), 'utf8')).toBe('{"version": 1');
    rmSync(other, { recursive: true });
  });
});

test('an evaluation workstation has its signed profile, anew only when the server has moved', async () => {
  const folder = join(config.dataDir, 'workstation');
  await keepWorkstationProfile(config, now);
  mkdirSync(folder);
  const file = join(folder, 'center.egovprofile');
  const serials: number[] = [];
  for (const port of [7001, 7001, 7002]) {
    await keepWorkstationProfile({ ...config, port }, now);
    serials.push(contentOf(readFileSync(file, 'utf8')).serial);
  }
  expect(serials[1]).toBe(serials[0]);
  expect(serials[2]).toBe((serials[0] ?? 0) + 1);
});
