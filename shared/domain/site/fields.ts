import * as z from 'zod';
import { columnClasses, platforms, siteFunctions, siteTypes } from '../../rules/terms.ts';
import { checkText } from '../../validate/cleanText.ts';
import { checkIcp } from '../../validate/icp.ts';
import { checkPoliceNumber } from '../../validate/policeNumber.ts';
import { checkSiteCode } from '../../validate/siteCode.ts';
import { field } from '../fields.ts';
import { checkHomeUrl } from './homeUrl.ts';
import { editions, hostingModes, partners, purposes } from './terms.ts';

const plain =
  (max: number, multiline = false) =>
  (raw: string, place: string) =>
    checkText(raw, place, { max, multiline });

const basic = {
  name: field.text({
    zh: '网站全称',
    en: 'Full name',
    group: 'basic',
    required: true,
    max: 100,
    check: plain(100),
    hint: { zh: '应包含地区或单位名称', en: 'Contains the name of the area or body' },
    headings: ['网站名称', '网站全称'],
  }),
  siteType: field.enum(siteTypes, {
    zh: '网站类型',
    en: 'Kind of site',
    group: 'basic',
    required: true,
    headings: ['网站类型'],
  }),
  edition: field.enum(editions, { zh: '文字版本', en: 'Edition', group: 'basic', required: true }),
  purpose: field.enum(purposes, { zh: '用途', en: 'Purpose', group: 'basic', required: true }),
  platform: field.enum(platforms, {
    zh: '所在平台',
    en: 'Platform',
    group: 'basic',
    required: true,
    headings: ['所在平台'],
  }),
  functions: field.enumSet(siteFunctions, { zh: '基本功能', en: 'Basic functions', group: 'basic' }),
  primaryDomain: field.ref('domainRecord', {
    zh: '主域名',
    en: 'Primary domain',
    group: 'basic',
    headings: ['主域名', '域名'],
  }),
  homeUrl: field.code({
    zh: '首页网址',
    en: 'Home page',
    group: 'basic',
    check: checkHomeUrl,
    headings: ['首页网址', '网址'],
  }),
  slogan: field.text({ zh: '宣传语', en: 'Slogan', group: 'basic', check: plain(200) }),
  sloganReason: field.text({ zh: '宣传语理由', en: 'Reason for the slogan', group: 'basic' }),
  remarks: field.longText({ zh: '备注', en: 'Remarks', group: 'basic', headings: ['备注'] }),
};

const units = {
  supervisingUnit: field.ref('unit', {
    zh: '主管单位',
    en: 'Supervising unit',
    group: 'units',
    required: true,
    headings: ['主管单位'],
  }),
  hostUnit: field.ref('unit', {
    zh: '主办单位',
    en: 'Host unit',
    group: 'units',
    required: true,
    headings: ['主办单位', '单位名称'],
  }),
  cooperatingUnits: field.refs('unit', {
    zh: '协办单位',
    en: 'Cooperating units',
    group: 'units',
    headings: ['协办单位'],
  }),
  operatingUnit: field.ref('unit', {
    zh: '承办单位',
    en: 'Operating unit',
    group: 'units',
    required: true,
    headings: ['承办单位'],
  }),
  operatorIsEgovBody: field.boolean({
    zh: '承办单位为电子政务机构',
    en: 'The operator is an e-government body',
    group: 'units',
  }),
  designation: field.text({ zh: '指定承办文件', en: 'Designation of the operator', group: 'units' }),
  partner: field.enum(partners, { zh: '合作共办', en: 'Run together with', group: 'units' }),
};

const opening = {
  applyDate: field.day({ zh: '申请日期', en: 'Applied on', group: 'opening' }),
  applicationForm: field.files({
    zh: '申请表(分管领导签字、公章)',
    en: 'Application, signed and sealed',
    group: 'opening',
  }),
  censusCommitment: field.boolean({
    zh: '承诺达到普查标准',
    en: 'Census-standard commitment',
    group: 'opening',
  }),
  form4: field.boolean({
    zh: '单独建站申请表',
    en: 'Application for a separate site',
    group: 'opening',
  }),
  approvalNo: field.text({ zh: '批准文号', en: 'Number of the approval', group: 'opening', max: 100 }),
  exception: field.longText({ zh: '例外理由及批准', en: 'Exception and its approval', group: 'opening' }),
  headConsent: field.day({ zh: '主要负责人同意', en: 'Consent of the head', group: 'opening' }),
  application: field.day({ zh: '办公厅(室)申请', en: 'Application', group: 'opening' }),
  approval: field.day({ zh: '批准', en: 'Approval', group: 'opening' }),
  report: field.day({ zh: '报备', en: 'Report', group: 'opening' }),
};

