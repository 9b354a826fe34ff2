import { App } from 'antd';
import { useState } from 'react';
import { useText } from '../../locales/text.ts';

/** Puts a text on the clipboard; `copied` until it is forgotten. Where the system refuses, the person is told. */
export function useCopy() {
  const { t } = useText();
  const { message } = App.useApp();
  const [copied, setCopied] = useState(false);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      void message.error(t('field.copyFailed'));
    }
  };
  return { copied, copy, forget: () => setCopied(false) };
}
