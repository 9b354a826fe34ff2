import type { OperationId } from '../../../shared/api/operations.ts';
import type { ProblemCode } from '../../../shared/errors/catalog.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { GateService } from '../connection/gateService.ts';
import type { SessionService } from '../session/sessionService.ts';
import type { CenterClient } from './centerClient.ts';

/**
 * The client as everything but the gate itself uses it: with the gate closed nothing is sent, and what comes back
 * keeps session and gate up to date.
 */
export function gatedClient(client: CenterClient, gate: GateService, session: SessionService): CenterClient {
  async function guarded<T>(op: OperationId, work: () => Promise<T>): Promise<T> {
    if (!gate.get().open) throw new ProblemError('gate/closed');
    const token = session.token();
    // An answer to the session of before says nothing of the present one.
    const follow = (failure: ProblemCode | null) => {
      if (token === session.token()) session.follow(op, failure);
    };
    try {
      const value = await work();
      follow(null);
      return value;
    } catch (error) {
      const code = error instanceof ProblemError ? error.problem.code : null;
      if (code !== null) follow(code);
      if (code?.startsWith('auth/certificate') === true || code === 'auth/session-ended') gate.suspect();
      throw error;
    }
  }
  return {
    call: (op, input, options) => guarded(op, () => client.call(op, input, options)),
    callRaw: (op, input, options) => guarded(op, () => client.callRaw(op, input, options)),
  };
}
