import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPassword } from './passwordPolicy.ts';

function codes(password: string, accountNo = 'QXGL-0001'): string[] {
  return checkPassword(password, accountNo).map((finding) => finding.code);
}

test.each(['Correct-Horse-7', '政务网站-abc-12345', 'abcdefgh1234!'])('%s is accepted', (password) => {
  expect(codes(password)).toEqual([]);
});

test.each([
  ['', ['password/too-short', 'password/too-simple']],
  ['Short-1', ['password/too-short']],
  ['alllowercaseletters', ['password/too-simple']],
  ['ONLYupperANDlower', ['password/too-simple']],
  ['my-qxgl-0001-Secret', ['password/contains-account']],
  ['qxgl-0001', ['password/too-short', 'password/contains-account']],
  [`Aa1-${'x'.repeat(200)}`, ['password/too-long']],
])('%j is refused with every fault at once', (password, expected) => {
  expect(codes(password)).toEqual(expected);
});

test('full-width typing neither hides the account number nor adds a class', () => {
  expect(codes('ｑｘｇｌ-0001-Secret')).toEqual(['password/contains-account']);
  expect(codes('ａｂｃｄｅｆｇｈｉｊｋｌ')).toEqual(['password/too-simple']);
});

test('an account number too short to tell forbids nothing', () => {
  expect(codes('Correct-Horse-7', '7')).toEqual([]);
  expect(codes('Correct-Horse-7', '')).toEqual([]);
});

test('characters are counted as people see them, not as UTF-16 units', () => {
  expect(codes('Aa1😀😀😀😀')).toContain('password/too-short');
});

test('whatever is typed, the password is never repeated in a message', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 6, maxLength: 11 }), (password) => {
      const marked = `#${password}#`;
      for (const { text } of checkPassword(marked, marked)) {
        expect(text.zh).not.toContain(marked);
        expect(text.en).not.toContain(marked);
      }
    }),
  );
});
