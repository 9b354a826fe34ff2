import { createContext, use } from 'react';
import type { MethodOutput } from '../../shared/bridge/contract.ts';

export type Session = NonNullable<MethodOutput<'session.get'>>;

/** Carries the signed-in person; there is none before sign-in. */
export const SessionContext = createContext<Session | null>(null);

/** The signed-in person. @throws before sign-in */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('nobody is signed in');
  return session;
}
