import type { IpcMain, WebContents } from 'electron';
import * as z from 'zod';
import type { Dispatcher } from '../../bridge/dispatch.ts';
import type { Publisher } from '../../bridge/events.ts';
import { problemOf } from '../../../shared/errors/problem.ts';
import { channels } from './channels.ts';
import { isTrustedSender } from './senderPolicy.ts';

interface Options {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  readonly dispatcher: Dispatcher;
  readonly publisher: Publisher;
  /** The window's page, or null while there is none. */
  readonly page: () => Pick<WebContents, 'send' | 'isDestroyed'> | null;
}

const fromPage = z.union([
  z.strictObject({ id: z.string(), method: z.string(), input: z.unknown() }),
  z.strictObject({ cancel: z.string() }),
]);

const refused = { ok: false, problem: problemOf('bridge/invalid') } as const;

/** The bridge over Electron's IPC. @returns ends it; pending calls are the dispatcher's to settle */
export function startIpcTransport({ ipcMain, dispatcher, publisher, page }: Options): () => void {
  ipcMain.handle(channels.ask, (event, raw: unknown) => {
    const message = fromPage.safeParse(raw);
    if (!isTrustedSender(event) || !message.success) return refused;
    if ('cancel' in message.data) return dispatcher.cancel(message.data.cancel);
    const { id, method, input } = message.data;
    return dispatcher.call(method, input, id);
  });
  const unsubscribe = publisher.subscribe((message) => {
    const target = page();
    if (target !== null && !target.isDestroyed()) target.send(channels.tell, message);
  });
  return () => {
    unsubscribe();
    ipcMain.removeHandler(channels.ask);
  };
}
