import { useText } from '../../locales/text.ts';
import { useQuestion } from '../../ui/useQuestion.ts';

/** The way back from a page that keeps no draft: asks where something was typed. */
export function useLeave(onLeave: () => void): (isTyped: boolean) => void {
  const { t } = useText();
  const ask = useQuestion();
  return (isTyped) => {
    if (!isTyped) return onLeave();
    ask({
      title: t('form.leaveTitle'),
      text: t('form.leaveText'),
      yes: t('form.leave'),
      no: t('form.stay'),
      onYes: onLeave,
    });
  };
}
