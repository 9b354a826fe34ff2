import type { Step } from './step.ts';
import { entranceSteps } from './steps/entrance.ts';

/** The whole main job, in the order in which a center does it. */
export const steps: readonly Step[] = [...entranceSteps];
