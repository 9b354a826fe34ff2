import * as z from 'zod';
import { checkRegistration } from '../../../rules/checks/domains.ts';
import { checkSiteReadiness } from '../../../rules/checks/readiness.ts';
import { refuse, warn, type Finding } from '../../../rules/finding.ts';
import { limitOf } from '../../../rules/ruleSet.ts';
import { checkFields } from '../../fields.ts';
import { nothingChanged } from '../../guards.ts';
import { actsOf, type ActContext } from '../../object.ts';
import { fieldsOf, patchOf } from '../../patchOf.ts';
import { domainFields, type DomainFields } from '../fields.ts';
import { checkRecord, notFuture, readable } from '../rules.ts';
import type { DomainFacts, DomainState } from '../state.ts';

const act = actsOf<DomainState, DomainFacts>();

const registrationFields = domainFields.pick({
  registrar: true,
  registry: true,
  certificateNo: true,
  regDate: true,
  expiryDate: true,
  registrationProof: true,
  status: true,
});

const register = act({
  label: { zh: '登记注册', en: 'record the registration' },
  from: ['approved'],
  to: 'registered',
  roles: ['C1'],
  input: registrationFields,
  step: (state, input, { facts, rules }) => {
    const { data, findings } = checkFields(registrationFields, input, false);
    const merged = { ...fieldsOf(domainFields, { ...state }), ...data };
    return {
      findings: [...findings, ...registrationFindings(merged, facts, limitOf(rules, 'X11', 'term'))],
      patch: patchOf(data),
    };
  },
});

/** A sub-domain is an entry in the center's zone and has no term of its own; any other has dates and proof (X11). */
function registrationFindings(
  record: DomainFields,
  facts: DomainFacts,
  term: ReturnType<typeof limitOf>,
): readonly Finding[] {
  if (!record.registrationProof?.length) {
    return [required('registrationProof', '注册或分配证明', 'Proof of registration'), ...dated()];
  }
  return dated();

  function dated(): readonly Finding[] {
    if (record.kind === 'department' && !record.expiryDate) return [];
    const { regDate, expiryDate } = record;
    if (!regDate || !expiryDate) {
      return [
        ...(regDate ? [] : [required('regDate', '注册日期', 'Registered on')]),
        ...(expiryDate ? [] : [required('expiryDate', '到期日期', 'Expires on')]),
      ];
    }
    return checkRegistration({
      regDate,
      expiryDate,
      contactInService: contactServes(record, facts),
      registrant: record.registrant ?? '',
      sealName: facts.unit?.name ?? '',
      term,
    });
  }
}

/** The contact is filed staff of the unit, or the unit has stated that the person is in service (X11). */
function contactServes(record: DomainFields, facts: DomainFacts): boolean {
  return record.contactInService === true || facts.staffNames.includes(record.contactName ?? '');
}

function required(place: string, zh: string, en: string): Finding {
  return refuse('field/required', null, place, { zh: `「${zh}」未填写`, en: `${en} is missing` });
}

const recordIcp = act({
  label: { zh: '登记ICP备案', en: 'record the ICP filing' },
  from: ['registered'],
  to: 'filed',
  roles: ['C1'],
  input: domainFields.pick({ icpNumber: true, icpPassedOn: true }).extend({
    /** Sponsor and domain as the ministry's system shows them for the number. */
    icpSponsor: z.string().max(200),
    icpDomain: z.string().max(253),
  }),
  step: (state, input, context) => {
    const { icpSponsor, icpDomain, ...numbers } = input;
    const merged = { ...fieldsOf(domainFields, { ...state }), ...numbers };
    const { data, findings } = checkRecord(merged, context.facts, context.rules, false);
    const { icpNumber, icpPassedOn } = data;
    return {
      findings: [
        ...findings.filter((found) => found.place === 'icpNumber' || found.place === 'icpPassedOn'),
        ...(icpNumber ? [] : [required('icpNumber', 'ICP备案号', 'ICP number')]),
        ...(icpPassedOn ? notFuture(icpPassedOn, 'icpPassedOn', context.today) : []),
        ...sameFiling(state, { icpSponsor, icpDomain }, context.facts),
      ],
      patch: patchOf({ icpNumber, icpPassedOn }),
    };
  },
});

