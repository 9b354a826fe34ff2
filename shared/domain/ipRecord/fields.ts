import * as z from 'zod';
import type { Checked } from '../../rules/finding.ts';
import { mapChecked } from '../../validate/checked.ts';
import { checkText } from '../../validate/cleanText.ts';
import { checkPhone } from '../../validate/contact.ts';
import { checkIp } from '../../validate/ipAddress.ts';
import { checkPersonName } from '../../validate/personName.ts';
import { checkPorts } from '../../validate/ports.ts';
import { field } from '../fields.ts';
import { accessModes, allocationModes, ipPurposes, ipTerms, netKinds } from './terms.ts';

const plain =
  (max: number, multiline = false) =>
  (raw: string, place: string) =>
    checkText(raw, place, { max, multiline });

/** Canonical text of an address or block; where it may be used is asked of the whole record. */
function checkIpForm(raw: string, place: string): Checked<string> {
  return mapChecked(checkIp(raw, place), (block) => block.text);
}

function checkInternal(raw: string, place: string): Checked<string> {
  return mapChecked(checkIp(raw, place, { net: 'internal' }), (block) => block.text);
}

function checkPortList(raw: string, place: string): Checked<string> {
  return mapChecked(checkPorts(raw, place), (ports) => ports.join('、'));
}

const addressPart = {
  address: field.code({
    zh: 'IP地址/地址段',
    en: 'Address or block',
    group: 'address',
    required: true,
    max: 100,
    check: checkIpForm,
    headings: ['IP地址/地址段', 'IP地址', '地址段', 'IP', 'ip_address'],
  }),
  netKind: field.enum(netKinds, {
    zh: '网络类别',
    en: 'Network',
    group: 'address',
    required: true,
    headings: ['网络类别', '网络'],
  }),
  mappedInternal: field.code({
    zh: '内网映射',
    en: 'Internal address',
    group: 'address',
    max: 100,
    check: checkInternal,
    headings: ['内网映射', '内网映射地址', '内网地址'],
  }),
  allocationMode: field.enum(allocationModes, {
    zh: '分配方式',
    en: 'Allocation',
    group: 'address',
    required: true,
    headings: ['分配方式'],
  }),
  sourceOrg: field.text({
    zh: '地址来源',
    en: 'Allocated by',
    group: 'address',
    check: plain(100),
    headings: ['地址来源', '地址来源机构'],
  }),
  sharedHost: field.boolean({
    zh: '共用主机',
    en: 'Shared host',
    group: 'address',
    hint: { zh: '与其他记录的地址重叠时填写', en: 'Set where the address overlaps another record' },
  }),
};

const usePart = {
  purpose: field.enum(ipPurposes, {
    zh: '用途',
    en: 'Purpose',
    group: 'use',
    required: true,
    headings: ['用途'],
  }),
  ports: field.code({
    zh: '开放端口',
    en: 'Open ports',
    group: 'use',
    check: checkPortList,
    headings: ['开放端口', '端口'],
  }),
  unit: field.ref('unit', {
    zh: '责任单位',
    en: 'Unit answering for it',
    group: 'use',
    required: true,
    headings: ['单位名称', '使用单位'],
  }),
  hostName: field.text({ zh: '单位名称(原台账)', en: 'Unit as in the old ledger', group: 'use', max: 200 }),
  units: field.refs('unit', { zh: '使用单位', en: 'Units that use it', group: 'use' }),
  sites: field.refs('site', { zh: '关联网站', en: 'Sites', group: 'use' }),
  domains: field.refs('domainRecord', { zh: '关联域名', en: 'Domains', group: 'use' }),
};

const accessPart = {
  accessProvider: field.text({
    zh: '接入商',
    en: 'Access provider',
    group: 'access',
    required: true,
    check: plain(100),
    headings: ['接入商', '接入服务商', '接入服务提供者'],
    hint: { zh: '与ICP备案中的名称一致', en: 'As named in the ICP filing' },
  }),
  accessMode: field.enum(accessModes, {
    zh: '接入方式',
    en: 'Access',
    group: 'access',
    required: true,
    headings: ['接入方式'],
  }),
  hostingPlace: field.text({
    zh: '放置地',
    en: 'Place',
    group: 'access',
    required: true,
    check: plain(200),
    headings: ['放置地', '服务器放置地'],
  }),
  hostingCountry: field.code({
    zh: '放置国家(地区)代码',
    en: 'Country (ISO 3166)',
    group: 'access',
    required: true,
    max: 2,
  }),
  providerForeign: field.boolean({ zh: '境外服务商', en: 'Foreign provider', group: 'access' }),
  effectiveDate: field.day({ zh: '启用日期', en: 'In use from', group: 'access', headings: ['启用日期'] }),
  endDate: field.day({ zh: '停用日期', en: 'In use until', group: 'access', headings: ['停用日期'] }),
  term: field.enum(ipTerms, { zh: '使用期限', en: 'Term', group: 'access', headings: ['使用期限'] }),
};

const reportPart = {
  reportNo: field.code({
    zh: '报备编号',
    en: 'Report number',
    group: 'report',
    max: 60,
    headings: ['报备编号'],
  }),
  reportedOn: field.day({ zh: '报备日期', en: 'Reported on', group: 'report', headings: ['报备日期'] }),
  reportTo: field.text({ zh: '报备对象', en: 'Reported to', group: 'report', check: plain(100) }),
  icpUpdated: field.boolean({
    zh: 'ICP接入信息已更新',
    en: 'ICP access data updated',
    group: 'report',
  }),
  icpUpdatedOn: field.day({ zh: 'ICP接入信息更新日期', en: 'ICP data updated on', group: 'report' }),
  previousAddress: field.code({
    zh: '变更前地址',
    en: 'Address before',
    group: 'report',
    max: 100,
    check: checkIpForm,
    headings: ['变更前地址', '原地址'],
  }),
};

const papersPart = {
  contact: field.text({
    zh: '联系人',
    en: 'Contact',
    group: 'papers',
    max: 50,
    check: checkPersonName,
    headings: ['联系人'],
  }),
  phone: field.code({
    zh: '联系电话',
    en: 'Phone',
    group: 'papers',
    max: 40,
    check: (raw, place) => checkPhone(raw, place),
    headings: ['联系电话'],
  }),
  form: field.files({ zh: 'IP地址登记表', en: 'Form', group: 'papers' }),
  remarks: field.longText({
    zh: '备注',
    en: 'Remarks',
    group: 'papers',
    check: plain(2000, true),
    headings: ['备注'],
  }),
};

/** Fields of an address record (IP地址备案, domain.md 2.6). */
export const ipFields = z.strictObject({
  ...addressPart,
  ...usePart,
  ...accessPart,
  ...reportPart,
  ...papersPart,
});
export type IpFields = z.output<typeof ipFields>;
