import type { DomainFields } from '../domainRecord/fields.ts';
import type { DomainFacts, DomainState } from '../domainRecord/state.ts';
import { idOf, unitIds } from './context.ts';

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
