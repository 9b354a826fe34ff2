import * as z from 'zod';
import type { Checked } from '../../rules/finding.ts';
import { mapChecked } from '../../validate/checked.ts';
import { checkText } from '../../validate/cleanText.ts';
import { checkLandline } from '../../validate/contact.ts';
import { checkDomain } from '../../validate/domainName.ts';
import { checkIcp } from '../../validate/icp.ts';
import { checkPersonName } from '../../validate/personName.ts';
import { checkPoliceNumber } from '../../validate/policeNumber.ts';
import { checkSiteCode } from '../../validate/siteCode.ts';
import { checkUscc } from '../../validate/uscc.ts';
import { field } from '../fields.ts';
import { domainKinds, domainPurposes, oldDomainPlans, recordTypes, registrationStates } from './terms.ts';

const plain =
  (max: number, multiline = false) =>
  (raw: string, place: string) =>
    checkText(raw, place, { max, multiline });

/**
 * The form of a domain name alone, in the spelling DNS uses: which names a holder may use is asked of the whole record,
 * since the suffix depends on the unit (X02) and an original domain may break today's rules.
 */
export function checkDomainForm(raw: string, place: string): Checked<string> {
  const checked = checkDomain(raw, place, { transition: true });
  const findings = checked.findings.filter(({ rule, severity }) => rule === null || severity === 'refuse');
  return mapChecked({ value: checked.value, findings }, (domain) => domain.ascii);
}

const resolutionRow = z.strictObject({
  type: field.enum(recordTypes, { zh: '类型', en: 'Type', group: 'dns', required: true }),
  value: field.code({ zh: '记录值', en: 'Value', group: 'dns', required: true }),
  address: field.ref('ipRecord', { zh: 'IP地址备案', en: 'Address record', group: 'dns' }),
});

const domainPart = {
  domain: field.code({
    zh: '域名',
    en: 'Domain',
    group: 'domain',
    required: true,
    check: checkDomainForm,
    headings: ['域名', '网站域名', '主域名', 'domain'],
  }),
  kind: field.enum(domainKinds, {
    zh: '域名类别',
    en: 'Kind',
    group: 'domain',
    required: true,
    headings: ['域名类别', '域名类型'],
  }),
  purpose: field.enum(domainPurposes, { zh: '用于', en: 'Used for', group: 'domain' }),
  isPrimary: field.boolean({
    zh: '是否主域名',
    en: 'Primary domain',
    group: 'domain',
    required: true,
    headings: ['是否主域名'],
  }),
  parentDomain: field.code({
    zh: '上级域名',
    en: 'Domain above',
    group: 'domain',
    check: checkDomainForm,
    headings: ['上级域名'],
    hint: { zh: '部门下级域名由市电子政务中心分配', en: 'A department sub-domain is issued by the center' },
  }),
};

const holderPart = {
  unit: field.ref('unit', {
    zh: '单位',
    en: 'Unit',
    group: 'holder',
    required: true,
    headings: ['单位名称', '主办单位', 'host_unit'],
  }),
  site: field.ref('site', { zh: '网站', en: 'Site', group: 'holder', required: true }),
  hostName: field.text({
    zh: '单位名称(原台账)',
    en: 'Unit as in the old ledger',
    group: 'holder',
    max: 200,
  }),
  siteName: field.text({
    zh: '网站名称',
    en: 'Site name',
    group: 'holder',
    check: plain(200),
    headings: ['网站名称', 'site_name'],
  }),
  siteCode: field.code({
    zh: '网站标识码',
    en: 'Site code',
    group: 'holder',
    max: 60,
    check: checkSiteCode,
    headings: ['网站标识码', '政府网站标识码', '标识码', 'site_code_raw'],
  }),
  contactName: field.text({
    zh: '域名联系人',
    en: 'Domain contact',
    group: 'holder',
    required: true,
    max: 50,
    check: checkPersonName,
    headings: ['域名联系人', '联系人'],
  }),
  contactInService: field.boolean({
    zh: '联系人为本单位在职人员',
    en: 'The contact is in-service staff of the unit',
    group: 'holder',
  }),
  contactPhone: field.code({
    zh: '联系电话',
    en: 'Phone',
    group: 'holder',
    required: true,
    max: 40,
    check: checkLandline,
    headings: ['联系电话', '域名联系电话'],
    hint: { zh: '固定电话,注册管理机构会回拨', en: 'A landline: the registry calls back' },
  }),
};

