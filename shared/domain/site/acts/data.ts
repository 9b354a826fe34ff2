import * as z from 'zod';
import { checkMajorChange } from '../../../rules/checks/sites.ts';
import type { Finding } from '../../../rules/finding.ts';
import { checkFields } from '../../fields.ts';
import { asWarnings, checkOwnUnit, nothingChanged } from '../../guards.ts';
import { actsOf } from '../../object.ts';
import { fieldsOf, patchOf, revisionOf } from '../../patchOf.ts';
import { columnRow, siteEntryFields, siteFields, type SiteFields } from '../fields.ts';
import { checkOpening, checkUnits, openingFields, type SiteContext } from '../opening.ts';
import {
  checkAddress,
  checkColumnIds,
  checkOfficer,
  checkPlaced,
  checkShown,
  checkSiteColumns,
} from '../rules.ts';
import type { SiteFacts, SiteState } from '../state.ts';
import { liveStates, openingPath } from '../terms.ts';

const act = actsOf<SiteState, SiteFacts>();
const open = [...openingPath, ...liveStates];
const live: ReadonlySet<string> = new Set(liveStates);

/** Everything wrong with a site as it would stand, apart from whether it may be opened at all. */
function checkSite(site: SiteFields, context: SiteContext) {
  const { data, findings } = checkFields(siteFields, site, true);
  return {
    data,
    findings: [
      ...findings,
      ...checkUnits(data, context.facts),
      ...checkAddress(data, context.facts),
      ...checkPlaced(data, context),
      ...checkShown(data),
    ],
  };
}

/** Registers an application for a site (R028, R059, R060). */
export const enter = act({
  label: { zh: '登记网站', en: 'enter the site' },
  from: ['none'],
  to: 'applying',
  roles: ['C1'],
  approve: ['C2'],
  input: siteEntryFields,
  step: (_state, input, context) => {
    const { data, findings } = checkSite(input, context);
    return {
      findings: [...findings, ...checkOpening(data, context)],
      patch: patchOf(data),
      stamps: { enteredBy: 'proposer', enteredAt: 'at' },
    };
  },
});

/** Major matters and the fields that carry them (重大事项, R081). */
const majorFields = {
  name: ['name'],
  domain: ['primaryDomain', 'homeUrl'],
  hosting: ['hostingMode', 'hostingPlace', 'hostingCountry', 'provider', 'providerForeign'],
  units: ['hostUnit', 'operatingUnit'],
} as const;
const majorKeys: ReadonlySet<string> = new Set(Object.values(majorFields).flat());

/** Fields that say nothing about whose site it is, where it runs and how it is protected. */
const minorFields: ReadonlySet<string> = new Set([
  'functions',
  'slogan',
  'sloganReason',
  'remarks',
  'suggestionHandler',
  'openingNotice',
]);

const changeInput = siteEntryFields.extend({
  /** Number of the ICP change filing and of the report to the superior (R081). */
  icpChange: z.string().trim().max(100).exactOptional(),
  reportNo: z.string().trim().max(100).exactOptional(),
});

function touched(state: SiteState, fields: SiteFields): readonly string[] {
  const before = fieldsOf(siteFields, { ...state });
  return Object.keys(revisionOf(before, { ...before, ...fields }));
}

export const change = act({
  label: { zh: '变更网站信息', en: 'change the site' },
  from: open,
  to: 'same',
  roles: ['C1'],
  approve: (state, { icpChange: _icp, reportNo: _report, ...fields }) => {
    const keys = touched(state, fields);
    const direct = live.has(state.state)
      ? keys.every((key) => minorFields.has(key))
      : !keys.some((key) => majorKeys.has(key));
    return direct ? null : ['C2'];
  },
  input: changeInput,
  step: (state, { icpChange, reportNo, ...fields }, context) => {
    const before = fieldsOf(siteFields, { ...state });
    const { data, findings } = checkSite({ ...before, ...fields }, context);
    const patch = revisionOf(before, data);
    const keys = Object.keys(patch);
    const reopened = openingFields.some((key) => keys.includes(key));
    const isMajor = live.has(state.state) && keys.some((key) => majorKeys.has(key));
    return {
      findings: [
        ...findings,
        ...(reopened ? checkOpening(data, context) : []),
        ...(isMajor ? checkMajor(keys, icpChange, reportNo) : []),
        ...(keys.length === 0 ? [nothingChanged()] : []),
      ],
      patch: {
        ...patch,
        ...(isMajor && { lastIcpChange: icpChange ?? '', lastReportNo: reportNo ?? '' }),
      },
    };
  },
});

function checkMajor(
  keys: readonly string[],
  icpChange: string | undefined,
  reportNo: string | undefined,
): readonly Finding[] {
  const matters = ['name', 'domain', 'hosting', 'units'] as const;
  const findings = checkMajorChange({
    changed: matters.filter((matter) => majorFields[matter].some((key) => keys.includes(key))),
    icpChangeFiled: !!icpChange,
    reported: !!reportNo,
  });
  return findings.map((finding) =>
    finding.place === 'report' ? { ...finding, place: 'reportNo' } : finding,
  );
}

/** Sets the list of columns; until the site is online their reviewers may still be missing. */
export const columns = act({
  label: { zh: '设置栏目', en: 'set the columns' },
  from: open,
  to: 'same',
  roles: ['U', 'C1'],
  input: z.strictObject({ columns: z.array(columnRow).max(500) }),
  step: (state, input, context) => {
    const { data, findings } = checkFields(siteFields.pick({ columns: true }), input, true);
    const site = { ...fieldsOf(siteFields, { ...state }), columns: data.columns };
    const rules = checkSiteColumns(site, context);
    const patch = patchOf({ columns: data.columns });
    const same = JSON.stringify(patch) === JSON.stringify(patchOf({ columns: state.columns ?? [] }));
    return {
      findings: [
        ...checkOwnUnit(context.actor, state.hostUnit, ''),
        ...findings,
        ...checkColumnIds(state.columns ?? [], data.columns, context.facts),
        ...(live.has(state.state) ? rules : asWarnings(rules)),
        ...(same ? [nothingChanged()] : []),
      ],
      patch,
    };
  },
});

/** Names the one security officer, from the filed staff (R116). */
export const securityOfficer = act({
  label: { zh: '确定安全责任人', en: 'name the security officer' },
  from: open,
  to: 'same',
  roles: ['U', 'C1'],
  input: z.strictObject({ filing: z.uuid() }),
  step: (state, { filing }, { actor, facts }) => ({
    findings: [
      ...checkOwnUnit(actor, state.hostUnit, ''),
      ...checkOfficer(state.id, filing, facts),
      ...(filing === state.securityOfficer ? [nothingChanged()] : []),
    ],
    patch: { securityOfficer: filing },
    stamps: { securityOfficerSince: 'day' },
  }),
});
