import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { centerKey, hostQuery, useReadAnew } from '../bridge/center.ts';
import { useClient } from '../bridge/useClient.ts';
import { storeDrafts } from '../ui/form/unsavedDrafts.ts';
import { LoadingState } from '../ui/show/LoadingState.tsx';
import { type Shortcuts, useShortcuts } from '../ui/useShortcuts.ts';
import { Bars } from './Bars.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { useRenewal } from './enrolment/useRenewal.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import type { GateListState } from './gate/GateStrip.tsx';
import { JobTray } from './jobs/JobTray.tsx';
import { KeyboardHelp } from './KeyboardHelp.tsx';
import { maySee, modules } from './modules.ts';
import { Navigation } from './Navigation.tsx';
import { useSession } from './session.ts';
import { TopBar } from './TopBar.tsx';

/** The frame: navigation, top bar, one warning bar, the page, the job tray. */
export function Shell() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { roles } = useSession();
  useRenewal();
  const lock = useLock();
  const readAnew = useReadAnew();
  const [overlay, setOverlay] = useState<'none' | 'search' | 'help'>('none');
  const [gateList, setGateList] = useState<GateListState>('closed');
  const close = () => setOverlay('none');
  const open = async (path: string) => {
    await navigate(path);
    await readAnew();
  };
  const goTo: Shortcuts = Object.fromEntries(
    modules.flatMap(({ digit, ...module }) =>
      digit === undefined
        ? []
        : [[`alt+${digit}`, maySee(module, roles) ? () => void open(module.path) : undefined]],
    ),
  );
  useShortcuts({
    ...goTo,
    'ctrl+k': () => setOverlay('search'),
    '?': () => setOverlay('help'),
    'ctrl+shift+l': lock,
  });
  return (
    <div className="shell">
      <Navigation />
      <div className="shell-main">
        <TopBar
          gateList={gateList}
          onGateList={setGateList}
          onSearch={() => setOverlay('search')}
          onHelp={() => setOverlay('help')}
          onLock={lock}
        />
        <Bars onReason={() => setGateList('pinned')} />
        <ErrorBoundary key={pathname}>
          <Suspense fallback={<LoadingState />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </div>
      <JobTray />
      {overlay === 'search' && <CommandPalette onClose={close} />}
      {overlay === 'help' && <KeyboardHelp onClose={close} />}
    </div>
  );
}

/** Ends the session at once; the address and every draft stay for whoever signs in again. */
function useLock(): () => void {
  const client = useClient();
  const queries = useQueryClient();
  return () => {
    const forget = () => {
      queries.setQueryData(hostQuery(client, 'session.get', {}).queryKey, null);
      queries.removeQueries({ queryKey: [centerKey] });
    };
    storeDrafts();
    // The screen is hidden even where the host can not be told.
    client.call('session.signOut', {}).then(forget, forget);
  };
}
