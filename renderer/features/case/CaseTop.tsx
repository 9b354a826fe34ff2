import { useSession } from '../../app/session.ts';
import { useText } from '../../locales/text.ts';
import type { RecordView } from '../../ui/record/RecordPane.tsx';
import { CaseEffect } from './CaseEffect.tsx';
import { useDecisionKeys } from './useDecisionKeys.ts';

interface Props {
  readonly view: RecordView;
  readonly openAct: (act: string) => void;
}

/** What a case asks for; whoever proposed it is told that another person decides. */
export function CaseTop({ view, openAct }: Props) {
  const { t } = useText();
  const { accountId } = useSession();
  useDecisionKeys(view, openAct);
  const proposer = view.state['proposer'];
  const isOwn =
    typeof proposer === 'object' && proposer !== null && 'id' in proposer && proposer.id === accountId;
  return (
    <section className="pane-section">
      {isOwn && view.state.state === 'open' && <p className="tone-warn">{t('cases.own')}</p>}
      <CaseEffect id={view.state.id} />
    </section>
  );
}
