import { CopyButton } from './CopyButton.tsx';
import './show.css';

/** A fingerprint in groups of four, eight to a line, so that two people can read it to one another. */
export function FingerprintText({ value }: { readonly value: string }) {
  const groups = value.toUpperCase().match(/.{1,4}/g) ?? [];
  return (
    <span className="fingerprint">
      <span className="fingerprint-groups code">
        {groups.map((group, index) => (
          // Groups never move, and two may be alike.
          // biome-ignore lint/suspicious/noArrayIndexKey: position is the identity
          <span key={index}>{group}</span>
        ))}
      </span>
      <CopyButton text={value} />
    </span>
  );
}
