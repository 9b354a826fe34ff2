import type { Text } from '../text.ts';

/** A closed list of official terms; the key is what checks take. */
type Terms = Readonly<Record<string, Text>>;

/** Posts of site staff (岗位, domain.md 2.3). */
export const posts = {
  'site-head': { zh: '网站负责人', en: 'Head of the site' },
  'security-officer': { zh: '安全责任人', en: 'Security responsible person' },
  'system-admin': { zh: '系统管理', en: 'System administration' },
  collector: { zh: '信息采编', en: 'Collecting and editing' },
  reviewer: { zh: '信息审核', en: 'Content review' },
  signer: { zh: '信息签发', en: 'Release' },
  'secrecy-reviewer': { zh: '保密审查', en: 'Secrecy review' },
  'duty-reader': { zh: '读网值班', en: 'Site reading duty' },
  support: { zh: '技术支持', en: 'Technical support' },
} as const satisfies Terms;
export type Post = keyof typeof posts;

/** Posts of core security management and publishing (核心安全管理和信息发布, R118). */
export const corePosts: ReadonlySet<Post> = new Set<Post>([
  'security-officer',
  'system-admin',
  'reviewer',
  'signer',
  'secrecy-reviewer',
]);

/** Kinds of employment (人员性质, domain.md 2.3). */
export const employmentTypes = {
  'civil-servant': { zh: '公务员', en: 'Civil servant' },
  'civil-servant-like': { zh: '参公管理人员', en: 'Managed as civil servant' },
  'institution-staff': { zh: '事业编制（在编）', en: 'Established post of a public institution' },
  contract: { zh: '编外聘用', en: 'Contract staff' },
  dispatched: { zh: '劳务派遣', en: 'Dispatched labour' },
  outsourced: { zh: '服务外包', en: 'Outsourced' },
} as const satisfies Terms;
export type EmploymentType = keyof typeof employmentTypes;

/** Kinds of employment that count as formal staff (正式工作人员, R118). */
export const formalEmployment: ReadonlySet<EmploymentType> = new Set<EmploymentType>([
  'civil-servant',
  'civil-servant-like',
  'institution-staff',
]);

/** Kinds of units (机构类型, domain.md 2.1). */
export const unitTypes = {
  party: { zh: '党委', en: 'Party committee' },
  government: { zh: '政府', en: 'Government' },
  congress: { zh: '人大', en: "People's congress" },
  consultative: { zh: '政协', en: 'Consultative conference' },
  mass: { zh: '群团', en: 'Mass organisation' },
  organ: { zh: '机关', en: 'State organ' },
  institution: { zh: '事业单位', en: 'Public institution' },
  company: { zh: '企业（服务商）', en: 'Company (service provider)' },
} as const satisfies Terms;
export type UnitType = keyof typeof unitTypes;

/** Level of a unit (层级, domain.md 2.1). */
export const unitLevels = {
  province: { zh: '省（自治区）', en: 'Province' },
  prefecture: { zh: '地市（州）', en: 'Prefecture' },
  county: { zh: '县（市、区）', en: 'County' },
  township: { zh: '乡镇、街道', en: 'Town or street' },
  internal: { zh: '内设机构', en: 'Internal body' },
  subordinate: { zh: '下属事业单位', en: 'Subordinate institution' },
} as const satisfies Terms;
export type UnitLevel = keyof typeof unitLevels;

/** Kinds of sites (网站类型, R044). */
export const siteTypes = {
  portal: { zh: '政府门户网站', en: 'Government portal' },
  department: { zh: '部门网站', en: 'Department site' },
  subsite: { zh: '子站', en: 'Sub-site' },
  channel: { zh: '频道', en: 'Channel' },
  columns: { zh: '栏目集', en: 'Set of columns' },
} as const satisfies Terms;
export type SiteType = keyof typeof siteTypes;

/** Sites that stand by themselves (独立网站), as against parts of a superior site. */
export const independentSites: ReadonlySet<SiteType> = new Set<SiteType>(['portal', 'department']);

/** Platform a site runs on (所在平台, domain.md 2.2). */
export const platforms = {
  cluster: { zh: '市级网站群', en: 'Municipal cluster' },
  province: { zh: '省级集约化平台', en: 'Provincial intensive platform' },
  standalone: { zh: '独立部署', en: 'Stand-alone' },
} as const satisfies Terms;
export type Platform = keyof typeof platforms;

/** Classes of columns (栏目四类, R025). */
export const columnClasses = {
  news: { zh: '动态新闻', en: 'News' },
  disclosure: { zh: '信息公开', en: 'Disclosure' },
  services: { zh: '在线服务', en: 'Online services' },
  interaction: { zh: '民意互动', en: 'Interaction' },
} as const satisfies Terms;
export type ColumnClass = keyof typeof columnClasses;

/** Basic functions of a site (基本功能, R046). */
export const siteFunctions = {
  publishing: { zh: '信息发布', en: 'Publishing' },
  response: { zh: '解读回应', en: 'Interpretation and response' },
  interaction: { zh: '政民互动', en: 'Interaction' },
  services: { zh: '网上办事', en: 'Online services' },
} as const satisfies Terms;
export type SiteFunction = keyof typeof siteFunctions;

/** Classes of rights on a managed site (R134). */
export const rightClasses = {
  sysadmin: { zh: '系统管理', en: 'system administration' },
  editor: { zh: '内容编辑', en: 'content editing' },
  auditor: { zh: '内容审核', en: 'content auditing' },
  signer: { zh: '内容签发', en: 'release' },
  viewer: { zh: '查询', en: 'viewing' },
} as const satisfies Terms;
export type RightClass = keyof typeof rightClasses;

/** Kinds of accounts (账号类别, domain.md 2.4). */
export const accountKinds = {
  administrator: { zh: '三员管理账号', en: 'Administrator account' },
  center: { zh: '中心业务账号', en: 'Center account' },
  unit: { zh: '单位维护账号', en: 'Unit account' },
  company: { zh: '服务商账号', en: 'Company account' },
  query: { zh: '查询账号', en: 'Query account' },
} as const satisfies Terms;
export type AccountKind = keyof typeof accountKinds;

/** Techniques of identification (鉴别方式, GB/T 22239 8.1.4.1 d); each belongs to one kind. */
export const factors = {
  password: { zh: '口令', en: 'Password' },
  pin: { zh: 'PIN码', en: 'PIN' },
  certificate: { zh: '数字证书', en: 'Certificate' },
  otp: { zh: '动态口令', en: 'One-time password' },
  biometric: { zh: '生物特征', en: 'Biometric' },
} as const satisfies Terms;
export type Factor = keyof typeof factors;
