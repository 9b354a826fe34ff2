import { useSession } from '../../app/session.ts';
import type { RecordView } from '../../ui/record/RecordPane.tsx';
import { useShortcuts } from '../../ui/useShortcuts.ts';
import { hiddenCaseActs } from './caseActs.tsx';

/**
 * A approve (or confirm), R return, D refuse (or object) for the case that is open beside the list.
 * A key only opens the decision's form; nothing is decided by one key.
 */
export function useDecisionKeys(view: RecordView, openAct: (act: string) => void): void {
  const { accountId } = useSession();
  const hidden = hiddenCaseActs(view.state, accountId);
  const first = (...names: readonly string[]) => {
    const name = names.find((one) => view.acts.includes(one) && !hidden.has(one));
    return name === undefined ? undefined : () => openAct(name);
  };
  useShortcuts({ a: first('approve', 'confirm'), r: first('sendBack'), d: first('refuse', 'object') });
}
