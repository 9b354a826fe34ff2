import { useEffect, useState } from 'react';
import { useText } from '../../locales/text.ts';
import './show.css';

interface Props {
  /** The question waits for the gate to open. */
  readonly isPaused?: boolean;
}

/**
 * Says that something loads, but only once that has lasted 300 ms: a flicker tells nobody anything. What the closed
 * gate keeps from being loaded says that it waits for the gate.
 */
export function LoadingState({ isPaused = false }: Props) {
  const { t } = useText();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="blank" aria-busy={!isPaused}>
      {(late || isPaused) && (
        <p className="muted" role="status">
          {t(isPaused ? 'list.paused' : 'list.loading')}
        </p>
      )}
    </div>
  );
}
