import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { App as AntApp, ConfigProvider } from 'antd';
import type { ReactElement } from 'react';
import { createMemoryRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from '../app/queryClient.ts';
import { SessionContext } from '../app/session.ts';
import { createClient } from '../bridge/client.ts';
import { ClientContext } from '../bridge/useClient.ts';
import { type Defs, DefsContext } from '../ui/defs.ts';
import { type FakeBridge, fakeSession } from './fakeBridge.ts';

interface Given {
  readonly bridge: FakeBridge;
  readonly defs?: Defs;
  readonly path?: string;
  readonly session?: typeof fakeSession;
}

/** Renders one screen as the frame would: client, cache, session, registry, router; no motion. */
export function renderScreen(
  element: ReactElement,
  { bridge, defs = {}, path = '/', session = fakeSession }: Given,
) {
  const router = createMemoryRouter([{ path: '*', element }], { initialEntries: [path] });
  return {
    router,
    ...render(
      <ClientContext value={createClient(bridge)}>
        <QueryClientProvider client={createQueryClient()}>
          <ConfigProvider theme={{ token: { motion: false } }} button={{ autoInsertSpace: false }}>
            <AntApp>
              <SessionContext value={session}>
                <DefsContext value={defs}>
                  <RouterProvider router={router} />
                </DefsContext>
              </SessionContext>
            </AntApp>
          </ConfigProvider>
        </QueryClientProvider>
      </ClientContext>,
    ),
  };
}

/** Gives every element a size, so that the rows in view are drawn; jsdom itself lays nothing out. */
export function layOut(width = 1000, height = 400): void {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => height });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => width });
  Object.defineProperty(HTMLElement.prototype, 'scrollIntoView', {
    configurable: true,
    value: () => undefined,
  });
  // The scroll position is all that moving through the rows needs.
  Object.defineProperty(HTMLElement.prototype, 'scrollTo', {
    configurable: true,
    value(this: HTMLElement, to: { readonly top?: number }) {
      this.scrollTop = to.top ?? 0;
      this.dispatchEvent(new Event('scroll'));
    },
  });
}
