import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig, trustSettings } from './config.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'center-config-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function trustOf(content: object) {
  writeFileSync(join(dataDir, 'center.json'), JSON.stringify(content));
  return trustSettings(loadConfig({ dataDir }, {}));
}

describe('whom the center believes', () => {
  test('by default its own CA, its own certificate and TLS 1.3', () => {
    expect(trustOf({})).toEqual({
      pkiDir: join(dataDir, 'pki'),
      minVersion: 'TLSv1.3',
      builtIn: true,
      server: undefined,
      foreign: undefined,
    });
  });

  test('files are named relative to the data directory, or absolute', () => {
    const clientTrust = { anchorsFile: 'anchors.pem', crlFiles: ['/etc/ca.crl'], account: 'subject-cn' };
    const files = { tlsCertFile: 's.crt', tlsKeyFile: 's.key', tlsCaFile: '/etc/root.pem' };
    expect(trustOf({ clientTrust, ...files, minTlsVersion: '1.2' })).toEqual({
      pkiDir: join(dataDir, 'pki'),
      minVersion: 'TLSv1.2',
      builtIn: true,
      server: {
        certFile: join(dataDir, 's.crt'),
        keyFile: join(dataDir, 's.key'),
        caFile: '/etc/root.pem',
      },
      foreign: {
        anchorsFile: join(dataDir, 'anchors.pem'),
        crlFiles: ['/etc/ca.crl'],
        crlUrls: [],
        account: 'subject-cn',
      },
    });
  });

  test.each<[string, object, RegExp]>([
    [
      'anchors without any list',
      { clientTrust: { anchorsFile: 'a.pem' } },
      /clientTrust\.crlFiles: .*revocation list/,
    ],
    [
      'a list from elsewhere than http',
      { clientTrust: { anchorsFile: 'a.pem', crlUrls: ['ldap://x/y'] } },
      /crlUrls\.0/,
    ],
    [
      'an unknown field',
      { clientTrust: { anchorsFile: 'a.pem', crlFiles: ['x'], account: 'dn' } },
      /clientTrust\.account/,
    ],
    [
      'a certificate without its key and its CA',
      { tlsCertFile: 's.crt' },
      /tlsKeyFile: .*belong together.*tlsCaFile: .*belong together/,
    ],
    ['an old version of TLS', { minTlsVersion: '1.1' }, /minTlsVersion/],
    ['a limit that is none', { limits: { maxFailures: 1_000 } }, /limits\.maxFailures/],
  ])('%s is refused by name', (_name, content, said) => {
    expect(() => trustOf(content)).toThrow(
      expect.objectContaining({
        code: 'config/invalid',
        text: expect.objectContaining({ en: expect.stringMatching(said) }),
      }),
    );
  });
});
