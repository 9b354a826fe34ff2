import * as z from 'zod';
import { siteActions } from '../../access/rights.ts';
import { employmentTypes, posts } from '../../rules/terms.ts';
import { checkText } from '../../validate/cleanText.ts';
import { checkMobile, checkPhone } from '../../validate/contact.ts';
import { checkEmail } from '../../validate/email.ts';
import { checkIdentity } from '../../validate/identity.ts';
import { checkPersonName } from '../../validate/personName.ts';
import { field } from '../fields.ts';
import { abRoles, backgroundResults, filingTypes, genders, idTypes } from './terms.ts';

const plain =
  (max: number, multiline = false) =>
  (raw: string, place: string) =>
    checkText(raw, place, { max, multiline });

const rightRow = z.strictObject({
  site: field.ref('site', { zh: '网站', en: 'Site', group: 'rights', required: true }),
  column: field.code({
    zh: '栏目',
    en: 'Column',
    group: 'rights',
    max: 60,
    hint: { zh: '不填为整个网站', en: 'Empty for the whole site' },
  }),
  action: field.enum(siteActions, { zh: '动作', en: 'Action', group: 'rights', required: true }),
});

const trainingRow = z.strictObject({
  date: field.day({ zh: '日期', en: 'Date', group: 'papers', required: true, headings: ['培训日期'] }),
  topic: field.text({
    zh: '内容',
    en: 'Topic',
    group: 'papers',
    required: true,
    check: plain(200),
    headings: ['培训内容'],
  }),
  hours: field.integer({ zh: '学时', en: 'Hours', group: 'papers', required: true, min: 1, max: 999 }),
  score: field.integer({ zh: '考核成绩', en: 'Score', group: 'papers', max: 100 }),
});

const filingPart = {
  filingType: field.enum(filingTypes, {
    zh: '备案类型',
    en: 'Kind of filing',
    group: 'filing',
    required: true,
    headings: ['备案类型'],
  }),
  unit: field.ref('unit', {
    zh: '单位',
    en: 'Unit',
    group: 'filing',
    required: true,
    headings: ['单位名称', '所在单位', '申请单位'],
  }),
  siteScope: field.refs('site', {
    zh: '网站范围',
    en: 'Sites',
    group: 'filing',
    required: true,
    headings: ['网站名称'],
  }),
  replacedFiling: field.ref('staffFiling', {
    zh: '被替换(变更、撤销)的备案',
    en: 'Filing replaced, changed or removed',
    group: 'filing',
    headings: ['被替换人员'],
  }),
  effectiveDate: field.day({
    zh: '生效日期',
    en: 'Effective date',
    group: 'filing',
    required: true,
    hint: { zh: '更换人员须提前一周备案', en: 'A replacement is filed a week ahead' },
    headings: ['生效日期'],
  }),
  validUntil: field.day({
    zh: '有效期至',
    en: 'Valid until',
    group: 'filing',
    required: true,
    headings: ['有效期至', '有效期'],
  }),
};

const personPart = {
  name: field.text({
    zh: '姓名',
    en: 'Name',
    group: 'person',
    required: true,
    max: 60,
    check: checkPersonName,
    headings: ['姓名'],
  }),
  gender: field.enum(genders, {
    zh: '性别',
    en: 'Gender',
    group: 'person',
    required: true,
    headings: ['性别'],
  }),
  birthDate: field.day({
    zh: '出生日期',
    en: 'Date of birth',
    group: 'person',
    required: true,
    headings: ['出生日期', '出生年月日'],
  }),
  idType: field.enum(idTypes, { zh: '证件类型', en: 'Document', group: 'person', required: true }),
  idNumber: field.secret({
    zh: '证件号码',
    en: 'Identity number',
    group: 'person',
    required: true,
    check: (raw, place) => checkIdentity(raw, place),
    headings: ['证件号码', '身份证号码', '身份证号'],
  }),
  officePhone: field.code({
    zh: '办公电话',
    en: 'Office phone',
    group: 'person',
    required: true,
    max: 40,
    check: (raw, place) => checkPhone(raw, place),
    headings: ['办公电话', '联系电话'],
  }),
  mobile: field.secret({
    zh: '手机',
    en: 'Mobile',
    group: 'person',
    required: true,
    check: checkMobile,
    headings: ['手机', '手机号码', '移动电话'],
  }),
  email: field.code({
    zh: '电子邮箱',
    en: 'E-mail',
    group: 'person',
    required: true,
    check: (raw, place) => checkEmail(raw, place, { preferGovernment: true }),
    headings: ['邮箱', '电子邮箱', '电子邮件'],
  }),
};

