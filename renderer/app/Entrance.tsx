import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useHost } from '../bridge/center.ts';
import { ErrorState } from '../ui/show/ErrorState.tsx';
import { LoadingState } from '../ui/show/LoadingState.tsx';
import type { Door } from './gate/Doors.tsx';
import { GatePage } from './gate/GatePage.tsx';
import { ImportDialog } from './gate/ImportDialog.tsx';
import type { Gate } from './gate/lights.tsx';
import { LockCover } from './keychain/LockCover.tsx';
import { SkipStore, UnlockPage } from './keychain/UnlockPage.tsx';
import type { Keychain } from './keychain/useKeychain.ts';
import { PasswordPage } from './PasswordPage.tsx';
import { SessionContext } from './session.ts';
import { SignInPage } from './SignInPage.tsx';
import { SignOutButton } from './SignOutButton.tsx';

const EnrolmentPage = lazy(async () => ({
  default: (await import('./enrolment/EnrolmentPage.tsx')).EnrolmentPage,
}));
const SetupPage = lazy(async () => ({ default: (await import('./enrolment/SetupPage.tsx')).SetupPage }));

/**
 * Lets nobody past who is not signed in, and nobody sign in before the gate is open.
 * A handed-out password is changed first. A locked credential store is opened before the gate, and over the screens of
 * who is signed in. Who is signed in stays inside when the gate closes: what is on screen may be read on, sending is off.
 */
export function Entrance({ children }: { readonly children: ReactNode }) {
  const gate = useHost('gate.get', {});
  const session = useHost('session.get', {});
  const keychain = useHost('keychain.get', {});
  const locked = keychain.data?.state === 'locked' ? keychain.data : null;
  const error = gate.error ?? session.error;
  if (session.data) {
    return (
      <>
        {session.data.mustChangePassword ? (
          <PasswordPage />
        ) : (
          <SessionContext value={session.data}>{children}</SessionContext>
        )}
        {locked && (
          <LockCover keychain={locked}>
            <SignOutButton />
          </LockCover>
        )}
      </>
    );
  }
  if (error) {
    return (
      <main className="entrance">
        <ErrorState error={error} retry={() => void Promise.all([gate.refetch(), session.refetch()])} />
      </main>
    );
  }
  if (!gate.data || session.isPending || keychain.isPending) return <LoadingState />;
  return <Outside gate={gate.data} locked={locked} />;
}

interface OutsideProps {
  readonly gate: Gate;
  /** The credential store while it is locked. */
  readonly locked: Keychain | null;
}

/** Before the sign-in: a door that was opened stays open, with what was typed behind it, under a lock too. */
function Outside({ gate, locked }: OutsideProps) {
  const [door, setDoor] = useState<Door | null>(null);
  if (door !== null) {
    const Page = door === 'enrol' ? EnrolmentPage : SetupPage;
    return (
      <>
        <Suspense fallback={<LoadingState />}>
          <Page onLeave={() => setDoor(null)} />
        </Suspense>
        {locked && (
          <LockCover keychain={locked}>
            <SkipStore />
          </LockCover>
        )}
      </>
    );
  }
  return locked ? <UnlockPage keychain={locked} /> : <AtTheGate gate={gate} onDoor={setDoor} />;
}

interface AtTheGateProps {
  readonly gate: Gate;
  readonly onDoor: (door: Door) => void;
}

/** Gate or sign-in. A gate that closes and opens again takes nothing that was typed away. */
function AtTheGate({ gate, onDoor }: AtTheGateProps) {
  const [password, setPassword] = useState('');
  const [isImporting, setImporting] = useState(false);
  const [wasOpen, setWasOpen] = useState(gate.open);
  // While it is looked at anew, e.g. with another certificate, the gate has closed on nobody yet: whoever was about to
  // sign in stays where they are.
  const isSignIn = gate.open || (wasOpen && gate.lights.every(({ state }) => state !== 'bad'));
  if (isSignIn !== wasOpen) setWasOpen(isSignIn);
  const ways = { onDoor, onImport: () => setImporting(true) };
  return (
    <>
      {isSignIn ? (
        <SignInPage gate={gate} password={password} onPassword={setPassword} {...ways} />
      ) : (
        <GatePage gate={gate} {...ways} />
      )}
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
    </>
  );
}
