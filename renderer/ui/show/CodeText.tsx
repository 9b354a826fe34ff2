import { CopyButton } from './CopyButton.tsx';
import './show.css';

/** An identifier: monospace, selectable, with a copy button on hover and focus. */
export function CodeText({ children, short }: { readonly children: string; readonly short?: boolean }) {
  return (
    <span className="copyable">
      <span className="code ellipsis" title={children}>
        {short ? `${children.slice(0, 12)}…` : children}
      </span>
      <CopyButton text={children} />
    </span>
  );
}
