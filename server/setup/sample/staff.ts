import type { SiteAction } from '../../../shared/access/rights.ts';
import { addDays, type LegalDay } from '../../../shared/calendar/legalDay.ts';
import type { FilingFields } from '../../../shared/domain/staffFiling/fields.ts';
import type { EmploymentType, Post } from '../../../shared/rules/terms.ts';
import type { Person } from './fiction.ts';
import type { World } from './world.ts';

/** What somebody does on the unit's sites: posts, the rights they need, words for the form. */
export interface Duty {
  readonly posts: readonly Post[];
  readonly actions: readonly SiteAction[];
  readonly employment: readonly EmploymentType[];
  readonly title: string;
  readonly duties: string;
  readonly tasks: string;
}

const formal: readonly EmploymentType[] = ['civil-servant', 'civil-servant-like', 'institution-staff'];

/** Duties of a site's staff; the rights of each stay within one of the separated classes (R134). */
export const duties = {
  officer: {
    posts: ['security-officer'],
    actions: ['view'],
    employment: formal,
    title: '副主任',
    duties: '负责本单位网站安全管理',
    tasks: '安全检查、应急处置、整改落实',
  },
  reviewer: {
    posts: ['reviewer'],
    actions: ['review1', 'view'],
    employment: formal,
    title: '科员',
    duties: '审核本单位网站信息',
    tasks: '一审稿件,退回不合要求的内容',
  },
  second: {
    posts: ['reviewer', 'secrecy-reviewer'],
    actions: ['review2', 'view'],
    employment: formal,
    title: '科长',
    duties: '复审本单位网站信息并作保密审查',
    tasks: '二审稿件,保密审查',
  },
  signer: {
    posts: ['signer'],
    actions: ['publish', 'retract', 'view'],
    employment: formal,
    title: '副局长',
    duties: '签发本单位网站信息',
    tasks: '终审并签发',
  },
  collector: {
    posts: ['collector'],
    actions: ['collect', 'edit', 'submit'],
    employment: ['contract', 'dispatched', 'institution-staff', 'civil-servant'],
    title: '工作人员',
    duties: '采集、编辑本单位网站信息',
    tasks: '采集稿件、编辑排版、送审',
  },
  reader: {
    posts: ['duty-reader'],
    actions: ['view'],
    employment: ['contract', 'institution-staff'],
    title: '工作人员',
    duties: '读网值班',
    tasks: '每日巡查栏目更新和错别字',
  },
  clerk: {
    posts: ['site-head'],
    actions: ['view'],
    employment: formal,
    title: '办公室主任',
    duties: '本单位网站备案经办',
    tasks: '办理人员、域名、地址备案',
  },
  system: {
    posts: ['system-admin'],
    actions: ['configure'],
    employment: formal,
    title: '工程师',
    duties: '网站系统管理',
    tasks: '模板、栏目和参数配置',
  },
} as const satisfies Readonly<Record<string, Duty>>;
export type DutyName = keyof typeof duties;

/** Whom a filing is about and for what. */
export interface FilingPlan {
  readonly person: Person;
  readonly duty: Duty;
  readonly unit: string;
  readonly sites: readonly string[];
  readonly column?: string;
  readonly effectiveDate: LegalDay;
  readonly validUntil: LegalDay;
  readonly lastTraining: LegalDay;
  readonly filingType?: 'new' | 'replacement';
  readonly replaced?: string;
}

/** The fields of a complete, signed filing form. */
export function filingFieldsOf(w: World, plan: FilingPlan): FilingFields {
  const { person, duty } = plan;
  return {
    filingType: plan.filingType ?? 'new',
    unit: plan.unit,
    siteScope: [...plan.sites],
    ...(plan.replaced !== undefined && { replacedFiling: plan.replaced }),
    effectiveDate: plan.effectiveDate,
    validUntil: plan.validUntil,
    name: person.name,
    gender: person.gender,
    birthDate: person.birthDate,
    idType: 'resident',
    idNumber: person.idNumber,
    officePhone: person.officePhone,
    mobile: person.mobile,
    email: person.email,
    employmentType: w.random.pick(duty.employment),
    department: w.random.pick(['办公室', '信息科', '综合处', '宣传科']),
    titleRank: duty.title,
    posts: [...duty.posts],
    abRole: w.random.chance(0.6) ? 'A' : 'B',
    duties: duty.duties,
    tasks: duty.tasks,
    requestedPermissions: plan.sites.flatMap((site) =>
      duty.actions.map((action) => ({
        site,
        action,
        ...(plan.column !== undefined && { column: plan.column }),
      })),
    ),
    training: trainingOf(w, plan.lastTraining),
    ndaFiles: [...w.scans.agreement],
    ndaDate: addDays(plan.lastTraining, -7),
    postAgreement: [...w.scans.postAgreement],
    backgroundReview: 'passed',
    signer: w.nextPerson().name,
    sealScan: [...w.scans.seal],
  };
}

/** One safety training in the year before the filing. */
export function trainingOf(w: World, day: LegalDay) {
  const topic = w.random.pick(['网络安全培训', '政府网站信息发布培训', '保密培训', '读网与错敏信息处置培训']);
  return [{ date: day, topic, hours: w.random.int(2, 8), score: w.random.int(78, 99) }];
}
