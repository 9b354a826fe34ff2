import type { Step } from './step.ts';
import { accessSteps } from './steps/access.ts';
import { approvalSteps } from './steps/approval.ts';
import { auditSteps } from './steps/audit.ts';
import { entranceSteps } from './steps/entrance.ts';
import { filingSteps } from './steps/filing.ts';
import { importSteps } from './steps/imports.ts';
import { ledgerSteps } from './steps/ledgers.ts';
import { permissionSteps } from './steps/permissions.ts';
import { registerSteps } from './steps/registers.ts';

/** The whole main job, in the order in which a center does it. */
export const steps: readonly Step[] = [
  ...entranceSteps,
  ...importSteps,
  ...filingSteps,
  ...approvalSteps,
  ...permissionSteps,
  ...accessSteps,
  ...registerSteps,
  ...auditSteps,
  ...ledgerSteps,
];
