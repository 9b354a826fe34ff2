import { describe, expect, it } from 'vitest';
import { checkAccountName } from './accountName.ts';
import { checkText } from './cleanText.ts';
import { checkEmail } from './email.ts';
import { checkPersonName } from './personName.ts';
import { checkLandline, checkMobile, checkPhone, checkPostcode } from './contact.ts';
import { maskPhone } from './phone.ts';
import { checkPorts } from './ports.ts';
import { codes } from './testdata/codes.ts';

describe('telephone numbers', () => {
  it.each([
    ['0519-00000001', '0519-00000001'],
    ['(0519) 0000 0001', '0519-00000001'],
    ['051900000001', '0519-00000001'],
    ['01012345678', '010-12345678'],
    ['0999-0000001转12', '0999-0000001-12'],
    ['+86 139 0000 0001', '13900000001'],
    ['139-0000-0001', '13900000001'],
    ['０５１９－００００００１', '0519-0000001'],
  ])('%s is %s', (raw, value) => {
    expect(checkPhone(raw, 'phone')).toEqual({ value, findings: [] });
  });

  it('refuses what is none, and the wrong kind', () => {
    for (const raw of ['', '12345', '12900000001', '0519-123', '1390000000', '电话'])
      expect(codes(checkPhone(raw, 'p')), raw).toEqual(['phone/format']);
    expect(codes(checkLandline('13900000001', 'p'))).toEqual(['phone/landline']);
    expect(codes(checkMobile('0519-00000001', 'p'))).toEqual(['phone/mobile']);
  });

  it('are shown masked', () => {
    expect(maskPhone('13900000001')).toBe('139****0001');
    expect(maskPhone('0519-00000001-12')).toBe('0519-****0001-12');
    expect(maskPhone('garbage')).toBe('*******');
  });

  it('postcodes have six digits', () => {
    expect(checkPostcode('２１３０００', 'p').value).toBe('213000');
    expect(codes(checkPostcode('21300', 'p'))).toEqual(['postcode/format']);
  });
});

describe('e-mail', () => {
  it('lowers the domain and keeps the mailbox', () => {
    expect(checkEmail(' Chen.Yy@ChangZhou.GOV.cn ', 'e', { preferGovernment: true })).toEqual({
      value: 'Chen.Yy@changzhou.gov.cn',
      findings: [],
    });
  });

  it('notes an address outside .gov.cn where that is wanted', () => {
    expect(codes(checkEmail('a@example.com', 'e', { preferGovernment: true }))).toEqual([
      'email/not-government',
    ]);
    expect(codes(checkEmail('a@fakegov.cn', 'e', { preferGovernment: true }))).toEqual([
      'email/not-government',
    ]);
    expect(codes(checkEmail('a@example.com', 'e'))).toEqual([]);
  });

  it('refuses what is no address', () => {
    for (const raw of ['', 'a', 'a@', 'a@b', 'a@@b.cn', '@b.cn'])
      expect(codes(checkEmail(raw, 'e')), raw).toEqual(['email/format']);
    expect(codes(checkEmail(`${'a'.repeat(65)}@changzhou.gov.cn`, 'e'))).toEqual(['email/length']);
  });
});

describe('names of persons', () => {
  it.each([
    ['陈样一', '陈样一'],
    ['阿样·示例汗', '阿样·示例汗'],
    ['阿样•示例汗', '阿样·示例汗'],
    ['阿样・示例汗', '阿样·示例汗'],
    ['阿样.示例汗', '阿样·示例汗'],
    ['阿样 ． 示例汗', '阿样·示例汗'],
    ['王　示', '王示'],
    ['𠮷样一', '𠮷样一'],
    ['Li  Yang', 'Li Yang'],
  ])('%s is %s', (raw, value) => {
    expect(checkPersonName(raw, 'name')).toEqual({ value, findings: [] });
  });

  it('takes 50 characters, not 51', () => {
    expect(codes(checkPersonName('样'.repeat(50), 'n'))).toEqual([]);
    expect(codes(checkPersonName('样'.repeat(51), 'n'))).toEqual(['name/length']);
  });

  it.each([
    ['', ['name/required']],
    ['陈样1', ['name/illegal-character']],
    ['陈\ue000一', ['name/private-use']],
    ['陈样\u0000一', ['text/control-character']],
    ['·示例', ['name/dot']],
    ['=HYPERLINK("x")', ['name/illegal-character']],
  ])('refuses %j with %j', (raw, expected) => {
    expect(codes(checkPersonName(raw, 'n'))).toEqual(expected);
  });
});

describe('free text', () => {
  it('trims, composes and keeps the wording', () => {
    expect(checkText(' \ufeff常州市（示范）局\u200b ', 't', { max: 100 }).value).toBe('常州市（示范）局');
    expect(checkText('一\r\n二', 't', { max: 100, multiline: true }).value).toBe('一\n二');
  });

  it.each([
    ['a\u0000b', ['text/control-character']],
    ['a\nb', ['text/control-character']],
    ['a\u202eb', ['text/direction-mark']],
    ['a\ud800b', ['text/broken-character']],
    ['锟\ufffd', ['text/broken-character']],
    ['  ', ['text/required']],
    ['12345678901', ['text/length']],
  ])('refuses %j with %j', (raw, expected) => {
    expect(codes(checkText(raw, 't', { max: 10, required: true }))).toEqual(expected);
  });
});

describe('ports', () => {
  it('sorts a list and drops doubles', () => {
    expect(checkPorts('８０、443, 80；8080', 'ports').value).toEqual([80, 443, 8080]);
    expect(checkPorts('', 'ports').value).toEqual([]);
  });

  it('finds every wrong entry', () => {
    expect(codes(checkPorts('0,443,65536,8000-8010,http', 'ports'))).toEqual([
      'ports/out-of-range',
      'ports/out-of-range',
      'ports/range',
      'ports/format',
    ]);
  });
});

describe('account names', () => {
  it('takes names that belong to a person', () => {
    expect(checkAccountName(' CZS-FZJ-0008 ', 'a')).toEqual({ value: 'czs-fzj-0008', findings: [] });
    expect(checkAccountName('sec01', 'a').value).toBe('sec01');
  });

  it('R132: refuses default and anonymous names, with or without digits', () => {
    for (const name of ['admin', 'Root', 'guest', 'test01', 'admin-1', 'anonymous']) {
      expect(checkAccountName(name, 'a').findings, name).toMatchObject([
        { rule: 'R132', severity: 'refuse', place: 'a' },
      ]);
    }
  });

  it('refuses what is no account name', () => {
    for (const name of ['a', '0abc', 'a--bc', 'abc-', '张三', 'a'.repeat(33), 'a b@c']) {
      expect(codes(checkAccountName(name, 'a')), name).toContain('account-name/format');
    }
  });
});
