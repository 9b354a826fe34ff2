import { useEffect, useState } from 'react';

/** Hands the focus back, when a dialog goes, to what had it before; only where nothing else has taken it. */
export function useFocusReturn(): void {
  const [from] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (isFocusLost() && from instanceof HTMLElement && from.isConnected) from.focus();
      });
    },
    [from],
  );
}

/** Has nothing the focus, so that a key would lead nowhere. */
export function isFocusLost(): boolean {
  return document.activeElement === document.body || document.activeElement === null;
}
