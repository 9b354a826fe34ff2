import type { RecordView } from '../../ui/record/RecordPane.tsx';
import { useShortcuts } from '../../ui/useShortcuts.ts';

/**
 * A approve (or confirm), R return, D refuse (or object) for the case that is open beside the list.
 * A key only opens the decision's form; nothing is decided by one key.
 */
export function useDecisionKeys(view: RecordView, openAct: (act: string) => void): void {
  const first = (...names: readonly string[]) => {
    const name = names.find((one) => view.acts.includes(one));
    return name === undefined ? undefined : () => openAct(name);
  };
  useShortcuts({ a: first('approve', 'confirm'), r: first('sendBack'), d: first('refuse', 'object') });
}
