import { useSeconds } from './clock.ts';
import type { Session } from './session.ts';

/** Minutes under which the time left is shown. */
const warnUnder = 5;

/** Whole minutes until the session ends, or null while more than five are left. */
export function useSessionLeft(session: Session): number | null {
  const now = useSeconds();
  const end = Math.min(Date.parse(session.idleUntil), Date.parse(session.absoluteUntil)) / 1000;
  const left = Math.max(0, Math.ceil((end - now) / 60));
  return left <= warnUnder ? left : null;
}
