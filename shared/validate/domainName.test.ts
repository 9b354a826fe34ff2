import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDomain } from './domainName.ts';
import { codes } from './testdata/codes.ts';

const organ = { unitType: 'organ', hasAdminFunction: true } as const;
const institution = { unitType: 'institution', hasAdminFunction: false } as const;

describe('English domains', () => {
  it.each([
    'www.changzhou.gov.cn',
    'jyj.changzhou.gov.cn',
    'www.xjyl.gov.cn',
    'sfj-demo.changzhou.gov.cn',
    'hd.gov.cn',
  ])('accepts %s', (raw) => {
    const { value, findings } = checkDomain(raw, 'domain', { holder: organ });
    expect(findings).toEqual([]);
    expect(value).toMatchObject({ ascii: raw, unicode: raw, suffix: 'gov.cn', chinese: false });
  });

  it('parts the labels from the suffix', () => {
    expect(checkDomain('jyj.changzhou.gov.cn', 'd').value?.labels).toEqual(['jyj', 'changzhou']);
  });

  it.each([
    'WWW.ChangZhou.GOV.CN',
    'www.changzhou.gov.cn.',
    'ｗｗｗ．changzhou。gov｡cn',
    ' www.changzhou.gov.cn ',
    'www.changzhou.gov.cn\u200b',
  ])('brings %s to its canonical form', (raw) => {
    expect(checkDomain(raw, 'd')).toMatchObject({ value: { ascii: 'www.changzhou.gov.cn' }, findings: [] });
  });

  it.each([
    ['www.czedu.com.cn', ['domain/suffix']],
    ['-a.changzhou.gov.cn', ['domain/label']],
    ['a_b.changzhou.gov.cn', ['domain/label']],
    ['www..gov.cn', ['domain/label']],
    ['ab--c.gov.cn', ['domain/label']],
    [`${'a'.repeat(64)}.gov.cn`, ['domain/label']],
    ['jyj.changzhou.gov.cn.evil.com', ['domain/suffix']],
    ['gov.cn', ['domain/no-name']],
    ['changzhou', ['domain/format']],
    ['http://www.changzhou.gov.cn/index.html', ['domain/url']],
    ['www.qinzhou.gov.cn:9000', ['domain/url']],
    ['www.changzh\u043eu.gov.cn', ['domain/mixed-scripts']],
    ['常州.gov.cn', ['domain/mixed-scripts']],
    ['xn--zzzzzzzz99999.gov.cn', ['domain/format']],
    [`${'a23456789.'.repeat(25)}gov.cn`, ['domain/length']],
    ['', ['domain/label']],
  ])('refuses %s with %j', (raw, expected) => {
    const checked = checkDomain(raw, 'd');
    expect(checked.value).toBeNull();
    expect(codes(checked)).toEqual(expected);
  });

  it('says when the government suffix stands in the middle only', () => {
    expect(checkDomain('jyj.changzhou.gov.cn.evil.com', 'd').findings[0]?.text.zh).toContain('仿冒');
  });
});

describe('Chinese domains', () => {
  it.each([
    ['常州市人民政府.政务', 'xn--gmqx28add4i1rz24ag4l.xn--zfr164b'],
    ['天宁区人民政府.政务', 'xn--gmq92ig4fuucwxfipmg4l.xn--zfr164b'],
    ['中央编办.政务', 'xn--fiq11i8xgb87b.xn--zfr164b'],
  ])('%s is %s, both ways', (unicode, ascii) => {
    const value = { ascii, unicode, suffix: '政务', chinese: true };
    expect(checkDomain(unicode, 'd')).toMatchObject({ value, findings: [] });
    expect(checkDomain(ascii, 'd')).toMatchObject({ value, findings: [] });
    expect(checkDomain(unicode.replace('.', '。'), 'd')).toMatchObject({ value, findings: [] });
  });

  it('knows .公益', () => {
    const checked = checkDomain('常州市示范信息中心.公益', 'd', { holder: institution });
    expect(checked).toMatchObject({ value: { suffix: '公益' }, findings: [] });
    expect(checked.value?.ascii).toMatch(/\.xn--55qw42g$/);
  });

  it.each([
    ['常州gov.政务', ['domain/mixed-scripts']],
    ['浙江政务服务政务', ['domain/format']],
    ['政务', ['domain/format']],
    ['さくら.政务', ['domain/script']],
    [`${'州'.repeat(60)}.政务`, ['domain/length']],
  ])('refuses %s with %j', (raw, expected) => {
    expect(codes(checkDomain(raw, 'd'))).toEqual(expected);
    expect(checkDomain(raw, 'd').value).toBeNull();
  });

  it('warns of a Latin part in front', () => {
    expect(checkDomain('www.常州市人民政府.政务', 'd')).toMatchObject({
      findings: [{ code: 'domain/mixed-labels', severity: 'warn' }],
    });
  });
});

