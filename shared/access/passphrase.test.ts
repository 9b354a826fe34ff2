import { expect, test } from 'vitest';
import { passphraseStrength } from './passphrase.ts';

test.each([
  ['', 'short'],
  ['elevenchars', 'short'],
  ['一二三四五六七八九十一', 'short'],
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['123456789012', 'weak'],
  ['abcdefghijklmnopqrstuvwxyz', 'weak'],
  ['kzqmwxrtvbnp', 'fair'],
  ['correct horse battery staple', 'strong'],
  ['一句很长的保险库口令二零二六', 'strong'],
])('%j is %s', (passphrase, strength) => {
  expect(passphraseStrength(passphrase)).toBe(strength);
});
