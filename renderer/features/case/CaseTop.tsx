import { useCenter } from '../../bridge/center.ts';
import { useSession } from '../../app/session.ts';
import { useText } from '../../locales/text.ts';
import { EffectPreview } from '../../ui/record/EffectPreview.tsx';
import type { RecordView } from '../../ui/record/RecordPane.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';
import { useDecisionKeys } from './useDecisionKeys.ts';

interface Props {
  readonly view: RecordView;
  readonly openAct: (act: string) => void;
}

/** The exact effect a case asks to approve; whoever proposed it is told that another person decides. */
export function CaseTop({ view, openAct }: Props) {
  const { t } = useText();
  const { accountId } = useSession();
  const effect = useCenter('cases.effect', { id: view.state.id });
  useDecisionKeys(view, openAct);
  const proposer = view.state['proposer'];
  const isOwn =
    typeof proposer === 'object' && proposer !== null && 'id' in proposer && proposer.id === accountId;
  return (
    <section className="pane-section">
      {isOwn && view.state.state === 'open' && <p className="tone-warn">{t('cases.own')}</p>}
      {effect.isLoading && <LoadingState />}
      {effect.error && <ErrorState error={effect.error} retry={() => void effect.refetch()} />}
      {effect.data && <EffectPreview preview={effect.data} title={t('cases.effect')} />}
    </section>
  );
}
