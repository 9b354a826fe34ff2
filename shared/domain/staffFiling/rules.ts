import { checkSeparationOfCells, partsOf } from '../../access/rights.ts';
import {
  checkCompanyCoreRights,
  checkCorePost,
  checkTraining,
  checkWeekAhead,
} from '../../rules/checks/staff.ts';
import { refuse, type Finding } from '../../rules/finding.ts';
import { limitOf } from '../../rules/ruleSet.ts';
import { corePosts, formalEmployment } from '../../rules/terms.ts';
import { at } from '../guards.ts';
import type { ActContext } from '../object.ts';
import { coreRightNames, requestedCells, wholeSite } from './cells.ts';
import type { FilingFields } from './fields.ts';
import { companyEmployment, lastTrainingOf, type FilingFacts, type ScopeSite } from './state.ts';

export type FilingContext = ActContext<FilingFacts>;

/** True when one of the posts is a core post (核心岗位, R118). */
export function isCorePost(fields: Pick<FilingFields, 'posts'>): boolean {
  return (fields.posts ?? []).some((post) => corePosts.has(post));
}

/**
 * Rules no signature sets aside: formal staff for core posts and rights (R118, R119), separated rights (R134),
 * rights within the filing's own sites (R022), agreements of key posts (X15). A removal asks for nothing new.
 */
export function checkHardRules(filing: FilingFields, facts: FilingFacts): readonly Finding[] {
  if (filing.filingType === 'removal') return [];
  return [
    ...checkFormal(filing, facts),
    ...checkScope(filing, facts),
    ...checkRights(filing, facts),
    ...checkPapers(filing),
  ];
}

/** Core posts and core rights are for formal staff, never for a company (R118, R119). */
function checkFormal(filing: FilingFields, facts: FilingFacts): readonly Finding[] {
  const { employmentType } = filing;
  if (!employmentType) return [];
  const coreRights = coreRightNames(requestedCells(filing));
  const ofCompany = companyEmployment.has(employmentType) || facts.unit?.unitType === 'company';
  const notFormal =
    coreRights.length > 0 && !ofCompany && !formalEmployment.has(employmentType)
      ? [
          refuse('staff/core-rights-not-formal', 'R118', 'requestedPermissions', {
            zh: `${coreRights.join('、')}属核心安全管理和信息发布,须由正式工作人员承担;请更换人选或去掉这些权限`,
            en: `${coreRights.join(', ')} are core rights for formal staff; choose another person or take them out`,
          }),
        ]
      : [];
  return [
    ...checkCorePost({ posts: filing.posts ?? [], employmentType }),
    ...notFormal,
    ...at(checkCompanyCoreRights({ ofCompany, coreRights }), { rights: 'requestedPermissions' }),
  ];
}

/** The person's unit is host, cooperating or operating unit of each site (domain.md 2.3). */
function checkScope(filing: FilingFields, facts: FilingFacts): readonly Finding[] {
  return (filing.siteScope ?? []).flatMap((id, index) => {
    const place = `siteScope.${index}`;
    const site = siteOf(facts, id);
    if (!site || site.state === 'closed' || site.state === 'cancelled') {
      return [
        refuse('staff/site-not-open', 'R022', place, {
          zh: '所选网站不存在或已关停;请从网站范围中去掉',
          en: 'The site does not exist or is closed; take it out of the scope',
        }),
      ];
    }
    if (filing.unit && site.units.includes(filing.unit)) return [];
    return [
      refuse('staff/site-of-other-unit', 'R022', place, {
        zh: `本单位不是「${site.name}」的主办、协办或承办单位,不能在该网站备案人员;请更换网站或单位`,
        en: `The unit neither hosts, cooperates in nor operates ${site.name}; choose another site or unit`,
      }),
    ];
  });
}

function checkRights(filing: FilingFields, facts: FilingFacts): readonly Finding[] {
  const scope = new Set(filing.siteScope ?? []);
  const outside = (filing.requestedPermissions ?? []).flatMap((row, index) => {
    const place = `requestedPermissions.${index}`;
    if (!row.site) return [];
    if (!scope.has(row.site)) return [rightOutside(`${place}.site`, siteOf(facts, row.site)?.name ?? '')];
    const site = siteOf(facts, row.site);
    const column = row.column?.trim() || wholeSite;
    return site && column !== wholeSite && !(column in site.columns)
      ? [columnUnknown(`${place}.column`, site.name)]
      : [];
  });
  const asked = requestedCells(filing);
  const held = facts.heldCells.filter((value) => scope.has(partsOf(value).site));
  return [
    ...outside,
    ...checkSeparationOfCells(
      [...asked, ...held],
      'requestedPermissions',
      (id) => siteOf(facts, id)?.name ?? id,
    ),
  ];
}

function rightOutside(place: string, name: string): Finding {
  return refuse('staff/right-outside-scope', 'R022', place, {
    zh: `拟申请权限的网站${name ? `「${name}」` : ''}不在网站范围内;请先加入网站范围或去掉该权限`,
    en: `The right is on a site outside the scope${name ? ` (${name})` : ''}; add the site or take the right out`,
  });
}

function columnUnknown(place: string, name: string): Finding {
  return refuse('staff/column-unknown', 'R022', place, {
    zh: `「${name}」没有这个栏目;请重新选择`,
    en: `${name} has no such column; choose another`,
  });
}

/** Key posts sign a post agreement, and nobody who failed the review is filed (GB/T 22239-2019 人员录用). */
function checkPapers(filing: FilingFields): readonly Finding[] {
  const findings: Finding[] = [];
  if (isCorePost(filing) && (filing.postAgreement ?? []).length === 0) {
    findings.push(
      refuse('staff/no-post-agreement', 'X15', 'postAgreement', {
        zh: '核心岗位须签订岗位责任协议;请上传协议扫描件',
        en: 'A core post needs a post agreement; upload its scan',
      }),
    );
  }
  if (filing.backgroundReview === 'failed') {
    findings.push(
      refuse('staff/background-failed', 'X15', 'backgroundReview', {
        zh: '政审结论为不合格,不能备案;请更换人选',
        en: 'The background review failed; choose another person',
      }),
    );
  }
  return findings;
}

/** Training not older than the cycle (R117), as of today; that there is none at all is told by the field. */
export function checkTrained(filing: FilingFields, context: FilingContext): readonly Finding[] {
  if (filing.filingType === 'removal' || !filing.training?.length) return [];
  return checkTraining({
    lastTraining: lastTrainingOf(filing),
    today: context.today,
    cycle: limitOf(context.rules, 'R117', 'cycle'),
  });
}

/** Late flag of a replacement (R122), counted from the day the center received it. */
export function checkLate(
  filing: FilingFields,
  filingDate: string,
  context: FilingContext,
): readonly Finding[] {
  if (filing.filingType !== 'replacement' || !filing.effectiveDate) return [];
  return checkWeekAhead({
    filingDate,
    effectiveDate: filing.effectiveDate,
    lead: limitOf(context.rules, 'R122', 'lead'),
  });
}

function siteOf(facts: FilingFacts, id: string): ScopeSite | undefined {
  return facts.sites.find((site) => site.id === id);
}
