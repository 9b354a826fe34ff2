import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useHost } from '../bridge/center.ts';
import { ErrorState } from '../ui/show/ErrorState.tsx';
import { LoadingState } from '../ui/show/LoadingState.tsx';
import type { Door } from './gate/Doors.tsx';
import { GatePage } from './gate/GatePage.tsx';
import { PasswordPage } from './PasswordPage.tsx';
import { SessionContext } from './session.ts';
import { SignInPage } from './SignInPage.tsx';

const EnrolmentPage = lazy(async () => ({
  default: (await import('./enrolment/EnrolmentPage.tsx')).EnrolmentPage,
}));
const SetupPage = lazy(async () => ({ default: (await import('./enrolment/SetupPage.tsx')).SetupPage }));

/**
 * Lets nobody past who is not signed in, and nobody sign in before the gate is open.
 * A handed-out password is changed first. Who is signed in stays inside when the gate closes: what is on screen may be read on, sending is off.
 */
export function Entrance({ children }: { readonly children: ReactNode }) {
  const gate = useHost('gate.get', {});
  const session = useHost('session.get', {});
  const [door, setDoor] = useState<Door | null>(null);
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
  if (door !== null) {
    const Page = door === 'enrol' ? EnrolmentPage : SetupPage;
    return (
      <Suspense fallback={<LoadingState />}>
        <Page onLeave={() => setDoor(null)} />
      </Suspense>
    );
  }
  if (!gate.data || session.isPending) return <LoadingState />;
  return gate.data.open ? <SignInPage onDoor={setDoor} /> : <GatePage gate={gate.data} onDoor={setDoor} />;
}
