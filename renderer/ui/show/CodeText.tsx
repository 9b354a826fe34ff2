import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useText } from '../../locales/text.ts';
import './show.css';

/** An identifier: monospace, selectable, with a copy button on hover and focus. */
export function CodeText({ children, short }: { readonly children: string; readonly short?: boolean }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(children);
    setCopied(true);
  };
  return (
    <span className="copyable" onMouseLeave={() => setCopied(false)}>
      <span className="code ellipsis" title={children}>
        {short ? `${children.slice(0, 12)}…` : children}
      </span>
      <button
        type="button"
        className="plain"
        aria-label={t(copied ? 'field.copied' : 'field.copy')}
        title={t(copied ? 'field.copied' : 'field.copy')}
        onClick={(event) => {
          event.stopPropagation();
          void copy();
        }}
      >
        {copied ? <CheckOutlined /> : <CopyOutlined />}
      </button>
    </span>
  );
}
