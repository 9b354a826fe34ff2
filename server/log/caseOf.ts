import * as z from 'zod';
import { openInput, proposerOf, type CaseState } from '../../shared/domain/case/state.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import type { Actor, Change } from '../../shared/log/event.ts';
import type { GivenNumber } from './numbers.ts';
import type { Command } from './plan.ts';

const { kind, commands, effect, digest, numbers, approveRoles, baseRevs } = openInput.shape;
const opened = z.looseObject({ kind, commands, effect, digest, numbers, approveRoles, baseRevs });

/** An opened case as the write path and the approval page need it. */
export interface OpenedCase {
  readonly id: string;
  readonly state: string;
  readonly kind: NonNullable<CaseState['kind']>;
  readonly commands: readonly Command[];
  readonly effect: readonly Change[];
  readonly digest: string;
  readonly numbers: readonly GivenNumber[];
  readonly approveRoles: readonly string[];
  readonly proposer: Actor | null;
}

/** Reads a case's state. @throws ZodError when it is not an opened case. */
export function caseOf(state: ObjectState): OpenedCase {
  const parsed = opened.parse(state);
  return { ...parsed, id: state.id, state: state.state, proposer: proposerOf(state) };
}
