import type { ObjectType } from '../../shared/domain/objectType.ts';
import type { Actor } from '../../shared/log/event.ts';
import type { Center } from '../center.ts';
import { execute, type Outcome } from '../log/execute.ts';
import { sealInput } from '../log/seal.ts';
import { Reader } from '../log/reader.ts';
import { systemActor } from '../log/systemActor.ts';

/** One act of the set-up or the sample data, in somebody's name. */
export interface SetUpAct {
  readonly type: ObjectType;
  readonly id: string;
  readonly act: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly reason?: string;
  /** Revision the person saw; the present one unless said otherwise. */
  readonly rev?: number;
}

const source = { ip: null, certificate: null, session: null, client: 'set-up' } as const;

/** Carries an act out through the one write path, secrets sealed as for any other. */
export async function act(center: Center, given: SetUpAct, actor: Actor = systemActor): Promise<Outcome> {
  const state = await new Reader(center.pool).load(given.type, given.id);
  const sealed = await sealInput(center, given.type, given.act, given.input, state);
  return execute(center, {
    command: {
      type: given.type,
      id: given.id,
      act: given.act,
      input: sealed.input,
      reason: given.reason ?? null,
    },
    secrets: sealed.secrets,
    secretFindings: sealed.findings,
    actor,
    source,
    requestId: center.newId(),
    rev: given.rev ?? state.rev,
    key: null,
  });
}
