import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { OpenProfilesContext } from '../../app/profiles.ts';
import { useHost } from '../../bridge/center.ts';
import { inspect, useProfileActs } from './useProfileActs.ts';

const ProfileDialog = lazy(() => import('./ProfileDialog.tsx'));

/**
 * Connection profiles over the whole window: the manager, and the file that was dropped here or double-clicked. They
 * have to be there before anybody is signed in, so they stand outside of everything that asks for it.
 */
export function ProfileArea({ children }: { readonly children: ReactNode }) {
  const { data } = useHost('profiles.list', {});
  const [isOpen, setOpen] = useState(false);
  const acts = useProfileActs();
  const { mutate } = acts;
  useEffect(
    () =>
      onDroppedFile((file) => {
        setOpen(true);
        mutate(inspect(file));
      }),
    [mutate],
  );
  const isShown = isOpen || (data !== undefined && (data.offered !== null || data.refused !== null));
  const close = () => {
    setOpen(false);
    acts.reset();
    if (data?.offered || data?.refused) mutate((client) => client.call('profiles.dismiss', {}));
  };
  return (
    <OpenProfilesContext value={() => setOpen(true)}>
      {children}
      {isShown && data && (
        <Suspense>
          <ProfileDialog profiles={data} acts={acts} onClose={close} />
        </Suspense>
      )}
    </OpenProfilesContext>
  );
}

/** Listens for profile files dropped anywhere; other files keep their own places, and open nothing by accident. */
function onDroppedFile(take: (file: File) => void): () => void {
  const over = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };
  const drop = (event: DragEvent) => {
    const file = [...(event.dataTransfer?.files ?? [])].find(({ name }) => name.endsWith('.egovprofile'));
    if (event.defaultPrevented || event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    if (file) take(file);
  };
  window.addEventListener('dragover', over);
  window.addEventListener('drop', drop);
  return () => {
    window.removeEventListener('dragover', over);
    window.removeEventListener('drop', drop);
  };
}
