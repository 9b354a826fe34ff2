import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDivision, divisionOf, provinceOfChar, provinceOfCode } from './divisions.ts';
import { checkIcp, icpFacts } from './icp.ts';
import { checkPoliceNumber, policeFacts } from './policeNumber.ts';
import { checkSiteCode, divisionOfSiteCode } from './siteCode.ts';
import { codes } from './testdata/codes.ts';

describe('ICP number', () => {
  it.each([
    '苏ICP备05000000号',
    '苏ICP备05000000号-1',
    '新ICP备05000000号-1',
    '京ICP备040001号',
    '浙ICP备2022028025号-3',
  ])('accepts %s', (raw) => {
    expect(checkIcp(raw, 'icp')).toEqual({ value: raw, findings: [] });
  });

  it.each([
    ['苏ICP备0500000号-1', ['icp/digit-count']],
    ['苏ICP证050000号', ['icp/licence']],
    ['京ICP10036469号', ['icp/bei-missing']],
    ['蘇ICP備05000000号', ['icp/traditional']],
    ['遂ICP备05000000号', ['icp/province-word']],
    ['ICP备05000000号', ['icp/province-word']],
    ['苏ICP备05000000号-0', ['icp/site-suffix']],
    ['苏ICP备05000000号-1A', ['icp/app-suffix']],
    ['苏ICP备05000000号-', ['icp/site-suffix']],
    ['05000000', ['icp/format']],
    ['', ['icp/format']],
    ['遂ICP0500000号-x', ['icp/bei-missing', 'icp/province-word', 'icp/digit-count', 'icp/site-suffix']],
  ])('refuses %s with %j', (raw, expected) => {
    const checked = checkIcp(raw, 'icp');
    expect(checked.value).toBeNull();
    expect(codes(checked)).toEqual(expected);
  });

  it('offers the number that is probably meant', () => {
    expect(checkIcp('京ICP10036469号', 'icp').findings[0]?.text.zh).toContain('京ICP备10036469号');
    expect(checkIcp('蘇ICP備05000000号', 'icp').findings[0]?.text.en).toContain('苏ICP备05000000号');
  });

  it.each([
    ['苏ＩＣＰ备０５００００００号－１', '苏ICP备05000000号-1', []],
    ['苏icp备 0500 0000 号 - 1', '苏ICP备05000000号-1', []],
    ['苏ICP备05000000号—1', '苏ICP备05000000号-1', []],
    ['备案许可证号：苏ICP备05000000号-1', '苏ICP备05000000号-1', []],
    ['ICP备案号：苏ICP备05000000号', '苏ICP备05000000号', []],
    ['苏ICP备：05000000', '苏ICP备05000000号', ['icp/separator-removed', 'icp/suffix-added']],
    ['苏ICP备05000000-1', '苏ICP备05000000号-1', ['icp/suffix-added']],
    ['苏ICP备9922028025号', '苏ICP备9922028025号', ['icp/year']],
  ])('brings %s to %s', (raw, value, expected) => {
    const checked = checkIcp(raw, 'icp');
    expect(checked.value).toBe(value);
    expect(codes(checked)).toEqual(expected);
  });

  it('accepts every word of a province and warns of another province than the unit', () => {
    for (const char of '蜀川')
      expect(codes(checkIcp(`${char}ICP备05000000号`, 'icp', { division: '510900' }))).toEqual([]);
    const checked = checkIcp('京ICP备05000000号', 'icp', { division: '320400' });
    expect(codes(checked)).toEqual(['icp/province-mismatch']);
    expect(checked.value).toBe('京ICP备05000000号');
  });

  it('knows subject and site', () => {
    expect(icpFacts('苏ICP备05000000号-12')).toMatchObject({
      subject: '苏ICP备05000000号',
      site: 12,
      province: { code2: '32' },
    });
    expect(icpFacts('苏ICP备05000000号')?.site).toBeNull();
    expect(icpFacts('苏ICP备0500号')).toBeNull();
  });
});

