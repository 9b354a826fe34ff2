import type { UnitFields } from '../unit/fields.ts';
import type { UnitFacts, UnitState } from '../unit/rules.ts';
import { unitIds } from './context.ts';

/** A unit with every required field (常州市示范发展局, domain.md 5.3). */
export const bureauFields: UnitFields = {
  name: '常州市示范发展局',
  shortName: '市示范局',
  uscc: '11320400990000113M',
  unitType: 'organ',
  hasAdminFunction: true,
  divisionCode: '320400',
  level: 'prefecture',
  roles: ['host'],
  leaderInCharge: '李样二',
  mainLeader: '王示三',
  contact: '陈样一',
  phone: '0519-00000001',
  address: '江苏省常州市示范路 1 号',
  postcode: '213000',
};

export const bureau: UnitState = { id: unitIds.bureau, rev: 1, state: 'active', ...bureauFields };

/** Nothing known of other records that would stop an act. */
export const freeUnit: UnitFacts = {
  sameUscc: [],
  superiors: [],
  successor: null,
  inferiors: [],
  openSites: [],
  openFilings: [],
  looseAccounts: [],
};
