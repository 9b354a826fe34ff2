import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createDispatcher } from '../../bridge/dispatch.ts';
import { createHandlers } from '../../bridge/handlers.ts';
import { systemClock } from '../../services/clock.ts';
import { createServices } from '../../services/createServices.ts';
import { openLogFile } from '../../services/log/logFile.ts';
import { version } from '../../services/version.ts';
import { findChromium, openAppWindow, type AppWindow } from './chromium.ts';
import { openConfValues } from './confValues.ts';
import { startHttpServer } from './httpServer.ts';
import { createFailureLimit, createOnceToken } from './tokens.ts';
import { startWsTransport } from './wsTransport.ts';

export interface LoopbackOptions {
  readonly profileDir: string;
  readonly dataDir: string;
  /** Folder of exported files; `<dataDir>/exports` unless given. */
  readonly exportDir?: string;
  /** The built renderer. */
  readonly rendererDir: string;
  /** 0 = any free port. */
  readonly port: number;
  /** `chromium` opens a window; `print` leaves it to the caller to open the one-time URL. */
  readonly open: 'chromium' | 'print';
  /** Opens the vault without asking. */
  readonly vaultPassphrase?: string | null;
  /** A vault is locked after this long without a call; 15 minutes unless given. */
  readonly vaultIdleMs?: number | undefined;
}

export interface LoopbackHost {
  /** One-time URL of the client; with `chromium` it is used up already. */
  readonly url: string;
  /** A fresh one-time URL; the one before ends. */
  freshUrl(): string;
  /** Resolves when the host has ended by itself or by `close`. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** A window opens at once; a person needs time to copy what was printed. */
const TOKEN_MS = { chromium: 10_000, print: 600_000 } as const;
/** A reload closes the socket for a moment. */
const LINGER_MS = 30_000;

/**
 * Runs the client's services on plain Node and serves the screens to one local browser.
 * @throws Error when the profile cannot be used, the port is taken, or there is no Chromium to open
 */
export async function startLoopbackHost(options: LoopbackOptions): Promise<LoopbackHost> {
  const binary = options.open === 'chromium' ? findChromium() : null;
  if (options.open === 'chromium' && binary === null)
    throw new Error('No Chromium was found on this machine');
  const services = await servicesFor(options);
  const dispatcher = createDispatcher(createHandlers(services), services.log, () => services.keychain.used());
  const boot = createOnceToken(systemClock, TOKEN_MS[options.open]);
  const limit = createFailureLimit(systemClock);
  const { server, access } = await startHttpServer({
    port: options.port,
    rendererDir: options.rendererDir,
    boot,
    limit,
  });
  const freshUrl = () => `${access.origin}/enter?t=${boot.renew()}`;
  const linger = createLinger(options.open === 'chromium', () => void close());
  const transport = startWsTransport({
    server,
    access,
    limit,
    dispatcher,
    publisher: services.publisher,
    connected: linger,
  });
  services.gate.start();
  const url = freshUrl();
  const window: AppWindow | null = binary === null ? null : await openAppWindow(binary, url);
  void window?.ended.then(() => close());

  const end = Promise.withResolvers<void>();
  let closing: Promise<void> | null = null;
  function close(): Promise<void> {
    closing ??= shutDown();
    return closing;
  }
  async function shutDown(): Promise<void> {
    linger(1);
    dispatcher.close();
    await services.close();
    transport.close();
    server.close();
    server.closeAllConnections();
    await window?.close();
    end.resolve();
  }
  return { url, freshUrl, ended: end.promise, close };
}

async function servicesFor({
  profileDir,
  dataDir,
  exportDir = join(dataDir, 'exports'),
  vaultPassphrase = null,
  vaultIdleMs,
}: LoopbackOptions) {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return createServices({
    host: 'loopback',
    version,
    profileDir,
    dataDir,
    exportDir,
    settings: openConfValues(dataDir),
    logTo: openLogFile(join(dataDir, 'client.log')),
    clock: systemClock,
    reveal: null,
    vaultPassphrase,
    vaultIdleMs,
  });
}

/** Ends the host a while after the last page is gone. */
function createLinger(active: boolean, end: () => void): (connected: 0 | 1) => void {
  let timer: NodeJS.Timeout | undefined;
  return (connected) => {
    clearTimeout(timer);
    if (active && connected === 0) timer = setTimeout(end, LINGER_MS);
  };
}
