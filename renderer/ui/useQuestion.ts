import { App } from 'antd';
import { useText } from '../locales/text.ts';

/** What is asked before something ends. */
interface Question {
  readonly title: string;
  readonly text?: string;
  /** The verb on the button that goes on. */
  readonly yes: string;
  /** The way back; `取消` by default. */
  readonly no?: string;
  readonly isDanger?: boolean;
  readonly onYes: () => void;
}

/** Asks before something ends or is lost. The way back has the focus, so that Enter never does the harm. */
export function useQuestion(): (question: Question) => void {
  const { t } = useText();
  const { modal } = App.useApp();
  return ({ title, text, yes, no = t('form.cancel'), isDanger = false, onYes }) =>
    void modal.confirm({
      title,
      content: text,
      okText: yes,
      cancelText: no,
      okButtonProps: { danger: isDanger },
      focusable: { autoFocusButton: 'cancel' },
      onOk: onYes,
    });
}
