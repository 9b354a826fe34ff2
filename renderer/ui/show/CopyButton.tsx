import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useText } from '../../locales/text.ts';

/** Puts a text on the clipboard and says that it did. */
export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <button
      type="button"
      className="plain"
      aria-label={t(copied ? 'field.copied' : 'field.copy')}
      title={t(copied ? 'field.copied' : 'field.copy')}
      onBlur={() => setCopied(false)}
      onMouseLeave={() => setCopied(false)}
      onClick={(event) => {
        event.stopPropagation();
        void copy();
      }}
    >
      {copied ? <CheckOutlined /> : <CopyOutlined />}
    </button>
  );
}
