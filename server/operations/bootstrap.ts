import { ProblemError } from '../../shared/errors/problem.ts';
import { setUpWith } from '../setup/bootstrap.ts';
import type { Call, Handler } from './call.ts';
import { noteStranger } from './enrolment.ts';

/** 首次设立: with the code the server printed; a wrong one is a line of the log. */
export const bootstrapRun: Handler<'bootstrap.run', Call> = async (call, input) => {
  try {
    return await setUpWith(call.center, input);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'bootstrap/code')
      await noteStranger(call, 'bootstrap.run', '', 'code');
    throw error;
  }
};
