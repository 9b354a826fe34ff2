import type { Text } from '../../../text.ts';
import type { Effect } from '../../object.ts';
import type { AccountState } from '../state.ts';

/** Every live session of the account ends in the same transaction. */
export function endSessions(state: AccountState, text: Text): readonly Effect[] {
  return [{ kind: 'end-sessions', accountId: state.id, text }];
}
