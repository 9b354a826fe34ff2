import { accountDef } from './account/account.ts';
import { caseDef } from './case/case.ts';
import { domainRecordDef } from './domainRecord/domainRecord.ts';
import { enrolmentDef } from './enrolment/enrolment.ts';
import { ipRecordDef } from './ipRecord/ipRecord.ts';
import type { ObjectDef, ObjectState } from './object.ts';
import type { ObjectType } from './objectType.ts';
import { siteDef } from './site/site.ts';
import { staffFilingDef } from './staffFiling/staffFiling.ts';
import { unitDef } from './unit/unit.ts';

/** The decider of every object type: what the write path, the folds, the screens and the ledgers derive from. */
export const objectDefs: Readonly<Record<ObjectType, ObjectDef<ObjectState, unknown>>> = {
  unit: unitDef,
  site: siteDef,
  staffFiling: staffFilingDef,
  account: accountDef,
  domainRecord: domainRecordDef,
  ipRecord: ipRecordDef,
  enrolment: enrolmentDef,
  case: caseDef,
};
