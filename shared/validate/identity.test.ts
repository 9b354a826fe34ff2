import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIdentity, identityFacts, maskIdentity } from './identity.ts';
import { codes } from './testdata/codes.ts';

describe('identity number', () => {
  it.each([
    ['320400198503120008', 'female'],
    ['320400199006300010', 'male'],
    ['320400197811050019', 'male'],
    ['320400199302140007', 'female'],
    ['320400198704230019', 'male'],
    ['320400199110180004', 'female'],
    ['654000198209090010', 'male'],
    ['654000199512010006', 'female'],
    ['32040019830315000X', 'female'],
    ['11010519491231002X', 'female'],
  ])('accepts %s (%s)', (id, gender) => {
    expect(checkIdentity(id, 'id')).toEqual({ value: id, findings: [] });
    expect(identityFacts(id).gender).toBe(gender);
  });

  it.each([
    ['320400198503120000', ['identity/check-digit']],
    ['320400198702300001', ['identity/date']],
    ['320400850312000', ['identity/old-15']],
    ['3204001985031200', ['identity/length']],
    ['32040019850312O008', ['identity/illegal-character']],
    ['X20400198503120008', ['identity/illegal-character']],
    ['320400198702300002', ['identity/check-digit', 'identity/date']],
    ['', ['identity/length']],
  ])('refuses %s with %j', (raw, expected) => {
    const checked = checkIdentity(raw, 'id');
    expect(checked.value).toBeNull();
    expect(codes(checked)).toEqual(expected);
  });

  it('reads a small x, full-width digits and spaces', () => {
    expect(checkIdentity('32040019830315000x', 'id').value).toBe('32040019830315000X');
    expect(checkIdentity('３２０４００ 19830315 000Ｘ', 'id').value).toBe('32040019830315000X');
  });

  it('finds the check digit of the standard right but refuses a birth in 1880', () => {
    expect(codes(checkIdentity('440524188001010014', 'id'))).toEqual(['identity/date']);
  });

  it('never repeats the number in a text', () => {
    const texts = ['320400198503120000', '320400198702300001', '32040019850312O008'].flatMap((id) =>
      checkIdentity(id, 'id').findings.flatMap((f) => [f.text.zh, f.text.en]),
    );
    for (const text of texts) expect(text).not.toMatch(/\d{6}/);
  });

  it('must agree with the birth date and the gender entered', () => {
    const id = '320400198503120008';
    expect(codes(checkIdentity(id, 'id', { birthDate: '1985-03-12', gender: 'female' }))).toEqual([]);
    const checked = checkIdentity(id, 'id', { birthDate: '1985-03-13', gender: 'male' });
    expect(codes(checked)).toEqual(['identity/birth-date-disagrees', 'identity/gender-disagrees']);
    expect(checked.value).toBeNull();
  });

  it('wants a reason outside 18 to 65 on the given day', () => {
    const id = '320400198503120008';
    const on = (day: string) =>
      checkIdentity(id, 'id', { on: day }).findings.map((f) => [f.code, f.severity]);
    expect(on('2003-03-11')).toEqual([['identity/age', 'needs-reason']]);
    expect(on('2003-03-12')).toEqual([]);
    expect(on('2051-03-11')).toEqual([]);
    expect(on('2051-03-12')).toEqual([['identity/age', 'needs-reason']]);
    expect(on('1984-01-01')).toEqual([['identity/date', 'refuse']]);
  });

  it('takes historic areas and warns of unknown ones', () => {
    expect(
      codes(checkIdentity('320405198503120001', 'id')).filter((c) => c === 'identity/area-unknown'),
    ).toEqual([]);
    expect(codes(checkIdentity('320499198503120001', 'id'))).toContain('identity/area-unknown');
    expect(codes(checkIdentity('990000198503120001', 'id'))).toContain('identity/area-unknown');
  });

  it('is shown masked', () => {
    expect(maskIdentity('320400198503120008')).toBe('320400********0008');
    expect(maskIdentity('3204001985')).toBe('**********');
  });

  it('finds any one wrong digit', () => {
    fc.assert(
      fc.property(fc.nat(16), fc.nat(9), (at, digit) => {
        const id = '320400198503120008';
        fc.pre(id[at] !== String(digit));
        expect(codes(checkIdentity(id.slice(0, at) + digit + id.slice(at + 1), 'id'))).toContain(
          'identity/check-digit',
        );
      }),
    );
  });
});
