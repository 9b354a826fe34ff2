import type { OperationOutput } from '../../shared/api/operations.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import { objectDefs } from '../../shared/domain/registry.ts';
import type { Act, ObjectState } from '../../shared/domain/object.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { findingsOfIssues } from '../../shared/errors/issues.ts';
import { caseOf } from '../log/caseOf.ts';
import { execute, preview, type Request } from '../log/execute.ts';
import type { Plan } from '../log/plan.ts';
import { Reader } from '../log/reader.ts';
import { previewOfCase, viewOfPlan } from '../log/planView.ts';
import { sealInput } from '../log/seal.ts';
import { requireStepUp, type Handler, type SignedInCall } from './call.ts';
import type { OperationInput } from '../../shared/api/operations.ts';
import { mayDo, visibleRecord } from './records.ts';
import { maySee } from './visibility.ts';

type CommandInput = OperationInput<'commands.run'>;

export const commandsRun: Handler<'commands.run'> = async (call, input) => {
  const act = actOf(input);
  authorize(call, act);
  const outcome = await execute(call.center, await requestOf(call, input, act));
  return {
    ...outcome,
    state: JSON.parse(JSON.stringify(outcome.state)),
    noted: outcome.noted.map((f) => ({ ...f, text: { ...f.text } })),
  };
};

export const commandsPreview: Handler<'commands.preview'> = async (call, input) => {
  const act = actOf(input);
  if (!mayDo(call.actor, act.roles)) throw new ProblemError('access/role');
  const plan: Plan = await preview(call.center, await requestOf(call, input, act));
  return viewOfPlan(plan, dayOf(call.center.now()), call.center);
};

/** Exactly what a case asks to approve: the stored effect, shown against the present state. */
export const casesEffect: Handler<'cases.effect'> = async (
  call,
  input,
): Promise<OperationOutput<'cases.effect'>> => {
  const state = caseOf(await visibleRecord(call, 'case', input.id));
  return previewOfCase(call.center, state);
};

function actOf(input: CommandInput): Act<ObjectState, unknown> {
  const act = objectDefs[input.type].acts[input.act];
  if (!act) throw new ProblemError('request/not-found');
  return act;
}

/** Role and presence; whoever sends the refusal on writes it into the log. */
function authorize(call: SignedInCall, act: Act<ObjectState, unknown>): void {
  if (!mayDo(call.actor, act.roles)) throw new ProblemError('access/role');
  if (act.dangerous) requireStepUp(call);
}

async function requestOf(
  call: SignedInCall,
  input: CommandInput,
  act: Act<ObjectState, unknown>,
): Promise<Request> {
  const state = await new Reader(call.center.pool).load(input.type, input.id);
  // What a person may not see is not there for them, whatever revision they claim to have seen.
  if (state.state !== 'none' && !maySee(call.actor, input.type, state))
    throw new ProblemError('record/not-found');
  const sealed = await sealInput(call.center, input.type, input.act, input.input, state);
  const parsed = act.input.safeParse(sealed.input);
  if (!parsed.success)
    throw new ProblemError('request/invalid', { findings: findingsOfIssues(parsed.error.issues, ['input']) });
  return {
    command: {
      type: input.type,
      id: input.id,
      act: input.act,
      input: sealed.input,
      reason: input.reason ?? null,
    },
    secrets: sealed.secrets,
    secretFindings: sealed.findings,
    actor: call.actor,
    source: call.source,
    requestId: call.requestId,
    rev: call.rev,
    key: call.key,
  };
}