describe('naming rules', () => {
  const severities = (...given: Parameters<typeof checkDomain>) =>
    checkDomain(...given).findings.map((f) => [f.rule, f.severity, f.place]);

  it('X02: the suffix follows the kind of unit', () => {
    expect(severities('www.cz-demo.gov.cn', 'd', { holder: institution })).toEqual([['X02', 'refuse', 'd']]);
    expect(severities('www.cz-demo.cn', 'd', { holder: institution })).toEqual([]);
    expect(severities('www.cz-demo.cn', 'd', { holder: organ })).toEqual([['X02', 'refuse', 'd']]);
    const exception = { unitType: 'institution', hasAdminFunction: true } as const;
    expect(severities('www.cz-demo.gov.cn', 'd', { holder: exception })).toEqual([
      ['X02', 'needs-reason', 'd'],
    ]);
  });

  it('an old domain may stay in a transition for a reason', () => {
    expect(severities('www.czedu.com.cn', 'd', { transition: true })).toEqual([['X02', 'needs-reason', 'd']]);
    expect(checkDomain('www.czedu.com.cn', 'd', { transition: true }).value?.ascii).toBe('www.czedu.com.cn');
  });

  it('R067: portals in Xinjiang are www.xj and letters', () => {
    const options = { xinjiang: true, portal: true };
    for (const good of ['www.xjyl.gov.cn', 'www.xjynsdemo.gov.cn'])
      expect(severities(good, 'd', options)).toEqual([]);
    for (const bad of [
      'www.xj-yl.gov.cn',
      'www.xj1.gov.cn',
      'www.xj.gov.cn',
      'xjyl.gov.cn',
      `www.xj${'a'.repeat(21)}.gov.cn`,
    ]) {
      expect(severities(bad, 'd', options), bad).toEqual([['R067', 'refuse', 'd']]);
    }
    expect(severities('www.xj-yl.gov.cn', 'd', { xinjiang: true })).toEqual([]);
    expect(severities('www.changzhou.gov.cn', 'd', { portal: true })).toEqual([]);
  });

  it('R066: the regional portal is reserved', () => {
    expect(severities('www.xinjiang.gov.cn', 'd', { xinjiang: true })).toEqual([['R066', 'refuse', 'd']]);
    expect(severities('www.xinjiang.gov.cn', 'd', { xinjiang: true, transition: true })).toEqual([
      ['R066', 'refuse', 'd'],
    ]);
    expect(
      severities('www.xinjiang.gov.cn', 'd', { xinjiang: true, portal: true, regionalPortal: true }),
    ).toEqual([]);
  });
});

describe('laws', () => {
  const latin = fc.stringMatching(/^[a-z]([a-z0-9]{0,20}[a-z0-9])?$/);
  const chinese = fc.stringMatching(/^[\u4e00-\u9fa5]{1,15}$/);
  const domain = fc.oneof(
    latin.map((label) => `${label}.gov.cn`),
    chinese.map((label) => `${label}.政务`),
  );

  it('A-label and U-label lead to the same domain', () => {
    fc.assert(
      fc.property(domain, (raw) => {
        const { value } = checkDomain(raw, 'd');
        expect(value).not.toBeNull();
        expect(checkDomain(value?.ascii ?? '', 'd').value).toEqual(value);
        expect(checkDomain(value?.unicode ?? '', 'd').value).toEqual(value);
      }),
    );
  });

  it('no text throws, and a value is null exactly when something refuses', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map((s) => `${s}.gov.cn`),
        ),
        (raw) => {
          const { value, findings } = checkDomain(raw, 'd');
          expect(value === null).toBe(findings.some((f) => f.severity === 'refuse'));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
