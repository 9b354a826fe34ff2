import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, shell } from 'electron';
import { createDispatcher } from './bridge/dispatch.ts';
import { createHandlers } from './bridge/handlers.ts';
import { refuseChromiumCertificates } from './hosts/electron/certificatePolicy.ts';
import { confirmQuit, showStartFailure } from './hosts/electron/dialogs.ts';
import { openElectronValues } from './hosts/electron/electronValues.ts';
import { startIpcTransport } from './hosts/electron/ipcTransport.ts';
import { offerProfile, openedProfile } from './hosts/electron/offerProfile.ts';
import { guardNavigation } from './hosts/electron/navigation.ts';
import { denyPermissions, mayRequest } from './hosts/electron/permissions.ts';
import { appScheme, createAssetHandler, schemes } from './hosts/electron/protocol.ts';
import { recoverPage } from './hosts/electron/recoverPage.ts';
import { loadMainWindow, mainWindowOptions } from './hosts/electron/windows.ts';
import { systemClock } from './services/clock.ts';
import { createServices, type Services } from './services/createServices.ts';
import { openLogFile } from './services/log/logFile.ts';
import { version } from './services/version.ts';

// Composition root of the Electron host: it constructs and connects, and decides nothing.
app.enableSandbox();
protocol.registerSchemesAsPrivileged(schemes);
let window: BrowserWindow | null = null;
/** What the program was called with, until the services are there to look at it. */
let waiting: readonly string[] = process.argv.slice(1);
let offer = (args: readonly string[]): void => {
  waiting = args;
};

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv) => {
    window?.restore();
    window?.focus();
    offer(argv.slice(1));
  });
  // macOS hands files over by event, also before the program is ready.
  app.on('open-file', (event, file) => {
    event.preventDefault();
    offer([file]);
  });
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents));
  // Never awaited here: Electron becomes ready only after this module has been evaluated to its end.
  void app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      showStartFailure(dialog, error);
      app.exit(1);
    });
} else {
  app.quit();
}

async function start(): Promise<void> {
  const services = await openServices();
  const dispatcher = createDispatcher(createHandlers(services), services.log, () => services.keychain.used());
  refuseChromiumCertificates(app, services.log);
  lockSession();
  const page = () => window?.webContents ?? null;
  const stop = startIpcTransport({ ipcMain, dispatcher, publisher: services.publisher, page });
  const mayClose = closeInOrder(services, () => {
    dispatcher.close();
    stop();
  });
  if (app.isPackaged) Menu.setApplicationMenu(null);
  services.gate.start();
  offer = (args) => void offerProfile(services.profiles, openedProfile(args));
  offer(waiting);
  const preload = join(import.meta.dirname, '..', 'preload', 'preload.cjs');
  window = new BrowserWindow(mainWindowOptions(preload, services.profile.profile.name || app.getName()));
  window.on('close', (event) => {
    // Closing the window is quitting, with its question while the window still stands.
    if (mayClose()) return;
    event.preventDefault();
    app.quit();
  });
  window.on('closed', () => {
    window = null;
  });
  recoverPage(window.webContents, {
    clock: systemClock,
    log: services.log,
    lost: () => dispatcher.cancelAll(),
    giveUp: () => {
      showStartFailure(dialog, new Error('The page of the program ended several times'));
      app.quit();
    },
  });
  await loadMainWindow(window);
}

function openServices(): Promise<Services> {
  const dataDir = app.getPath('userData');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const given = app.commandLine.getSwitchValue('profile');
  return createServices({
    host: 'electron',
    version,
    profileDir: given === '' ? join(dataDir, 'profile') : given,
    dataDir,
    exportDir: join(app.getPath('documents'), 'egov-center-exports'),
    settings: openElectronValues(),
    logTo: openLogFile(join(dataDir, 'client.log')),
    clock: systemClock,
    reveal: (path) => shell.showItemInFolder(path),
    vaultPassphrase: null,
  });
}

function lockSession(): void {
  const { defaultSession } = session;
  denyPermissions(defaultSession);
  defaultSession.protocol.handle(appScheme, createAssetHandler(join(import.meta.dirname, '..', 'renderer')));
  defaultSession.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !mayRequest(details.url, appScheme) });
  });
}

/**
 * Quitting asks while work is going on, then cancels it and waits until it has cleaned up.
 * @returns whether all that is done and windows may close
 */
function closeInOrder(services: Services, stop: () => void): () => boolean {
  let closing = false;
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    if (closing) return;
    const busy = services.jobs.list().some((job) => job.state === 'running');
    if (busy && !confirmQuit(dialog, services.settings.get().language)) return;
    closing = true;
    stop();
    void services.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
  return () => closed;
}
