import type { Step } from './step.ts';
import { entranceSteps } from './steps/entrance.ts';
import { filingSteps } from './steps/filing.ts';
import { importSteps } from './steps/imports.ts';

/** The whole main job, in the order in which a center does it. */
export const steps: readonly Step[] = [...entranceSteps, ...importSteps, ...filingSteps];
