import * as z from 'zod';
import { refuse, type Finding } from '../../../rules/finding.ts';
import { checkFields } from '../../fields.ts';
import { actsOf } from '../../object.ts';
import { fieldsOf } from '../../patchOf.ts';
import { siteFields } from '../fields.ts';
import { checkOpening, checkUnits, type SiteContext } from '../opening.ts';
import { checkAddress, checkApproved, checkDeployed, checkOnline } from '../rules.ts';
import type { SiteFacts, SiteState } from '../state.ts';
import { openingPath, type SiteStateName } from '../terms.ts';

const act = actsOf<SiteState, SiteFacts>();
const onTheWay = openingPath.slice(0, -1);

/** What has to be settled before the step that leaves a state. */
const guards: Readonly<Record<string, (site: SiteState, context: SiteContext) => readonly Finding[]>> = {
  applying: (site, context) => [...checkForm(site), ...checkOpening(site, context)],
  approving: (site) => checkApproved(site),
  formalities: (site, { facts }) => [
    ...(site.primaryDomain ? [] : [missingBefore('primaryDomain', 'R062', '主域名', 'the primary domain')]),
    ...checkAddress(site, facts),
  ],
  building: (site, context) => [
    ...checkDeployed(site, context),
    ...(site.securityPlan?.length
      ? []
      : [missingBefore('securityPlan', 'R115', '安全方案', 'the security plan')]),
  ],
  assessing: (site) => [
    ...(site.assessmentReport
      ? []
      : [missingBefore('assessmentReport', 'R040', '安全评估报告', 'the security assessment')]),
    ...(site.assessmentPassed
      ? []
      : [missingBefore('assessmentPassed', 'R124', '安全检测通过结论', 'the passed security test')]),
  ],
};

/** Joining needs the signed and sealed form with the census-standard commitment (R028). */
function checkForm(site: SiteState): readonly Finding[] {
  return [
    ...(site.applicationForm?.length
      ? []
      : [
          missingBefore('applicationForm', 'R028', '申请表(签字、公章)', 'the signed and sealed application'),
        ]),
    ...(site.censusCommitment
      ? []
      : [missingBefore('censusCommitment', 'R028', '达标承诺', 'the census-standard commitment')]),
  ];
}

function missingBefore(place: string, rule: string, zh: string, en: string): Finding {
  return refuse('site/step-not-done', rule, place, {
    zh: `进入下一环节前须具备:${zh};请先补齐`,
    en: `The next step needs ${en}; supply it first`,
  });
}

/** One step on the way to 待上线. */
export const advance = act({
  label: { zh: '进入下一环节', en: 'go on to the next step' },
  from: onTheWay,
  to: openingPath.slice(1),
  roles: ['C1'],
  input: z.strictObject({}),
  step: (state, _input, context) => {
    const next = neighbour(state.state, 1);
    return { findings: guards[state.state]?.(state, context) ?? [], patch: { state: next } };
  },
});

/** One step back, with the reason. */
export const stepBack = act({
  label: { zh: '退回上一环节', en: 'go back one step' },
  from: openingPath.slice(1),
  to: onTheWay,
  roles: ['C1'],
  reasonRequired: true,
  input: z.strictObject({}),
  step: (state) => ({ patch: { state: neighbour(state.state, -1) } }),
});

function neighbour(state: string, by: 1 | -1): SiteStateName {
  const found = openingPath[openingPath.findIndex((name) => name === state) + by];
  if (found === undefined) throw new TypeError(`no step beside ${state}`);
  return found;
}

/** Goes online: four eyes, and no override for any line of the checklist (R040, R062-R065, R116, R124). */
export const goOnline = act({
  label: { zh: '上线', en: 'go online' },
  from: ['ready'],
  to: 'online',
  roles: ['C1'],
  approve: ['C2'],
  dangerous: true,
  input: z.strictObject({}),
  step: (state, _input, context) => {
    const site = fieldsOf(siteFields, { ...state });
    return {
      findings: [
        ...checkFields(siteFields, site, true).findings,
        ...checkUnits(site, context.facts),
        ...checkAddress(site, context.facts),
        ...checkOnline(site, context),
      ],
      stamps: { openDate: 'day' },
    };
  },
});

/** Gives the application up before the site was ever online. */
export const cancel = act({
  label: { zh: '撤销申请', en: 'cancel the application' },
  from: openingPath,
  to: 'cancelled',
  roles: ['C1'],
  approve: ['C2'],
  reasonRequired: true,
  input: z.strictObject({}),
  step: (_state, _input, { reason }) => ({ patch: { endReason: reason }, stamps: { endedOn: 'day' } }),
});
