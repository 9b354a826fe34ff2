import * as z from 'zod';
import { unitLevels, unitTypes, type UnitType } from '../../rules/terms.ts';
import { checkText } from '../../validate/cleanText.ts';
import { checkDivision } from '../../validate/divisions.ts';
import { checkPersonName } from '../../validate/personName.ts';
import { checkPhone, checkPostcode } from '../../validate/contact.ts';
import { checkUscc } from '../../validate/uscc.ts';
import { field } from '../fields.ts';
import type { Options } from '../options.ts';

/** Parts a unit can take in a site (单位角色, 细则 5-7); which one it takes is said per site. */
export const unitRoles = {
  supervisor: { zh: '主管单位', en: 'Supervising' },
  host: { zh: '主办单位', en: 'Host' },
  cooperator: { zh: '协办单位', en: 'Cooperating' },
  operator: { zh: '承办单位', en: 'Operating' },
} as const satisfies Options;

/** States of a unit (状态, domain.md 2.1). */
export const unitStates = {
  active: { zh: '正常', en: 'Active' },
  merged: { zh: '撤并', en: 'Merged' },
  closed: { zh: '停用', en: 'Closed' },
} as const satisfies Options;

export const unitGroups = {
  basic: { zh: '基本信息', en: 'Basic data' },
  contact: { zh: '负责人与联系方式', en: 'Leaders and contact' },
  papers: { zh: '印模与备注', en: 'Seal and remarks' },
} as const satisfies Options;

/** First two characters a unified social credit code has for each kind of body (GB 32100). */
export const usccClasses: Readonly<Record<UnitType, readonly string[]>> = {
  party: ['11'],
  government: ['11'],
  congress: ['11'],
  consultative: ['11'],
  mass: ['13'],
  organ: ['11', '19'],
  institution: ['12'],
  company: ['91'],
};

const named = (max: number) => (raw: string, place: string) => checkText(raw, place, { max });

/** Fields of a unit (单位, domain.md 2.1). */
export const unitFields = z.strictObject({
  name: field.text({
    zh: '单位全称',
    en: 'Full name',
    group: 'basic',
    required: true,
    max: 100,
    check: named(100),
    hint: { zh: '须与公章一致', en: 'Equals the name on the seal' },
    headings: ['单位名称', '单位全称', '填报单位', '主办单位'],
  }),
  shortName: field.text({
    zh: '简称',
    en: 'Short name',
    group: 'basic',
    max: 30,
    check: named(30),
    headings: ['简称', '单位简称'],
  }),
  uscc: field.code({
    zh: '统一社会信用代码',
    en: 'Unified social credit code',
    group: 'basic',
    required: true,
    max: 40,
    check: (raw, place) => checkUscc(raw, place),
    headings: ['统一社会信用代码', '信用代码', '证件号码'],
  }),
  unitType: field.enum(unitTypes, {
    zh: '机构类型',
    en: 'Kind of body',
    group: 'basic',
    required: true,
    headings: ['机构类型', '单位性质'],
  }),
  hasAdminFunction: field.boolean({
    zh: '承担行政职能',
    en: 'Has administrative functions',
    group: 'basic',
    required: true,
    hint: {
      zh: '不承担行政职能的事业单位不得使用 .gov.cn',
      en: 'A public institution without them may not use .gov.cn',
    },
  }),
  divisionCode: field.code({
    zh: '行政区划代码',
    en: 'Division code',
    group: 'basic',
    required: true,
    max: 12,
    check: checkDivision,
    headings: ['行政区划代码', '区划代码'],
  }),
  level: field.enum(unitLevels, {
    zh: '层级',
    en: 'Level',
    group: 'basic',
    required: true,
    headings: ['层级', '行政层级'],
  }),
  parentUnit: field.ref('unit', { zh: '上级单位', en: 'Superior unit', group: 'basic' }),
  roles: field.enumSet(unitRoles, { zh: '单位角色', en: 'Parts in sites', group: 'basic', required: true }),
  district: field.boolean({
    zh: '辖市区自管权限',
    en: 'District that manages its own rights',
    group: 'basic',
    hint: {
      zh: '辖市区的系统权限设置由其自行负责',
      en: 'A district sets its own system permissions',
    },
  }),
  leaderInCharge: field.text({
    zh: '分管领导',
    en: 'Leader in charge',
    group: 'contact',
    required: true,
    max: 50,
    check: checkPersonName,
    headings: ['分管领导'],
  }),
  mainLeader: field.text({
    zh: '主要负责人',
    en: 'Head',
    group: 'contact',
    max: 50,
    check: checkPersonName,
    headings: ['主要负责人', '单位负责人'],
  }),
  contact: field.text({
    zh: '联系人',
    en: 'Contact',
    group: 'contact',
    required: true,
    max: 50,
    check: checkPersonName,
    headings: ['联系人'],
  }),
  phone: field.code({
    zh: '联系电话',
    en: 'Phone',
    group: 'contact',
    required: true,
    max: 40,
    check: checkPhone,
    headings: ['联系电话', '办公电话', '电话'],
  }),
  address: field.text({
    zh: '通信地址',
    en: 'Address',
    group: 'contact',
    required: true,
    check: named(200),
    headings: ['通信地址', '地址', '单位地址'],
  }),
  postcode: field.code({
    zh: '邮政编码',
    en: 'Postcode',
    group: 'contact',
    required: true,
    max: 12,
    check: checkPostcode,
    headings: ['邮政编码', '邮编'],
  }),
  seal: field.files({ zh: '公章印模', en: 'Seal on file', group: 'papers' }),
  remarks: field.longText({ zh: '备注', en: 'Remarks', group: 'papers', headings: ['备注'] }),
});

export type UnitFields = z.output<typeof unitFields>;
