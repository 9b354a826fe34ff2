import type { IpFields } from '../ipRecord/fields.ts';
import type { IpFacts, IpState } from '../ipRecord/state.ts';
import { idOf, unitIds } from './context.ts';

/** A public front-end address with every required field (documentation range, RFC 5737). */
export const ipSample: IpFields = {
  address: '203.0.113.10',
  netKind: 'internet',
  mappedInternal: '10.12.3.10',
  allocationMode: 'static',
  purpose: 'front',
  ports: '443',
  unit: unitIds.bureau,
  sites: [idOf('b', 1)],
  domains: [idOf('d', 1)],
  accessProvider: '中国示范通信常州分公司',
  accessMode: 'cloud',
  hostingPlace: '江苏省常州市政务云机房',
  hostingCountry: 'CN',
};

/** The same record in use. */
export const ipInUse: IpState = {
  id: idOf('e', 1),
  rev: 5,
  state: 'inUse',
  ...ipSample,
  version: 4,
  first: '00000000000000000000ffffcb00710a',
  last: '00000000000000000000ffffcb00710a',
  effectiveDate: '2025-05-01',
};

/** Facts under which nothing bars that record. */
export const freeIp: IpFacts = {
  overlapping: [],
  pointing: [],
  impact: [],
  unit: { id: unitIds.bureau, name: '常州市示范发展局', state: 'active' },
  unknownRefs: [],
  sampleMode: true,
};
