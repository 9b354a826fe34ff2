import { type Finding, refuse } from '../finding.ts';
import type { ChecklistItem } from '../rule.ts';

/** What is known of a site that is to go online. Numbers and links count as present when not blank. */
export interface ReadinessFacts {
  readonly staffingApproved: boolean;
  readonly mark: string;
  readonly domain: string;
  readonly icpNumber: string;
  readonly policeNumber: string;
  readonly siteCode: string;
  readonly openingNotice: string;
  readonly assessmentReport: string;
  readonly assessmentPassed: boolean;
  readonly securityPlan: boolean;
  readonly securityOfficer: string;
}

/**
 * Checklist for going online, in the order in which the things are obtained. None of it can be overridden.
 * The security assessment stands in two lines: that the center had it done (R040) and that it was passed (R124).
 */
export function siteReadiness(facts: ReadinessFacts): readonly ChecklistItem[] {
  return [
    item(
      'R014',
      facts.staffingApproved,
      'staffingApproved',
      '编办审核、复核通过',
      'Reviewed and re-reviewed by the staffing office',
    ),
    item('R014', has(facts.mark), 'mark', '取得网站标识', 'Unified mark issued'),
    item('R062', has(facts.domain), 'domain', '域名已注册', 'Domain registered'),
    item('R062', has(facts.icpNumber), 'icpNumber', '已取得ICP备案号', 'ICP number obtained'),
    item(
      'R062',
      has(facts.policeNumber),
      'policeNumber',
      '已取得公安备案号',
      'Police filing number obtained',
    ),
    item('R115', facts.securityPlan, 'securityPlan', '已附安全方案', 'Security plan attached'),
    item(
      'R116',
      has(facts.securityOfficer),
      'securityOfficer',
      '已确定安全责任人',
      'Security responsible person named',
    ),
    item(
      'R040',
      has(facts.assessmentReport),
      'assessmentReport',
      '已由中心委托安全评估',
      'Security assessment commissioned by the center',
    ),
    item('R124', facts.assessmentPassed, 'assessmentPassed', '安全检测通过', 'Security test passed'),
    item('R063', has(facts.siteCode), 'siteCode', '取得政府网站标识码', 'Site code received'),
    item('R064', has(facts.openingNotice), 'openingNotice', '已发布开通公告', 'Opening notice published'),
  ];
}

/** What still stops a site from going online: one refusal per open line of the checklist. */
export function checkSiteReadiness(facts: ReadinessFacts): readonly Finding[] {
  return siteReadiness(facts)
    .filter((line) => !line.done)
    .map((line) =>
      refuse('site/not-ready', line.rule, line.place, {
        zh: `上线条件未满足：${line.text.zh}`,
        en: `Not ready to go online: ${line.text.en}`,
      }),
    );
}

function has(value: string): boolean {
  return value.trim() !== '';
}

function item(rule: string, done: boolean, place: string, zh: string, en: string): ChecklistItem {
  return { rule, done, place, text: { zh, en } };
}