const postPart = {
  employmentType: field.enum(employmentTypes, {
    zh: '人员性质',
    en: 'Employment',
    group: 'post',
    required: true,
    headings: ['人员性质', '人员类别'],
  }),
  department: field.text({
    zh: '所在部门',
    en: 'Department',
    group: 'post',
    required: true,
    check: plain(100),
    headings: ['所在部门', '部门'],
  }),
  titleRank: field.text({
    zh: '职务职级',
    en: 'Title and rank',
    group: 'post',
    required: true,
    max: 100,
    check: plain(100),
    headings: ['职务', '职务职级'],
  }),
  posts: field.enumSet(posts, {
    zh: '岗位',
    en: 'Posts',
    group: 'post',
    required: true,
    headings: ['岗位'],
  }),
  abRole: field.enum(abRoles, { zh: 'A/B角', en: 'A/B role', group: 'post', headings: ['A/B角'] }),
  duties: field.longText({
    zh: '职责',
    en: 'Duties',
    group: 'post',
    required: true,
    check: plain(2000, true),
    headings: ['职责任务', '职责'],
  }),
  tasks: field.longText({
    zh: '任务',
    en: 'Tasks',
    group: 'post',
    required: true,
    check: plain(2000, true),
    headings: ['任务', '工作任务'],
  }),
  requestedPermissions: field.rows(rightRow, {
    zh: '拟申请权限',
    en: 'Rights asked for',
    group: 'rights',
    required: true,
    headings: ['权限范围'],
  }),
};

const papersPart = {
  training: field.rows(trainingRow, {
    zh: '培训记录',
    en: 'Training',
    group: 'papers',
    required: true,
    headings: ['培训情况'],
  }),
  ndaFiles: field.files({ zh: '保密协议', en: 'Confidentiality agreement', group: 'papers', required: true }),
  ndaDate: field.day({
    zh: '保密协议签订日期',
    en: 'Agreement signed on',
    group: 'papers',
    required: true,
    headings: ['保密协议签订日期'],
  }),
  postAgreement: field.files({
    zh: '岗位责任协议',
    en: 'Post agreement',
    group: 'papers',
    hint: { zh: '核心岗位必须提供', en: 'Needed for core posts' },
  }),
  backgroundReview: field.enum(backgroundResults, {
    zh: '政审结论',
    en: 'Background review',
    group: 'papers',
    headings: ['政审结论', '审查结论'],
  }),
  signer: field.text({
    zh: '分管领导签字',
    en: 'Signed by the leader in charge',
    group: 'papers',
    required: true,
    max: 60,
    check: checkPersonName,
    headings: ['分管领导', '分管领导签字'],
  }),
  sealScan: field.files({
    zh: '签字盖章扫描件',
    en: 'Scan with signature and seal',
    group: 'papers',
    required: true,
  }),
  remarks: field.longText({ zh: '备注', en: 'Remarks', group: 'papers', headings: ['备注'] }),
};

/** Fields of a staff filing (人员备案, domain.md 2.3). */
export const filingFields = z.strictObject({ ...filingPart, ...personPart, ...postPart, ...papersPart });
export type FilingFields = z.output<typeof filingFields>;
