import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipRecordDef } from '../domain/ipRecord/ipRecord.ts';
import { unborn } from '../domain/object.ts';
import { filingFields } from '../domain/staffFiling/fields.ts';
import { freeIp } from '../domain/testing/addresses.ts';
import { after, contextOf, idOf, sealedSample, unitIds } from '../domain/testing/context.ts';
import { importFields, mapHeadings } from './fields.ts';
import { readRow, readRows } from './row.ts';
import { importContext as context } from './testing/context.ts';
import { changedFields, checkBrake, verdictOf } from './verdict.ts';

const told = (row: ReturnType<typeof readRow>) =>
  row.findings.map((found) => `${found.code} ${found.rule ?? '-'} ${found.place} ${found.value}`.trim());

describe('columns', () => {
  it.each(['domains', 'addresses', 'staff'] as const)('of %s have no heading in common', (kind) => {
    const owner = new Map<string, string>();
    for (const field of importFields(kind)) {
      for (const name of field.names) {
        expect(owner.get(name) ?? field.key, name).toBe(field.key);
        owner.set(name, field.key);
      }
    }
  });

  it('reads the heads of the official ledgers', () => {
    const ip =
      '序号,单位名称,IP地址/地址段,版本,网络类别,用途,内网映射,开放端口,关联网站,关联域名,接入商,接入方式,分配方式,放置地,地址来源,启用日期,停用日期,报备编号,报备日期,变更前地址,共用网站数,联系人,状态,备注';
    const unread = ip
      .split(',')
      .filter((_, index) => mapHeadings(ip.split(','), 'addresses')[index] === null);
    expect(unread).toEqual(['序号', '版本', '共用网站数']);
    const domains =
      '序号,单位名称,统一社会信用代码,网站名称,网站标识码,域名,域名类别,是否主域名,注册机构,注册日期,到期日期,剩余天数,DNS服务器,解析IP,IPv6,ICP备案号,公安备案号,党政机关标识,原域名处置,域名联系人,联系电话,最近报备日期,状态,备注';
    const left = domains
      .split(',')
      .filter((_, index) => mapHeadings(domains.split(','), 'domains')[index] === null);
    expect(left).toEqual(['序号', '剩余天数']);
    const staff =
      '序号,备案编号,单位名称,网站名称,姓名,性别,证件号码(脱敏),人员性质,职务,岗位,A/B角,职责任务,权限范围,办公电话,手机,培训情况,保密协议签订日期,备案类型,被替换人员,报送日期,生效日期,是否提前一周,审核人,备案日期,状态,备注';
    const mapped = mapHeadings(staff.split(','), 'staff');
    expect(staff.split(',').filter((_, index) => mapped[index] === null)).toEqual([
      '序号',
      '备案编号',
      '报送日期',
      '是否提前一周',
      '审核人',
      '备案日期',
      '状态',
    ]);
  });
});

describe('a full domain row', () => {
  const cells = {
    unit: '常州市示范发展局',
    uscc: '11320400990000113m',
    siteName: '示范发展局网站',
    siteCode: '3204009001',
    domain: 'Demo.changzhou.gov.cn.',
    kind: '部门下级域名',
    isPrimary: '是',
    regDate: '2024/5/1',
    expiryDate: '2027-05-01 00:00:00',
    dnsServers: 'ns1.changzhou.gov.cn、ns2.changzhou.gov.cn',
    records: '203.0.113.10, cdn.example.com. 2001:db8::1',
    ipv6Enabled: '支持',
    state: '启用',
  };

  it('becomes canonical and finds unit, site and address record', () => {
    const row = readRow('domains', cells, context);
    expect(row.key).toBe('demo.changzhou.gov.cn');
    expect(told(row)).toEqual([]);
    expect(row.record).toMatchObject({
      unit: unitIds.bureau,
      site: idOf('b', 1),
      uscc: '11320400990000113M',
      kind: 'department',
      isPrimary: true,
      regDate: '2024-05-01',
      expiryDate: '2027-05-01',
      dnsServers: ['ns1.changzhou.gov.cn', 'ns2.changzhou.gov.cn'],
      records: [
        { type: 'A', value: '203.0.113.10', address: idOf('e', 1) },
        { type: 'CNAME', value: 'cdn.example.com' },
        { type: 'AAAA', value: '2001:db8::1' },
      ],
      ipv6Enabled: true,
      state: 'inUse',
    });
  });

  it('tells every mistake with field, rule and value', () => {
    const bad = {
      ...cells,
      unit: '常州市示范教育局',
      kind: '其他类',
      isPrimary: '也许',
      regDate: '2024-02-30',
      records: '203.0.113.010',
      state: '变更中',
      division: '110000',
      icpNumber: '苏ICP备05000000号',
    };
    expect(told(readRow('domains', bad, context))).toEqual([
      'import/option - kind 其他类',
      'import/boolean - isPrimary 也许',
      'day/not-a-date - regDate 2024-02-30',
      'icp/province-mismatch R082 icpNumber 苏ICP备05000000号',
      'import/unit-ambiguous R019 unit 常州市示范教育局',
      'ip/leading-zero - records 203.0.113.010',
      'import/state-unknown - state 变更中',
    ]);
  });

  it('takes an expired one over as expired and a Chinese one as Chinese', () => {
    expect(
      readRow('domains', { domain: 'a.gov.cn', expiryDate: '2026-03-01' }, context).record,
    ).toMatchObject({
      state: 'expired',
    });
    const chinese = readRow('domains', { domain: '常州市示范发展局。政务' }, context);
    expect(chinese.record).toMatchObject({ kind: 'chinese' });
    expect(chinese.key).toMatch(/^xn--.+\.xn--zfr164b$/);
  });
});

