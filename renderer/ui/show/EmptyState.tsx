import type { ReactNode } from 'react';
import './show.css';

interface Props {
  /** Why there is nothing here. */
  readonly why: string;
  /** What to do next, or when something is due. */
  readonly next?: string;
  readonly children?: ReactNode;
}

/** An empty list that says why it is empty and what comes next. */
export function EmptyState({ why, next, children }: Props) {
  return (
    <div className="blank">
      <h2>{why}</h2>
      {next && <p className="muted">{next}</p>}
      {children}
    </div>
  );
}
