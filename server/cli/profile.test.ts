import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  parseProfileContent,
  parseProfileFile,
  type ProfileContent,
} from '../../shared/profile/signedProfile.ts';
import { CodedError } from '../codedError.ts';
import { loadConfig } from '../config.ts';
import { openCa } from '../openCenter.ts';
import { spkiPin } from '../pki/identity.ts';
import { parse } from './command.ts';
import { profileCommand } from './profile.ts';

let dataDir = '';
const out = () => join(dataDir, 'center.egovprofile');
const run = (...args: readonly string[]) =>
  profileCommand.run(parse(profileCommand, [...args, '--data', dataDir, '--json']));

async function issued(...args: readonly string[]): Promise<ProfileContent> {
  await run('issue', '--out', out(), ...args);
  const file = parseProfileFile(readFileSync(out(), 'utf8'));
  const content = file === null || file === 'version' ? null : parseProfileContent(file.profile);
  if (content === null || content === 'version') throw new Error('no profile');
  return content;
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'egov-profile-cli-'));
  await openCa(loadConfig({ dataDir }, {}), new Date());
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('center profile', () => {
  test('issues what its operator asks for', async () => {
    const certificate = join(dataDir, 'pki', 'server.crt');
    const wanted =
      '--host 10.20.1.5 --port 7444 --key vpn --name 外网 --center-name 常州市电子政务中心 ' +
      '--vpn-interface tun*,wg0 --vpn-source 10.88.0.0/24 --minimum-client 0.1.0 --time-source ntp.gov.example ' +
      '--warn-days 14 --certificates enrolment,file --next-pin';
    const contact = '运维值班 0519-00000001';
    const content = await issued(...wanted.split(' '), certificate, '--contact', contact);
    expect(content).toMatchObject({
      center: { name: '常州市电子政务中心' },
      key: 'vpn',
      name: '外网',
      server: {
        host: '10.20.1.5',
        port: 7444,
        nextPins: [spkiPin(new X509Certificate(readFileSync(certificate)))],
      },
      vpn: { interfaces: ['tun*', 'wg0'], sources: ['10.88.0.0/24'] },
      certificates: { warnDays: 14, sources: ['enrolment', 'file'] },
      minimumClientVersion: '0.1.0',
      timeSource: 'ntp.gov.example',
      contact,
    });
  });

  test.each([
    ['no file to write', ['issue']],
    ['a VPN without its pool', ['issue', '--out', 'x', '--vpn-interface', 'tun*']],
    ['a way of certificates that does not exist', ['issue', '--out', 'x', '--certificates', 'pigeon']],
    ['a pin of what is no key', ['issue', '--out', 'x', '--next-pin', '/etc/hostname']],
    ['no such work', ['sign']],
  ])('%s is told in one line', async (_name, args) => {
    await expect(run(...args)).rejects.toMatchObject({ code: 'ERR_USAGE' });
  });

  test.each([
    ['--minimum-client', 'newest'],
    ['--warn-days', 'soon'],
    ['--contact', '电'.repeat(101)],
    ['--vpn-source', '10.88.0.0/99'],
  ])('%s %s is not signed', async (option, value) => {
    const vpn = option === '--vpn-source' ? ['--vpn-interface', 'tun*'] : [];
    await expect(run('issue', '--out', out(), option, value, ...vpn)).rejects.toMatchObject({
      code: 'profile/invalid',
    });
  });

  test('announces the next key in what it issues, and signs with it after the switch', async () => {
    expect((await issued()).nextKey).toBeNull();
    await run('next-key');
    const announced = (await issued()).nextKey;
    expect(announced).toMatch(/^[0-9a-f]{64}$/);
    await run('switch-key');
    expect((await issued()).nextKey).toBeNull();
    await expect(run('switch-key')).rejects.toMatchObject({ code: 'profile/no-next-key' });
  });

  test('makes no keys where there is no center', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'egov-no-center-'));
    await expect(profileCommand.run(parse(profileCommand, ['fingerprint', '--data', empty]))).rejects.toThrow(
      CodedError,
    );
    rmSync(empty, { recursive: true });
  });
});
