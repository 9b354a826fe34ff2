import type { ReactNode } from 'react';
import { useHost } from '../bridge/center.ts';
import { ErrorState } from '../ui/show/ErrorState.tsx';
import { LoadingState } from '../ui/show/LoadingState.tsx';
import { GatePage } from './gate/GatePage.tsx';
import { PasswordPage } from './PasswordPage.tsx';
import { SessionContext } from './session.ts';
import { SignInPage } from './SignInPage.tsx';

/**
 * Lets nobody past who is not signed in, and nobody sign in before the gate is open.
 * A handed-out password is changed first. Who is signed in stays inside when the gate closes: what is on screen may be read on, sending is off.
 */
export function Entrance({ children }: { readonly children: ReactNode }) {
  const gate = useHost('gate.get', {});
  const session = useHost('session.get', {});
  const error = gate.error ?? session.error;
  if (session.data?.mustChangePassword) return <PasswordPage />;
  if (session.data) return <SessionContext value={session.data}>{children}</SessionContext>;
  if (error) {
    return (
      <main className="entrance">
        <ErrorState error={error} retry={() => void Promise.all([gate.refetch(), session.refetch()])} />
      </main>
    );
  }
  if (!gate.data || session.isPending) return <LoadingState />;
  return gate.data.open ? <SignInPage /> : <GatePage gate={gate.data} />;
}
