import { useCenter } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { EffectPreview } from '../../ui/record/EffectPreview.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';

/** The exact effect a case asks to approve; it stays on screen while the decision is written. */
export function CaseEffect({ id }: { readonly id: string }) {
  const { t } = useText();
  const effect = useCenter('cases.effect', { id });
  if (effect.error) return <ErrorState error={effect.error} retry={() => void effect.refetch()} />;
  if (!effect.data) return <LoadingState isPaused={effect.isPaused} />;
  return <EffectPreview preview={effect.data} title={t('cases.effect')} />;
}
