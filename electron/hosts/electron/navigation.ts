import type { WebContents } from 'electron';
import { appOrigin } from './protocol.ts';

type Guarded = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

/**
 * Keeps a window on the program: no other address, no new window, no embedded page. Places inside the program
 * change by the page's own history, which raises none of these events.
 */
export function guardNavigation(contents: Guarded): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    // A reload of the program itself.
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** True for an address of the program, by its parsed parts; a prefix comparison would let `app.evil` through. */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  const own = new URL(appOrigin);
  return protocol === own.protocol && host === own.host && username === '' && password === '';
}
