import { CopyButton } from './CopyButton.tsx';
import './show.css';

interface Props {
  readonly value: string;
  /** To be compared by eye and not carried on; nothing stands in the way of the keyboard. */
  readonly isBare?: boolean;
}

/** A fingerprint in groups of four, eight to a line, so that two people can read it to one another. */
export function FingerprintText({ value, isBare = false }: Props) {
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
      {!isBare && <CopyButton text={value} />}
    </span>
  );
}
