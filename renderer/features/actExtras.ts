import type { ObjectType } from '../../shared/domain/objectType.ts';
import type { ActExtras } from '../ui/form/actFields.ts';
import { accountActs } from './account/accountActs.ts';
import { caseActs } from './case/caseActs.tsx';
import { enrolmentActs } from './credentials/enrolmentActs.ts';
import { domainActs } from './domainRecord/domainActs.ts';
import { ipActs } from './ipRecord/ipActs.ts';
import { siteActs } from './site/siteActs.ts';
import { staffActs } from './staffFiling/staffActs.ts';

/** What the forms of every object's acts have beyond their schemas, by act name. */
export const actExtras: Readonly<Record<ObjectType, Readonly<Record<string, ActExtras>>>> = {
  staffFiling: staffActs,
  account: accountActs,
  domainRecord: domainActs,
  ipRecord: ipActs,
  site: siteActs,
  unit: {},
  enrolment: enrolmentActs,
  case: caseActs,
};
