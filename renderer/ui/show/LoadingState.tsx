import { useEffect, useState } from 'react';
import { useText } from '../../locales/text.ts';
import './show.css';

/** Says that something loads, but only once that has lasted 300 ms: a flicker tells nobody anything. */
export function LoadingState() {
  const { t } = useText();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="blank" aria-busy="true">
      {late && (
        <p className="muted" role="status">
          {t('list.loading')}
        </p>
      )}
    </div>
  );
}