const formalities = {
  staffingApproved: field.boolean({
    zh: '编办审核、复核通过',
    en: 'Approved by the staffing office',
    group: 'formalities',
  }),
  mark: field.code({
    zh: '党政机关网站标识',
    en: 'Unified mark',
    group: 'formalities',
    max: 60,
    headings: ['党政机关标识', '网站标识'],
  }),
  icpNumber: field.code({
    zh: 'ICP备案号',
    en: 'ICP number',
    group: 'formalities',
    max: 60,
    check: (raw, place) => checkIcp(raw, place),
    headings: ['ICP备案号', 'ICP备案'],
  }),
  policeNumber: field.code({
    zh: '公安备案号',
    en: 'Police filing number',
    group: 'formalities',
    max: 60,
    check: (raw, place) => checkPoliceNumber(raw, place),
    headings: ['公安备案号', '公安备案'],
  }),
  siteCode: field.code({
    zh: '政府网站标识码',
    en: 'Site code',
    group: 'formalities',
    max: 40,
    check: checkSiteCode,
    headings: ['网站标识码', '政府网站标识码'],
  }),
  openingNotice: field.text({
    zh: '开通公告网址',
    en: 'Opening notice',
    group: 'formalities',
    max: 500,
    check: plain(500),
  }),
};

const hosting = {
  hostingMode: field.enum(hostingModes, { zh: '接入方式', en: 'Hosting', group: 'hosting' }),
  hostingPlace: field.text({ zh: '托管地', en: 'Place', group: 'hosting', check: plain(200) }),
  hostingCountry: field.code({
    zh: '所在国家(代码)',
    en: 'Country (ISO code)',
    group: 'hosting',
    max: 2,
  }),
  provider: field.text({ zh: '服务商', en: 'Provider', group: 'hosting', check: plain(200) }),
  providerForeign: field.boolean({ zh: '境外服务商', en: 'Foreign provider', group: 'hosting' }),
  frontHost: field.text({ zh: '前台主机', en: 'Front host', group: 'hosting', max: 100 }),
  backHost: field.text({ zh: '后台主机', en: 'Back-end host', group: 'hosting', max: 100 }),
  backPublic: field.boolean({ zh: '后台暴露互联网', en: 'Back end on the Internet', group: 'hosting' }),
};

const security = {
  mlpsLevel: field.integer({
    zh: '等保级别',
    en: 'MLPS level',
    group: 'security',
    min: 1,
    max: 4,
  }),
  mlpsFilingNo: field.code({ zh: '等保备案编号', en: 'MLPS filing number', group: 'security', max: 60 }),
  mlpsTestDate: field.day({ zh: '等保测评日期', en: 'MLPS test', group: 'security' }),
  mlpsScore: field.integer({ zh: '等保测评得分', en: 'MLPS score', group: 'security', max: 100 }),
  importantUnit: field.boolean({ zh: '重要单位网站', en: 'Site of an important unit', group: 'security' }),
  securityPlan: field.files({ zh: '安全方案', en: 'Security plan', group: 'security' }),
  assessmentReport: field.text({
    zh: '安全评估报告编号',
    en: 'Number of the security assessment',
    group: 'security',
    max: 100,
  }),
  assessmentFile: field.files({ zh: '安全评估报告', en: 'Security assessment', group: 'security' }),
  assessmentDate: field.day({ zh: '安全评估日期', en: 'Assessed on', group: 'security' }),
  assessmentPassed: field.boolean({ zh: '安全检测通过', en: 'Security test passed', group: 'security' }),
  suggestionHandler: field.ref('staffFiling', {
    zh: '意见办理人',
    en: 'Handler of suggestions',
    group: 'security',
  }),
};

/** One column of a site (栏目); rights are granted by its id. */
export const columnRow = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  name: field.text({
    zh: '栏目名称',
    en: 'Name',
    group: 'columns',
    required: true,
    max: 60,
    check: plain(60),
  }),
  columnClass: field.enum(columnClasses, { zh: '类别', en: 'Class', group: 'columns' }),
  responsibleUnit: field.ref('unit', { zh: '责任单位', en: 'Responsible unit', group: 'columns' }),
  owner: field.ref('staffFiling', { zh: '责任人', en: 'Responsible person', group: 'columns' }),
  cycleDays: field.integer({ zh: '更新周期(天)', en: 'Update cycle (days)', group: 'columns', max: 366 }),
  reviewers: field.refs('staffFiling', { zh: '审核人(逐级)', en: 'Reviewers in order', group: 'columns' }),
});

/** Fields of a site that are entered with it (网站, domain.md 2.2); columns and security officer have their own acts. */
export const siteEntryFields = z.strictObject({
  ...basic,
  ...units,
  ...opening,
  ...formalities,
  ...hosting,
  ...security,
});
export type SiteEntryFields = z.output<typeof siteEntryFields>;

/** Every field of a site. */
export const siteFields = siteEntryFields.extend({
  securityOfficer: field.ref('staffFiling', {
    zh: '安全责任人',
    en: 'Security responsible person',
    group: 'security',
  }),
  columns: field.rows(columnRow, { zh: '栏目', en: 'Columns', group: 'columns' }),
});
export type SiteFields = z.output<typeof siteFields>;
