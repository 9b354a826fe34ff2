import { createHmac, pbkdf2Sync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import * as pkijs from 'pkijs';
import { beforeAll, describe, expect, test } from 'vitest';
import { pbmac1Example } from '../../testing/pbmac1Example.ts';
import { codeOf } from '../../testing/signedIn.ts';
import { testAuthority } from '../../testing/tlsFixtures.ts';
import { writePkcs12 } from '../../testing/workstation.ts';
import { pbmac1Holds } from './pbmac1.ts';
import { parsePkcs12 } from './pkcs12.ts';

const OIDS = { sha256: '1.2.840.113549.2.9', sha384: '1.2.840.113549.2.10', sha512: '1.2.840.113549.2.11' };
type Hash = keyof typeof OIDS;

interface Seal {
  readonly prf: Hash;
  readonly mac: Hash;
  readonly rounds: number;
  readonly keyLength: number;
}

const usual: Seal = { prf: 'sha256', mac: 'sha256', rounds: 2048, keyLength: 32 };
const identifier = (id: string, parameters: Sequence | Null = new Null()) =>
  new pkijs.AlgorithmIdentifier({ algorithmId: id, algorithmParams: parameters });

function pfxOf(bytes: Uint8Array): pkijs.PFX {
  return pkijs.PFX.fromBER(new Uint8Array(bytes).buffer);
}

function contentOf(pfx: pkijs.PFX): ArrayBuffer {
  if (!(pfx.authSafe.content instanceof OctetString)) throw new Error('no content');
  return pfx.authSafe.content.getValue();
}

/** Seals the content of a file anew, by hand, as RFC 9579 section 4 says. */
function sealAnew(bytes: Uint8Array, passphrase: string, seal: Seal): Buffer {
  const pfx = pfxOf(bytes);
  const salt = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
  const { prf, mac, rounds, keyLength } = seal;
  const key = pbkdf2Sync(passphrase, salt, Math.min(rounds, 4096), keyLength, prf);
  const digest = createHmac(mac, key)
    .update(new Uint8Array(contentOf(pfx)))
    .digest();
  const derivation = new Sequence({
    value: [
      new OctetString({ valueHex: salt.buffer }),
      new Integer({ value: rounds }),
      new Integer({ value: keyLength }),
      new Sequence({ value: [new ObjectIdentifier({ value: OIDS[prf] }), new Null()] }),
    ],
  });
  const parameters = [identifier('1.2.840.113549.1.5.12', derivation), identifier(OIDS[mac])];
  pfx.macData = new pkijs.MacData({
    mac: new pkijs.DigestInfo({
      digestAlgorithm: identifier(
        '1.2.840.113549.1.5.14',
        new Sequence({ value: parameters.map((each) => each.toSchema()) }),
      ),
      digest: new OctetString({ valueHex: new Uint8Array(digest).buffer }),
    }),
    macSalt: new OctetString({ valueHex: new TextEncoder().encode('NOT USED').buffer }),
    iterations: 1,
  });
  return Buffer.from(pfx.toSchema().toBER());
}

describe('a file sealed by PBMAC1', () => {
  let file: Buffer;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'egov-pbmac1-'));
    const path = join(folder, 'a.p12');
    writePkcs12(path, await (await testAuthority()).issue({ name: '张三', use: 'client' }), '口令 1');
    file = readFileSync(path);
    rmSync(folder, { recursive: true });
  });

  test('the example of RFC 9579 holds under its passphrase and no other', async () => {
    const pfx = pfxOf(Buffer.from(pbmac1Example, 'base64'));
    const holds = (passphrase: string) =>
      pfx.macData && pbmac1Holds(pfx.macData, contentOf(pfx), new TextEncoder().encode(passphrase).buffer);
    expect(await holds('1234')).toBe(true);
    expect(await holds('1235')).toBe(false);
  });

  test.each<Partial<Seal>>([
    {},
    { prf: 'sha512' },
    { mac: 'sha512', keyLength: 64 },
    { prf: 'sha384', mac: 'sha384' },
    { keyLength: 20 },
  ])('%o opens', async (seal) => {
    const bytes = sealAnew(file, '口令 1', { ...usual, ...seal });
    expect((await parsePkcs12(bytes, '口令 1')).certificatePem).toContain('BEGIN CERTIFICATE');
    expect(await codeOf(parsePkcs12(bytes, '口令 2'))).toBe('certificate/passphrase');
  });

  test.each<Partial<Seal>>([{ keyLength: 1 }, { rounds: 2 ** 31 - 1 }])('%o is refused', async (seal) => {
    const bytes = sealAnew(file, '口令 1', { ...usual, ...seal });
    expect(await codeOf(parsePkcs12(bytes, '口令 1'))).toBe('certificate/unreadable');
  });
});