describe('an address row', () => {
  const cells = {
    address: '203.0.113.0/28',
    unit: '常州市示范发展局',
    netKind: '互联网',
    purpose: '网站前台',
    ports: '443，80',
    sites: '示范发展局网站',
    domains: 'DEMO.changzhou.gov.cn、other.gov.cn',
    accessMode: '云',
    endDate: '2026-02-01',
  };

  it('becomes a record that the register takes over', () => {
    const row = readRow('addresses', cells, context);
    expect(row.key).toBe('203.0.113.0/28');
    expect(told(row)).toEqual(['import/unknown-name - domains other.gov.cn']);
    expect(row.record).toMatchObject({ ports: '80、443', domains: [idOf('d', 1)], state: 'stopped' });
    const state = after(ipRecordDef, unborn(idOf('e', 1)), 'takeOver', row.record, contextOf(freeIp));
    expect(state).toMatchObject({ state: 'stopped', version: 4, sites: [idOf('b', 1)] });
  });

  it('shows where the address may not be used, and refuses one that is none', () => {
    const inside = readRow('addresses', { ...cells, address: '10.0.0.1', domains: '' }, context);
    expect(inside.findings.map((found) => [found.code, found.severity])).toEqual([['ip/in-private', 'warn']]);
    expect(told(readRow('addresses', { unit: '某局' }, context))).toEqual([
      'import/address-missing R019 address',
      'import/unit-unknown R019 unit 某局',
    ]);
  });
});

describe('a staff row', () => {
  const cells = {
    unit: '常州市示范发展局',
    siteScope: '示范发展局网站',
    name: '陈样一',
    idNumber: '320400198503120008',
    employmentType: '事业编制',
    posts: '信息审核、信息签发',
    abRole: 'A角',
    duties: '审核本单位信息',
    mobile: '13900000001',
    training: '2026-01-15 安全培训 4h 92；2026-02-01 保密教育 2学时',
    ndaDate: '2026-01-10',
    filingType: '新增',
    rights: '要闻栏目审核',
  };

  it('becomes the fields of a filing, gender and birth out of the number', () => {
    const row = readRow('staff', cells, context);
    expect(row.key).toBe(context.personDigest('320400198503120008'));
    expect(row.record).toMatchObject({
      unit: unitIds.bureau,
      siteScope: [idOf('b', 1)],
      birthDate: '1985-03-12',
      gender: 'female',
      employmentType: 'institution-staff',
      posts: ['reviewer', 'signer'],
      abRole: 'A',
      tasks: '审核本单位信息',
      training: [
        { date: '2026-01-15', topic: '安全培训', hours: 4, score: 92 },
        { date: '2026-02-01', topic: '保密教育', hours: 2 },
      ],
    });
    expect(filingFields.safeParse(row.record).success).toBe(true);
    expect(told(row)).toEqual(['import/rights-by-hand R022 requestedPermissions 要闻栏目审核']);
  });

  it('never repeats an identity or mobile number in what it says', () => {
    const wrong = { ...cells, idNumber: '320400198503120009', mobile: '1390000', gender: '男', unit: '' };
    const row = readRow('staff', wrong, context);
    expect(row.findings.map((found) => found.code)).toEqual(
      expect.arrayContaining(['phone/mobile', 'import/unit-missing']),
    );
    expect(row.findings.some((found) => found.place === 'idNumber' && found.severity === 'refuse')).toBe(
      true,
    );
    expect(JSON.stringify(row)).not.toContain('320400198503120009');
    expect(JSON.stringify(row)).not.toContain('1390000');
    expect(row.key).toBe('陈样一/');
  });
});

describe('verdicts', () => {
  const record = {
    domain: 'a.gov.cn',
    isPrimary: true,
    raw: { domain: 'A' },
    openPoints: [],
    state: 'inUse',
  };

  it('are new, the same or a change, whatever an empty cell leaves out', () => {
    const digest = (raw: string) => sealedSample(raw, '').digest;
    expect(verdictOf(null, record, digest)).toBe('new');
    expect(verdictOf({ ...record, registrar: 'CNNIC', state: 'changing' }, record, digest)).toBe('same');
    expect(verdictOf({ domain: 'a.gov.cn', isPrimary: false }, record, digest)).toBe('change');
    expect(changedFields({ domain: 'a.gov.cn', isPrimary: false }, record, digest)).toEqual({
      isPrimary: true,
    });
    const sealed = { idNumber: sealedSample('320400198503120008', '320400********0008') };
    expect(verdictOf(sealed, { idNumber: '320400198503120008' }, digest)).toBe('same');
    expect(verdictOf(sealed, { idNumber: '11010519491231002X' }, digest)).toBe('change');
    const ofField = (raw: string, field: string) => digest(`${field} ${raw}`);
    const mobile = { mobile: sealedSample('mobile 13900000001', '139****0001') };
    expect(verdictOf(mobile, { mobile: '13900000001' }, ofField)).toBe('same');
  });

  it.each([
    [0, 0, false],
    [3, 10, false],
    [31, 100, true],
    [5, 0, false],
  ])('the brake over %i changes of %i records holds: %s', (change, existing, brake) => {
    expect(checkBrake({ change, existing }).brake).toBe(brake);
  });
});

it('reads whatever stands in the cells without failing, and a matter twice only once', () => {
  const any = fc.dictionary(
    fc.constantFrom(
      'domain',
      'unit',
      'icpNumber',
      'records',
      'address',
      'training',
      'idNumber',
      'state',
      'division',
    ),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.constantFrom('domains', 'addresses', 'staff'), any, (kind, cells) => {
      const [first, second] = readRows(kind, [cells, cells], context);
      expect(second?.key).toBe(first?.key);
      expect(second?.findings.at(-1)?.code).toBe('import/repeated');
    }),
  );
});