describe('police number', () => {
  it('stores the number without a space', () => {
    for (const raw of [
      '苏公网安备 32040002000000号',
      '苏公网安备32040002000000号',
      '苏公网安备　３２０４０００２００００００　号',
    ]) {
      expect(checkPoliceNumber(raw, 'p')).toEqual({ value: '苏公网安备32040002000000号', findings: [] });
    }
  });

  it.each([
    ['苏公网安备3204000200000号', ['police/digit-count']],
    ['京公网安备110105000722', ['police/digit-count']],
    ['闽公网安备：35011949065-000014', ['police/old-form']],
    ['川公网安备32040002000000号', ['police/province-contradiction']],
    ['浙江公网安备32040002000000号', ['police/province-contradiction']],
    ['公安备案号99040002000000', ['police/province-unknown']],
    ['蘇公網安備32040002000000號', ['police/traditional']],
    ['苏ICP备05000000号', ['police/format']],
    ['苏32040002000000号', ['police/format']],
    ['', ['police/format']],
  ])('refuses %s with %j', (raw, expected) => {
    const checked = checkPoliceNumber(raw, 'p');
    expect(checked.value).toBeNull();
    expect(codes(checked)).toEqual(expected);
  });

  it.each([
    ['苏公网安备32040002000000', '苏公网安备32040002000000号', ['police/suffix-added']],
    ['32040002000000', '苏公网安备32040002000000号', ['police/word-completed']],
    ['公安机关备案号：51090302000229', '川公网安备51090302000229号', ['police/word-completed']],
    ['公网安备 51090302000229号', '川公网安备51090302000229号', ['police/word-completed']],
    ['郑公网安备41010202002000号', '豫公网安备41010202002000号', ['police/province-word']],
    ['江苏公网安备32040002000000号', '苏公网安备32040002000000号', ['police/province-word']],
    ['甘公网安备62010202000000号', '甘公网安备62010202000000号', []],
    ['陇公网安备62010202000000号', '陇公网安备62010202000000号', []],
    ['苏公网安32040002000000号', '苏公网安备32040002000000号', ['police/word-repaired']],
    ['苏公网安备：32040002000000号', '苏公网安备32040002000000号', ['police/separator-removed']],
    ['苏公网安备32049902000000号', '苏公网安备32049902000000号', ['police/division-unknown']],
    ['苏公网安备32040012345678号', '苏公网安备32040012345678号', []],
  ])('brings %s to %s', (raw, value, expected) => {
    const checked = checkPoliceNumber(raw, 'p');
    expect(checked.value).toBe(value);
    expect(codes(checked)).toEqual(expected);
  });

  it('accepts a district of the same province and warns of another province', () => {
    expect(codes(checkPoliceNumber('苏公网安备32041102000483号', 'p', { division: '320400' }))).toEqual([]);
    expect(codes(checkPoliceNumber('京公网安备11010202000006号', 'p', { division: '320400' }))).toEqual([
      'police/province-mismatch',
    ]);
    expect(policeFacts('苏公网安备32041102000483号')).toMatchObject({
      division: '320411',
      province: { name: '江苏省' },
    });
  });
});

describe('site code', () => {
  it.each([
    ['3204000012', '3204000012'],
    ['bm18000002', 'bm18000002'],
    ['BM18000002', 'bm18000002'],
    ['政府网站标识码：３２０４００００１２', '3204000012'],
    ['网站标识码： 3204000012', '3204000012'],
    ['网站识别号:1401070001', '1401070001'],
  ])('reads %s as %s', (raw, value) => {
    expect(checkSiteCode(raw, 's').value).toBe(value);
  });

  it.each([
    ['320400001', ['site-code/length']],
    ['33000000069', ['site-code/length']],
    ['310000000044', ['site-code/length']],
    ['bm1800000', ['site-code/ministry-length']],
    ['32040000l2', ['site-code/illegal-character']],
    ['', ['site-code/length']],
  ])('refuses %s with %j', (raw, expected) => {
    expect(checkSiteCode(raw, 's').value).toBeNull();
    expect(codes(checkSiteCode(raw, 's'))).toEqual(expected);
  });

  it('warns of an unknown division and keeps historic and zone codes', () => {
    expect(checkSiteCode('3204990001', 's')).toMatchObject({
      value: '3204990001',
      findings: [{ severity: 'warn' }],
    });
    expect(codes(checkSiteCode('9904000001', 's'))).toEqual(['site-code/division-unknown']);
    for (const code of ['3204820001', '4412910009', '4403920006', '3200000001'])
      expect(codes(checkSiteCode(code, 's'))).toEqual([]);
    expect(divisionOfSiteCode('3204000012')).toBe('320400');
    expect(divisionOfSiteCode('bm18000002')).toBeNull();
  });
});

describe('division codes', () => {
  it('knows current, historic and unknown ones', () => {
    expect(divisionOf('320405')).toEqual({ code: '320405', name: '戚墅堰区', historic: true });
    expect(checkDivision('654025', 'd')).toEqual({ value: '654025', findings: [] });
    expect(codes(checkDivision('654099', 'd'))).toEqual(['division/unknown']);
    expect(codes(checkDivision('32040', 'd'))).toEqual(['division/format']);
    expect(provinceOfCode('654000')?.name).toBe('新疆维吾尔自治区');
    expect(provinceOfChar('黔')).toBe(provinceOfChar('贵'));
  });
});

describe('laws of printed numbers', () => {
  const digits = fc.array(fc.nat(9), { minLength: 8, maxLength: 8 }).map((list) => list.join(''));
  const space = fc.constantFrom('', ' ', '\u00a0', '\u3000', '\u200b');
  const wide = (text: string) =>
    text.replace(/[!-~]/g, (ch) => String.fromCodePoint((ch.codePointAt(0) ?? 0) + 0xfee0));

  it('width and spacing never change an ICP number', () => {
    fc.assert(
      fc.property(digits, space, space, fc.boolean(), (serial, a, b, full) => {
        const plain = `苏ICP备${serial}号-1`;
        const printed = `${a}苏ICP${b}备${a}${serial}${b}号-1${a}`;
        expect(checkIcp(full ? wide(printed) : printed, 'icp')).toEqual({ value: plain, findings: [] });
      }),
    );
  });

  it('no text throws, and a value is null exactly when something refuses', () => {
    const noise = fc.string({
      unit: fc.constantFrom(...'苏川遂ICP备号公网安证案:： -－19３bm/.'),
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.oneof(noise, fc.string({ unit: 'binary' })), (raw) => {
        for (const check of [checkIcp, checkPoliceNumber, checkSiteCode]) {
          const { value, findings } = check(raw, 'p');
          expect(value === null).toBe(findings.some((f) => f.severity === 'refuse'));
          expect(value === null ? null : check(value, 'p').value).toBe(value);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