const registrationPart = {
  registrant: field.text({
    zh: '注册者',
    en: 'Registrant',
    group: 'registration',
    required: true,
    check: plain(100),
    headings: ['注册者', '域名持有者'],
    hint: { zh: '须与公章名称一致', en: 'Equals the name on the seal' },
  }),
  uscc: field.code({
    zh: '统一社会信用代码',
    en: 'Credit code of the registrant',
    group: 'registration',
    required: true,
    max: 40,
    check: (raw, place) => checkUscc(raw, place),
    headings: ['统一社会信用代码', '信用代码'],
  }),
  registrar: field.text({
    zh: '注册机构',
    en: 'Registrar',
    group: 'registration',
    check: plain(100),
    headings: ['注册机构', '注册服务机构', '注册商'],
  }),
  registry: field.text({
    zh: '管理机构',
    en: 'Registry',
    group: 'registration',
    check: plain(100),
    headings: ['管理机构', '注册管理机构'],
  }),
  certificateNo: field.code({ zh: '域名证书编号', en: 'Certificate number', group: 'registration', max: 60 }),
  regDate: field.day({ zh: '注册日期', en: 'Registered on', group: 'registration', headings: ['注册日期'] }),
  expiryDate: field.day({
    zh: '到期日期',
    en: 'Expires on',
    group: 'registration',
    headings: ['到期日期', '域名到期日期'],
  }),
  status: field.enumSet(registrationStates, { zh: '注册状态', en: 'Registry status', group: 'registration' }),
};

const dnsPart = {
  dnsServers: field.tags({
    zh: 'DNS服务器',
    en: 'Name servers',
    group: 'dns',
    required: true,
    headings: ['DNS服务器', '解析服务器', '域名服务器'],
  }),
  dnssec: field.boolean({ zh: 'DNSSEC', en: 'DNSSEC', group: 'dns', headings: ['DNSSEC'] }),
  records: field.rows(resolutionRow, {
    zh: '解析记录',
    en: 'Resolution records',
    group: 'dns',
    headings: ['解析IP', '解析记录', '解析地址'],
  }),
  ipv6Enabled: field.boolean({
    zh: 'IPv6支持',
    en: 'IPv6',
    group: 'dns',
    headings: ['IPv6', 'IPv6支持'],
  }),
};

const filingPart = {
  icpNumber: field.code({
    zh: 'ICP备案号',
    en: 'ICP number',
    group: 'filing',
    max: 60,
    check: (raw, place) => checkIcp(raw, place),
    headings: ['ICP备案号', 'ICP备案编号', '网站备案号', 'icp_raw'],
  }),
  icpPassedOn: field.day({ zh: 'ICP备案通过日期', en: 'ICP passed on', group: 'filing' }),
  policeNumber: field.code({
    zh: '公安备案号',
    en: 'Police number',
    group: 'filing',
    max: 60,
    check: (raw, place) => checkPoliceNumber(raw, place),
    headings: ['公安备案号', '公安机关备案号', '公安联网备案号', 'police_raw'],
  }),
  policePassedOn: field.day({ zh: '公安备案通过日期', en: 'Police filing passed on', group: 'filing' }),
  markNumber: field.code({
    zh: '党政机关标识',
    en: 'Mark of party and state bodies',
    group: 'filing',
    max: 80,
    headings: ['党政机关标识', '党政机关网站标识', '网站标识'],
  }),
  reportNo: field.code({
    zh: '报备编号',
    en: 'Report number',
    group: 'filing',
    max: 60,
    headings: ['报备编号'],
  }),
  reportedOn: field.day({
    zh: '最近报备日期',
    en: 'Last reported on',
    group: 'filing',
    headings: ['最近报备日期', '报备日期'],
  }),
};

const oldPart = {
  replaces: field.ref('domainRecord', { zh: '替代的域名', en: 'Record it replaces', group: 'old' }),
  oldDomain: field.code({
    zh: '原域名',
    en: 'Original domain',
    group: 'old',
    check: checkDomainForm,
    headings: ['原域名'],
  }),
  oldDomainPlan: field.enum(oldDomainPlans, {
    zh: '原域名处置',
    en: 'Disposition of the original domain',
    group: 'old',
    headings: ['原域名处置'],
  }),
  oldDomainIcp: field.code({
    zh: '原域名ICP备案号',
    en: 'ICP number of the original domain',
    group: 'old',
    max: 60,
    check: (raw, place) => checkIcp(raw, place),
  }),
  transitionEnd: field.day({
    zh: '过渡截止日期',
    en: 'End of the transition',
    group: 'old',
    headings: ['过渡截止日期', '过渡截止'],
  }),
  deregistrationProof: field.files({ zh: '注销证明', en: 'Proof of deregistration', group: 'old' }),
};

const papersPart = {
  applicationForm: field.files({ zh: '域名业务申请表', en: 'Application form', group: 'papers' }),
  registrationProof: field.files({ zh: '注册或分配证明', en: 'Proof of registration', group: 'papers' }),
  remarks: field.longText({
    zh: '备注',
    en: 'Remarks',
    group: 'papers',
    check: plain(2000, true),
    headings: ['备注', 'notes'],
  }),
};

/** Fields of a domain record (域名备案, domain.md 2.5, 2.7, 2.8). */
export const domainFields = z.strictObject({
  ...domainPart,
  ...holderPart,
  ...registrationPart,
  ...dnsPart,
  ...filingPart,
  ...oldPart,
  ...papersPart,
});
export type DomainFields = z.output<typeof domainFields>;
