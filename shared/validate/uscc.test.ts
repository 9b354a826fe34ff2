import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOrgCode, orgCheckChar } from './orgCode.ts';
import { codes } from './testdata/codes.ts';
import { checkUscc, orgCodeOf, usccCheckChar } from './uscc.ts';

const samples = [
  '11320400990000113M',
  '11320400990002063K',
  '123204009900021434',
  '11320402990002223P',
  '113204049900023038',
  '11320411990002493B',
  '11320412990002573D',
  '11320413990002653F',
  '11320481990002733J',
  '116540009900028139',
  '11654002990002901L',
  '116540259900030316',
  '91320411990003111T',
];

describe('unified social credit code', () => {
  it.each([...samples, '91350100M000100Y43', '123204009900003910'])('accepts %s', (code) => {
    expect(checkUscc(code, 'uscc')).toEqual({ value: code, findings: [] });
  });

  it.each([
    ['13120400990002063K', ['uscc/check-digit']],
    ['I1320400990002063K', ['uscc/illegal-character']],
    ['113204009900020696', ['uscc/org-check-digit']],
    ['1132040099000206K', ['uscc/length']],
    ['', ['uscc/length']],
    ['O132040099000206', ['uscc/illegal-character', 'uscc/length']],
  ])('refuses %s with %j', (raw, expected) => {
    const checked = checkUscc(raw, 'uscc');
    expect(checked.value).toBeNull();
    expect(codes(checked)).toEqual(expected);
  });

  it('says what is wrong and what to do', () => {
    expect(checkUscc('I1320400990002063K', 'uscc').findings[0]?.text.zh).toContain('第 1 位 I');
    expect(checkUscc('113204009900020696', 'uscc').findings[0]?.text.zh).toContain('应为 3');
  });

  it('reads small letters, full-width characters and spaces', () => {
    expect(checkUscc(' 1132 0400 9900 0011 3m ', 'uscc').value).toBe('11320400990000113M');
    expect(checkUscc('１１３２０４００９９００００１１３Ｍ', 'uscc').value).toBe('11320400990000113M');
  });

  it('holds the organisation code', () => {
    expect(orgCodeOf('11320400990000113M')).toBe('990000113');
    expect(checkOrgCode(orgCodeOf('91350100M000100Y43'), 'o').value).toBe('M000100Y4');
  });

  it('warns, never refuses, when division or kind of body differ', () => {
    const checked = checkUscc('11320400990000113M', 'uscc', { division: '320402', classes: ['12'] });
    expect(checked.value).toBe('11320400990000113M');
    expect(codes(checked)).toEqual(['uscc/division', 'uscc/body-class']);
    expect(codes(checkUscc('11320400990000113M', 'uscc', { division: '320400', classes: ['11'] }))).toEqual(
      [],
    );
  });
});

describe('organisation code', () => {
  it.each(['990000113', '014119467'])('accepts %s', (code) => {
    expect(checkOrgCode(code, 'o')).toEqual({ value: code, findings: [] });
  });

  it('takes the printed form with a hyphen', () => {
    expect(checkOrgCode('01411946-7', 'o').value).toBe('014119467');
  });

  it('refuses a wrong check character, length and characters', () => {
    expect(codes(checkOrgCode('990000114', 'o'))).toEqual(['org-code/check-digit']);
    expect(codes(checkOrgCode('9900_0', 'o'))).toEqual(['org-code/illegal-character', 'org-code/length']);
  });
});

describe('laws', () => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const char = fc.constantFrom(...alphabet);
  const orgBody = fc.string({ unit: char, minLength: 8, maxLength: 8 });
  const valid = fc
    .tuple(fc.string({ unit: char, minLength: 8, maxLength: 8 }), orgBody)
    .map(([head, body]) => {
      const first17 = head + body + orgCheckChar(body);
      return first17 + usccCheckChar(first17);
    });

  it('a computed code is valid, whatever its sum', () => {
    fc.assert(
      fc.property(valid, (code) => checkUscc(code, 'u').value === code),
      { numRuns: 500 },
    );
  });

  it('any one wrong character is found', () => {
    fc.assert(
      fc.property(valid, fc.nat(17), char, (code, at, other) => {
        fc.pre(code[at] !== other);
        expect(checkUscc(code.slice(0, at) + other + code.slice(at + 1), 'u').value).toBeNull();
      }),
    );
  });

  it('no text throws, and a value is null exactly when something refuses', () => {
    fc.assert(
      fc.property(fc.string(), (raw) => {
        const { value, findings } = checkUscc(raw, 'u');
        expect(value === null).toBe(findings.some((f) => f.severity === 'refuse'));
      }),
    );
  });
});
