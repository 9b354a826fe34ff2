import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { appOrigin } from './protocol.ts';
import { webPreferences } from './webPreferences.ts';

/** Options of the main window. It is shown once it has something to show. */
export function mainWindowOptions(preload: string, title: string): BrowserWindowConstructorOptions {
  return {
    title,
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    autoHideMenuBar: true,
    webPreferences: webPreferences(preload),
  };
}

/** Shows the program in a window. */
export async function loadMainWindow(
  window: Pick<BrowserWindow, 'once' | 'show' | 'loadURL'>,
): Promise<void> {
  window.once('ready-to-show', () => window.show());
  await window.loadURL(`${appOrigin}/`);
}
