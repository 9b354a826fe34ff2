import type { DomainFields } from '../domainRecord/fields.ts';
import type { DomainFacts, DomainState } from '../domainRecord/state.ts';
import { domainDeadlines } from '../domainRecord/deadlines.ts';
import { unborn, type ActContext } from '../object.ts';
import { contextOf, idOf, unitIds } from './context.ts';

/** A sub-domain of the city zone with every required field. */
export const domainSample: DomainFields = {
  domain: 'demo.changzhou.gov.cn',
  kind: 'department',
  purpose: 'site',
  isPrimary: true,
  parentDomain: 'changzhou.gov.cn',
  unit: unitIds.bureau,
  site: idOf('b', 1),
  siteCode: '3204009001',
  contactName: '陈样一',
  contactPhone: '0519-00000001',
  registrant: '常州市示范发展局',
  uscc: '11320400990000113M',
  registrar: 'CNNIC',
  regDate: '2024-05-01',
  expiryDate: '2027-05-01',
  dnsServers: ['ns1.changzhou.gov.cn', 'ns2.changzhou.gov.cn'],
  dnssec: true,
  records: [{ type: 'A', value: '203.0.113.10', address: idOf('e', 1) }],
  ipv6Enabled: true,
};

/** The same record in use, its numbers complete. */
export const domainInUse: DomainState = {
  id: idOf('d', 1),
  rev: 7,
  state: 'inUse',
  ...domainSample,
  domainUnicode: 'demo.changzhou.gov.cn',
  icpNumber: '苏ICP备05000000号-1',
  policeNumber: '苏公网安备32040002000000号',
  reportNo: 'BB-1',
  reportedOn: '2025-01-10',
};

/** Facts under which nothing bars that record. */
export const freeDomain: DomainFacts = {
  sameDomain: [],
  sameIcp: [],
  siteDomains: [],
  unit: {
    id: unitIds.bureau,
    name: '常州市示范发展局',
    state: 'active',
    uscc: '11320400990000113M',
    unitType: 'organ',
    hasAdminFunction: true,
    divisionCode: '320400',
  },
  site: { id: idOf('b', 1), name: '常州市示范发展局网站', online: true, readiness: null },
  addresses: [{ id: idOf('e', 1), address: '203.0.113.10', state: 'inUse' }],
  staffNames: ['陈样一'],
};

/** The standing context: nothing bars the act, and a reason is given. */
export const domainContext = contextOf(freeDomain, { reason: '工作需要' });
/** The same without a reason. */
export const unreasoned = contextOf(freeDomain);
/** An attached proof. */
export const scan = [{ digest: 'a'.repeat(64), name: '证明.pdf', size: 10 }];
/** A record without an event. */
export const unbornDomain = unborn(idOf('d', 1));

/** The ICP filing of the sample. */
export const icpInput = {
  icpNumber: '苏ICP备05000000号-1',
  icpPassedOn: '2026-02-01',
  icpSponsor: '常州市示范发展局',
  icpDomain: 'changzhou.gov.cn',
};

/** An input with which each act goes through. */
export const domainInputs: Readonly<Record<string, unknown>> = {
  plan: domainSample,
  edit: { registrar: 'CONAC' },
  register: { regDate: '2026-03-01', expiryDate: '2028-03-01', registrationProof: scan },
  recordIcp: icpInput,
  recordNumbers: { policeNumber: '苏公网安备 32040002000001号' },
  proposeChange: { fields: { registrar: '新注册商' }, plannedDay: '2026-04-01' },
  recordIcpChange: { icpFiledOn: '2026-03-01' },
  completeChange: { changedOn: '2026-03-02' },
  report: { reportNo: 'BB-2', reportedOn: '2026-03-01' },
  renew: { years: 1, renewalProof: scan },
  disposeOld: { oldDomainPlan: 'deregister' },
  keepTransitional: { transitionEnd: '2026-09-01' },
  deregister: { deregistrationProof: scan, deregisteredOn: '2026-03-01', dnsRemoved: true },
  takeOver: { ...domainSample, state: 'inUse' },
  correct: { registrar: '新注册商' },
};

/** The standing context with other facts. */
export function domainFactsOf(facts: Partial<DomainFacts>, more: Partial<ActContext<DomainFacts>> = {}) {
  return { ...domainContext, ...more, facts: { ...freeDomain, ...facts } };
}

/** The sample record in another state. */
export function domainIn(state: string, more: Partial<DomainState> = {}): DomainState {
  return { ...domainInUse, state, ...more };
}

/** What the sample demands by a day: `key rule due`. */
export function duesOf(state: DomainState): readonly string[] {
  const { today, rules, calendar } = domainContext;
  return domainDeadlines(state, today, rules, calendar).map(
    (line) => `${line.key} ${line.rule ?? '-'} ${line.due}`,
  );
}
