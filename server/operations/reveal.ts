import { objectDefs } from '../../shared/domain/registry.ts';
import { sealedSchema } from '../../shared/domain/sealed.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { openStored } from '../secrets/storedSecret.ts';
import { note } from '../log/note.ts';
import type { Handler } from './call.ts';
import { visibleRecord } from './records.ts';

/** Shows a masked value to an entitled person. The line is written before the value leaves. */
export const secretsReveal: Handler<'secrets.reveal'> = async (call, input) => {
  const { center } = call;
  const state = await visibleRecord(call, input.type, input.id);
  const parsed = sealedSchema.safeParse(Object.entries(state).find(([key]) => key === input.field)?.[1]);
  if (!parsed.success) throw new ProblemError('record/not-found');
  const value = await openStored(center, parsed.data.ref);
  if (value === null) throw new ProblemError('record/not-found');
  await note(center, {
    category: 'sensitive',
    event: `${input.type}.reveal`,
    result: 'done',
    object: { type: input.type, id: input.id, title: objectDefs[input.type].title(state), rev: state.rev },
    actor: call.actor,
    source: call.source,
    requestId: call.requestId,
    facts: { field: input.field, reason: input.reason },
  });
  return { value };
};
