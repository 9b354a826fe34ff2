import type { ObjectType } from '../../shared/domain/objectType.ts';
import type { Actor } from '../../shared/log/event.ts';
import type { Center } from '../center.ts';
import type { Finding } from '../../shared/rules/finding.ts';
import { execute, preview, type Outcome, type Request } from '../log/execute.ts';
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
  return execute(center, await requestOf(center, given, actor));
}

/** What stands against an act; nothing is written. */
export async function refusalsOf(center: Center, given: SetUpAct): Promise<readonly Finding[]> {
  const { ok, findings } = await preview(center, await requestOf(center, given, systemActor));
  return ok ? [] : findings.filter(({ severity }) => severity === 'refuse');
}

async function requestOf(center: Center, given: SetUpAct, actor: Actor): Promise<Request> {
  const state = await new Reader(center.pool).load(given.type, given.id);
  const sealed = await sealInput(center, given.type, given.act, given.input, state);
  return {
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
  };
}
