import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isVersionAtLeast,
  parseProfileContent,
  parseProfileFile,
  type ProfileContent,
  profileFileText,
  signedText,
} from './signedProfile.ts';

const content: ProfileContent = {
  version: 1,
  center: { id: '6f1f3a52-7c4e-4a53-9a11-0d6a2f1b7e10', name: '市电子政务中心' },
  key: 'main',
  name: '办公网',
  serial: 3,
  issuedAt: '2026-11-20T01:00:00.000Z',
  area: '320400',
  server: {
    host: '10.20.1.5',
    port: 7443,
    servername: 'center.gov.example',
    ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    pins: [`${'A'.repeat(43)}=`],
    nextPins: [],
  },
  nextKey: null,
  certificates: { warnDays: 30, sources: ['file'] },
  minimumClientVersion: '0.1.0',
  timeSource: 'ntp.center.example',
};
const text = profileFileText(content, 'AAAA', 'AAAA');

describe('a profile file', () => {
  test('says what was put into it', () => {
    const file = parseProfileFile(text);
    if (file === null || file === 'version') throw new Error('not read');
    expect(parseProfileContent(file.profile)).toEqual(content);
  });

  test('may say whom to turn to, or say nothing of it', () => {
    const contact = '运维值班 0519-00000001';
    expect(parseProfileContent({ ...content, contact })).toEqual({ ...content, contact });
    expect(parseProfileContent({ ...content, contact: '' })).toBeNull();
    expect(parseProfileContent({ ...content, contact: '电'.repeat(101) })).toBeNull();
  });

  test.each([
    ['nothing', '', null],
    ['no JSON', 'connection profile', null],
    ['cut off', text.slice(0, -20), null],
    ['another kind of file', JSON.stringify({ format: 'egov-center/sealed-key', version: 1 }), null],
    ['more than it may hold', JSON.stringify({ ...JSON.parse(text), note: 'x' }), null],
    ['of a later program', JSON.stringify({ ...JSON.parse(text), version: 2 }), 'version'],
  ])('%s is told apart', (_name, given, answer) => expect(parseProfileFile(given)).toBe(answer));

  test.each([
    ['an unknown field', { ...content, proxy: 'http://evil.example' }, null],
    ['no pin', { ...content, server: { ...content.server, pins: [] } }, null],
    ['a pin that is none', { ...content, server: { ...content.server, pins: ['AAAA'] } }, null],
    ['no authority', { ...content, server: { ...content.server, ca: 'trust me' } }, null],
    [
      'a VPN with the server by name',
      {
        ...content,
        server: { ...content.server, host: 'center.gov.example' },
        vpn: { interfaces: ['tun*'], sources: ['10.88.0.0/24'] },
      },
      null,
    ],
    ['a key that leads out of its folder', { ...content, key: '../main' }, null],
    ['a version that is none', { ...content, minimumClientVersion: 'newest' }, null],
    ['content of a later program', { ...content, version: 2 }, 'version'],
  ])('content with %s is not taken', (_name, given, answer) =>
    expect(parseProfileContent(JSON.parse(JSON.stringify(given)))).toBe(answer),
  );

  test('what is signed does not depend on how the file is written', () => {
    const shuffled = Object.fromEntries(Object.entries(content).toReversed());
    expect(signedText(JSON.parse(JSON.stringify(shuffled)))).toBe(
      signedText(JSON.parse(JSON.stringify(content))),
    );
  });
});

describe('versions', () => {
  test.each([
    ['0.1.0', '0.1.0', true],
    ['0.1.0', '0.1.1', false],
    ['0.2.0', '0.1.9', true],
    ['1.0.0', '0.9.9', true],
    ['0.10.0', '0.9.0', true],
    ['0.1.0-rc.1', '0.1.0', true],
  ])('%s is at least %s: %s', (has, wanted, answer) => expect(isVersionAtLeast(has, wanted)).toBe(answer));

  test('of two versions one is at least the other', () => {
    const version = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(isVersionAtLeast(a, b) || isVersionAtLeast(b, a)).toBe(true);
        if (isVersionAtLeast(a, b) && isVersionAtLeast(b, a)) expect(a).toBe(b);
      }),
    );
  });
});
