import { useEffect, useState } from 'react';
import type { Session } from './session.ts';

/** Minutes under which the time left is shown. */
const warnUnder = 5;

/** Whole minutes until the session ends, or null while more than five are left. */
export function useSessionLeft(session: Session): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  const end = Math.min(Date.parse(session.idleUntil), Date.parse(session.absoluteUntil));
  const left = Math.max(0, Math.ceil((end - now) / 60_000));
  return left <= warnUnder ? left : null;
}
