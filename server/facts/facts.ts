import type { ObjectState } from '../../shared/domain/object.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import type { Authority, Command, Planning } from '../log/plan.ts';
import { accountFacts } from './account.ts';
import { domainFacts } from './domainRecord.ts';
import { enrolmentFacts } from './enrolment.ts';
import { ipFacts } from './ipRecord.ts';
import { siteFacts } from './site.ts';
import { filingFacts } from './staffFiling.ts';
import { unitFacts } from './unit.ts';

/** What a loader of facts is given. */
export interface Asked {
  readonly planning: Planning;
  readonly command: Command;
  readonly state: ObjectState;
  readonly by: Authority;
}

type Loader = (asked: Asked) => Promise<unknown>;

const loaders: Readonly<Record<ObjectType, Loader>> = {
  unit: unitFacts,
  site: siteFacts,
  staffFiling: filingFacts,
  account: accountFacts,
  domainRecord: domainFacts,
  ipRecord: ipFacts,
  enrolment: enrolmentFacts,
  case: async () => null,
};

/** Looks up what `decide` has to know of other records, under the lock of the log's head. */
export function factsOf(
  planning: Planning,
  command: Command,
  state: ObjectState,
  by: Authority,
): Promise<unknown> {
  return loaders[command.type]({ planning, command, state, by });
}
