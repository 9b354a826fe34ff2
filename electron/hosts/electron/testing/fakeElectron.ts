import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainInvokeEvent, IpcRenderer, WebContents, WebFrameMain } from 'electron';
import { appOrigin } from '../protocol.ts';

type Handler = Parameters<IpcMain['handle']>[1];
type Told = Parameters<IpcRenderer['on']>[1];

/** The parts of Electron's IPC in use, joined; everything that crosses is cloned as Chromium clones it. */
export interface FakeIpc {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  readonly ipcRenderer: Pick<IpcRenderer, 'invoke' | 'on' | 'off'>;
  readonly page: Pick<WebContents, 'send' | 'isDestroyed'>;
  /** Shows another address in the window from now on. */
  show(url: string): void;
  /** Sends from a frame inside the page instead of the page itself. */
  fromSubframe(): void;
  /** Everything that crossed towards the page, as JSON text. */
  readonly seen: string[];
}

/** Only what our code touches exists; tests assert on our behaviour, never on what Electron is thought to do. */
export function fakeIpc(): FakeIpc {
  const handlers = new Map<string, Handler>();
  const toPage = new EventEmitter();
  const seen: string[] = [];
  const mainFrame = partial<WebFrameMain>({ url: `${appOrigin}/` });
  let senderFrame = mainFrame;
  const record = <T>(value: T): T => {
    seen.push(JSON.stringify(value) ?? '');
    return structuredClone(value);
  };
  const invoke = async (channel: string, ...args: readonly unknown[]): Promise<unknown> => {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const event = partial<IpcMainInvokeEvent>({ senderFrame, sender: partial<WebContents>({ mainFrame }) });
    const answer: unknown = await handler(event, ...structuredClone(args));
    return record(answer);
  };
  const renderer: IpcRenderer = partial<IpcRenderer>({
    invoke,
    on: (channel: string, listener: Told) => {
      toPage.on(channel, listener);
      return renderer;
    },
    off: (channel: string, listener: Told) => {
      toPage.off(channel, listener);
      return renderer;
    },
  });
  return {
    ipcMain: {
      handle: (channel, handler) => void handlers.set(channel, handler),
      removeHandler: (channel) => void handlers.delete(channel),
    },
    ipcRenderer: renderer,
    page: {
      isDestroyed: () => false,
      send: (channel, message: unknown) => void toPage.emit(channel, {}, record(message)),
    },
    show: (url) => Object.assign(mainFrame, { url }),
    fromSubframe: () => {
      senderFrame = partial<WebFrameMain>({ url: `${appOrigin}/` });
    },
    seen,
  };
}

/** A stand-in with only the given members; touching another one fails at once instead of giving undefined. */
export function partial<T extends object>(members: Partial<T>): T {
  const guarded = new Proxy(members, {
    get(target, name, receiver): unknown {
      if (typeof name === 'string' && name !== 'then' && !(name in target)) {
        throw new Error(`the stand-in has no ${name}`);
      }
      return Reflect.get(target, name, receiver);
    },
  });
  if (!isWhole(guarded)) throw new TypeError('never');
  return guarded;
}

/** The guard above makes a missing member an error, so the stand-in may pass for the whole. */
function isWhole<T extends object>(members: Partial<T>): members is T {
  return typeof members === 'object';
}
