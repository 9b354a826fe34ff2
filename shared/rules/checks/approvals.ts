import type { LegalDay } from '../../calendar/legalDay.ts';
import type { Text } from '../../text.ts';
import { type Finding, refuse } from '../finding.ts';

/** One step of an approval, with the day it was done; null when it is not done. */
interface Step {
  readonly place: string;
  readonly text: Text;
  readonly date: LegalDay | null;
}

/** All steps done, none before the one it follows: one finding per missing or early step. */
function checkOrder(rule: string, steps: readonly Step[]): readonly Finding[] {
  const findings: Finding[] = [];
  let before: Step | null = null;
  for (const step of steps) {
    if (step.date === null) {
      findings.push(
        refuse('approval/step-missing', rule, step.place, {
          zh: `审批环节未完成：${step.text.zh}；请补登日期和文件`,
          en: `An approval step is missing: ${step.text.en}; enter its date and document`,
        }),
      );
      continue;
    }
    if (before?.date && step.date < before.date) {
      findings.push(
        refuse('approval/step-out-of-order', rule, step.place, {
          zh: `「${step.text.zh}」（${step.date}）早于「${before.text.zh}」（${before.date}）；请核对日期`,
          en: `"${step.text.en}" (${step.date}) is before "${before.text.en}" (${before.date}); check the dates`,
        }),
      );
    }
    before = step;
  }
  return findings;
}

/** Steps of opening a site, in order: portals (R059), other bodies (R060), each language edition by itself (R061). */
export function checkApprovalSteps(given: {
  readonly kind: 'portal' | 'other' | 'edition';
  readonly headConsent: LegalDay | null;
  readonly application: LegalDay | null;
  readonly approval: LegalDay | null;
  readonly report: LegalDay | null;
}): readonly Finding[] {
  const rules = { portal: 'R059', other: 'R060', edition: 'R061' } as const;
  const portal = given.kind === 'portal';
  return checkOrder(rules[given.kind], [
    {
      place: 'headConsent',
      text: { zh: portal ? '政府主要负责人同意' : '单位主要负责人同意', en: 'Consent of the head' },
      date: given.headConsent,
    },
    {
      place: 'application',
      text: { zh: '本级办公厅（室）申请', en: 'Application' },
      date: given.application,
    },
    {
      place: 'approval',
      text: { zh: portal ? '上级办公厅（室）批准' : '本级办公厅（室）批准', en: 'Approval' },
      date: given.approval,
    },
    { place: 'report', text: { zh: '报备', en: 'Report' }, date: given.report },
  ]);
}

/** Chain of a portal domain, in order (X10). */
export function checkDomainApproval(given: {
  readonly headConsent: LegalDay | null;
  readonly superiorOffice: LegalDay | null;
  readonly provincialOffice: LegalDay | null;
}): readonly Finding[] {
  return checkOrder('X10', [
    {
      place: 'headConsent',
      text: { zh: '主要负责人同意', en: 'Consent of the head' },
      date: given.headConsent,
    },
    {
      place: 'superiorOffice',
      text: { zh: '上级办公厅（室）审核', en: 'Verification by the superior office' },
      date: given.superiorOffice,
    },
    {
      place: 'provincialOffice',
      text: { zh: '省级办公厅审核', en: 'Verification by the provincial office' },
      date: given.provincialOffice,
    },
  ]);
}
