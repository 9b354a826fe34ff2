import type { ReactNode } from 'react';
import './show.css';

interface Props {
  /** Why there is nothing here. */
  readonly why: string;
  /** What to do next, or when something is due. */
  readonly next?: string;
  readonly children?: ReactNode;
  /** Is it all that the page shows; then it is the page's own heading. */
  readonly isPage?: boolean;
}

/** An empty list that says why it is empty and what comes next. */
export function EmptyState({ why, next, children, isPage = false }: Props) {
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <div className="blank">
      <Heading>{why}</Heading>
      {next && <p className="muted">{next}</p>}
      {children}
    </div>
  );
}
