/** Characters (code points) that the passphrase of a vault needs at least; policy of this program. */
const PASSPHRASE_MINIMUM = 12;

/** Bits of guessing work at which a passphrase counts as fair or strong, with scrypt before every guess. */
const FAIR_BITS = 50;
const STRONG_BITS = 70;

/** What a person would have to guess from. */
const alphabets: readonly (readonly [RegExp, number])[] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[ -/:-@[-`{-~]/, 33],
  // Common Chinese characters (通用规范汉字表, level 1).
  [/[^ -~]/, 3500],
];

export type PassphraseStrength = 'short' | 'weak' | 'fair' | 'strong';

/**
 * Rough strength of a passphrase. An upper bound: characters that only repeat or continue the one before
 * (`aaaa`, `1234`) count for nothing, words of a dictionary are not known.
 */
export function passphraseStrength(passphrase: string): PassphraseStrength {
  const characters = [...passphrase.normalize('NFC')];
  if (characters.length < PASSPHRASE_MINIMUM) return 'short';
  const codes = characters.map((each) => each.codePointAt(0) ?? 0);
  const telling = codes.filter((code, at) => Math.abs(code - (codes[at - 1] ?? -2)) > 1);
  const size = alphabets.reduce((sum, [known, more]) => (known.test(passphrase) ? sum + more : sum), 0);
  const bits = telling.length * Math.log2(Math.max(2, size));
  if (bits < FAIR_BITS) return 'weak';
  return bits < STRONG_BITS ? 'fair' : 'strong';
}
