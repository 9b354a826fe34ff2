import { describe, expect, test } from 'vitest';
import { CodedError } from '../codedError.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { newTotpSecret, totpUri, verifyTotp } from './totp.ts';

describe('passwords', () => {
  test('the right one matches, others do not, and equal passwords have different hashes', async () => {
    const [stored, again] = await Promise.all([
      hashPassword('Correct-Horse-7'),
      hashPassword('Correct-Horse-7'),
    ]);
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(again).not.toBe(stored);
    expect(await verifyPassword(stored, 'Correct-Horse-7')).toEqual({ matches: true, outdated: false });
    expect(await verifyPassword(stored, 'correct-horse-7')).toEqual({ matches: false, outdated: false });
    expect(await verifyPassword(stored, '')).toEqual({ matches: false, outdated: false });
  });

  test('a password typed in full width or decomposed is the same password', async () => {
    const stored = await hashPassword('Passé-密码-12');
    expect(await verifyPassword(stored, 'Ｐassé-密码-12'.normalize('NFD'))).toMatchObject({ matches: true });
  });

  test('hashes of the reference implementation with other parameters match and are marked for renewal', async () => {
    // Test vector of the reference implementation (github.com/P-H-C/phc-winner-argon2, test.c, version 0x13).
    const reference =
      '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword(reference, 'password')).toEqual({ matches: true, outdated: true });
    expect(await verifyPassword(reference, 'differentpassword')).toEqual({ matches: false, outdated: false });
  });

  test.each([
    '',
    'plain',
    '$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
  ])('the stored text %j is reported, not taken for a wrong password', async (stored) => {
    const error = await verifyPassword(stored, 'x').catch((reason: unknown) => reason);
    expect(error instanceof CodedError && error.code).toBe('secret/broken');
  });

  test('hashing leaves the event loop free', async () => {
    let turns = 0;
    let hashing = true;
    const turn = () => {
      turns += 1;
      if (hashing) setImmediate(turn);
    };
    setImmediate(turn);
    await Promise.all([hashPassword('a'), hashPassword('b'), hashPassword('c')]);
    hashing = false;
    // A free loop turns many thousand times meanwhile; hashed on it, once or not at all between two hashes.
    expect(turns).toBeGreaterThan(20);
  });
});

describe('one-time passwords', () => {
  // RFC 6238 appendix B, SHA-1, seed "12345678901234567890"; six digits are the last six of the eight.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const at = (seconds: number): Date => new Date(seconds * 1000);

  test.each([
    [59, '287082', 1],
    [1111111109, '081804', 37037036],
    [1111111111, '050471', 37037037],
    [1234567890, '005924', 41152263],
    [2000000000, '279037', 66666666],
    [20000000000, '353130', 666666666],
  ])('at %d s the code of RFC 6238 is accepted with its step', (seconds, code, step) => {
    expect(verifyTotp({ secret, code, now: at(seconds), lastStep: null })).toBe(step);
  });

  test('a code is good one step early or late, no further, and never twice', () => {
    const code = '287082';
    const verify = (seconds: number, lastStep: number | null = null): number | null =>
      verifyTotp({ secret, code, now: at(seconds), lastStep });
    expect([verify(0), verify(30), verify(89)]).toEqual([1, 1, 1]);
    expect(verify(90)).toBeNull();
    expect(verify(59, 1)).toBeNull();
    expect(verify(59, 2)).toBeNull();
    expect(verify(59, 0)).toBe(1);
  });

  test('spaces as authenticators show them are ignored; anything else is wrong', () => {
    const verify = (code: string): number | null => verifyTotp({ secret, code, now: at(59), lastStep: null });
    expect(verify('287 082')).toBe(1);
    for (const code of ['', '28708', '2870821', '287083', 'abcdef', '２８７０８２'])
      expect(verify(code)).toBeNull();
  });

  test('the enrolment link carries what an authenticator needs', () => {
    const fresh = newTotpSecret();
    expect(fresh).toMatch(/^[A-Z2-7]{32}$/);
    const link = new URL(totpUri('市电子政务中心', 'QXGL-0001', fresh));
    expect(link.protocol).toBe('otpauth:');
    expect(Object.fromEntries(link.searchParams)).toMatchObject({
      issuer: '市电子政务中心',
      secret: fresh,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});