/** The filing belongs to the same unit and the same domain (domain.md 2.7 and 3.3). */
function sameFiling(
  state: DomainState,
  filing: { readonly icpSponsor: string; readonly icpDomain: string },
  facts: DomainFacts,
): readonly Finding[] {
  const findings: Finding[] = [];
  const plain = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
  if (facts.unit && plain(filing.icpSponsor) !== plain(facts.unit.name)) {
    findings.push(
      refuse('icp/other-sponsor', 'R082', 'icpSponsor', {
        zh: `备案主办单位「${filing.icpSponsor}」与域名单位「${facts.unit.name}」不一致;请核对备案或办理变更`,
        en: `The filing's sponsor "${filing.icpSponsor}" is not the unit "${facts.unit.name}"; check or change the filing`,
      }),
    );
  }
  const bare = (domain: string) => domain.replace(/^www\./, '');
  const own = bare(state.domain ?? '');
  const filed = bare(plain(filing.icpDomain));
  // The ministry files the registered domain; its sub-domains run under the same number.
  if (own !== filed && readable(own) !== filed && !own.endsWith(`.${filed}`)) {
    findings.push(
      refuse('icp/other-domain', 'R082', 'icpDomain', {
        zh: `备案域名「${filing.icpDomain}」与「${readable(own)}」不一致;请核对`,
        en: `The filed domain "${filing.icpDomain}" is not ${readable(own)}; check it`,
      }),
    );
  }
  return findings;
}

const numbers = domainFields.pick({
  policeNumber: true,
  policePassedOn: true,
  markNumber: true,
  siteCode: true,
});

const recordNumbers = act({
  label: { zh: '登记公安备案、标识', en: 'record police number and mark' },
  from: ['registered', 'filed', 'inUse', 'expiring', 'transitional'],
  to: 'same',
  roles: ['C1'],
  input: numbers,
  step: (state, input, context) => {
    const { data, findings } = checkFields(numbers, input, false);
    const patch = patchOf(data);
    const same = Object.entries(patch).every(
      ([key, value]) => value === Object.entries(state).find(([held]) => held === key)?.[1],
    );
    return {
      findings: [...findings, ...policeArea(data, context), ...(same ? [nothingChanged()] : [])],
      patch,
    };
  },
});

function policeArea(data: z.output<typeof numbers>, context: ActContext<DomainFacts>): readonly Finding[] {
  const probe = fieldsOf(domainFields, { policeNumber: data.policeNumber ?? null });
  return checkRecord(probe, context.facts, context.rules, false).findings.filter(
    (found) => found.code === 'police/province-mismatch',
  );
}

const putInUse = act({
  label: { zh: '启用', en: 'put in use' },
  from: ['filed'],
  to: 'inUse',
  roles: ['C1'],
  approve: ['C2'],
  input: domainFields.pick({ oldDomain: true, reportNo: true, reportedOn: true }),
  step: (state, input, { facts, rules }) => {
    const { data, findings } = checkFields(domainFields, input, false);
    const merged = { ...fieldsOf(domainFields, { ...state }), ...data };
    const whole = checkRecord(merged, facts, rules, true).findings.filter(
      (f) => f.severity !== 'needs-reason',
    );
    const replaced = facts.siteDomains.find((other) => other.id === state.replaces);
    const oldDomain = data.oldDomain ?? state.oldDomain ?? replaced?.domain;
    const reported = Boolean(data.reportNo ?? state.reportNo);
    const yields = replaced?.isPrimary === true && state.isPrimary === true;
    return {
      findings: [...findings, ...whole, ...siteReady(facts), ...oldTask(oldDomain)],
      patch: patchOf({ ...data, oldDomain }),
      stamps: {
        startedOn: 'day',
        ...(!reported && { unreportedSince: 'day' as const }),
        ...(oldDomain && { oldDomainSince: 'day' as const }),
      },
      follow: yields
        ? [{ type: 'domainRecord', id: replaced.id, act: 'yield', input: {}, reason: '新域名启用' }]
        : [],
    };
  },
});

/** A domain comes into use with its site: what bars the site bars the domain (R062, R063, ...; domain.md 3.6). */
function siteReady(facts: DomainFacts): readonly Finding[] {
  const { site } = facts;
  return site === null || site.online || site.readiness === null ? [] : checkSiteReadiness(site.readiness);
}

function oldTask(oldDomain: string | null | undefined): readonly Finding[] {
  if (!oldDomain) return [];
  return [
    warn('domain/old-task', 'R016', 'oldDomain', {
      zh: `启用后须处置原域名 ${readable(oldDomain)}(注销或保留),将列入待办`,
      en: `Once in use, the original ${readable(oldDomain)} needs a disposition; it goes on the workbench`,
    }),
  ];
}

const yieldPrimary = act({
  label: { zh: '让出主域名', en: 'yield as primary domain' },
  from: ['registered', 'filed', 'inUse', 'changing', 'expiring', 'expired', 'transitional', 'deregistering'],
  to: 'same',
  roles: ['SYS'],
  input: z.strictObject({}),
  step: () => ({ patch: { isPrimary: false } }),
});

/** Acts from the registration to the start of a domain (已批准 → 已注册 → 已备案 → 启用). */
export const registerActs = { register, recordIcp, recordNumbers, putInUse, yield: yieldPrimary };
