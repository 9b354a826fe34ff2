import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { DataRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import type { Client } from '../bridge/client.ts';
import { ClientContext } from '../bridge/useClient.ts';
import { ProfileArea } from '../features/profiles/ProfileArea.tsx';
import { Entrance } from './Entrance.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { PreferencesProvider } from './PreferencesProvider.tsx';
import { createQueryClient, followHost } from './queryClient.ts';
import '../ui/page/page.css';
import './frame.css';

interface Props {
  readonly client: Client;
  readonly router: DataRouter;
}

/** The whole client: providers, then gate, sign-in, and the frame with its pages. */
export function App({ client, router }: Props) {
  const [queries] = useState(createQueryClient);
  useEffect(() => followHost(client, queries), [client, queries]);
  return (
    <ClientContext value={client}>
      <QueryClientProvider client={queries}>
        <PreferencesProvider>
          <ErrorBoundary>
            <ProfileArea>
              <Entrance>
                <RouterProvider router={router} />
              </Entrance>
            </ProfileArea>
          </ErrorBoundary>
        </PreferencesProvider>
      </QueryClientProvider>
    </ClientContext>
  );
}
