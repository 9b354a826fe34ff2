import type { MethodOutput } from '../../../shared/bridge/contract.ts';

/** An enrolment under way at this workstation. */
export type Enrolment = NonNullable<MethodOutput<'enrolment.get'>>;

/** Has it ended, one way or the other. */
export function isOver({ state }: Pick<Enrolment, 'state'>): boolean {
  return state !== 'applied' && state !== 'approved';
}
