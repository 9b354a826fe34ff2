import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A running browser window of ours. */
export interface AppWindow {
  /** Resolves when the browser has ended and its profile is removed. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
] as const;
const FIXED: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Path of a Chromium on this machine, or null. */
export function findChromium(path = process.env['PATH'] ?? ''): string | null {
  const onPath = path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...(FIXED[process.platform] ?? []), ...onPath].find(isExecutable) ?? null;
}

/** True where a window can be shown. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

/**
 * Opens the client's window in a browser of its own: private profile (0700, removed afterwards), no extensions,
 * no background traffic. The one-time URL stands in a file that only this user can read, never in the arguments,
 * which every user of the machine sees.
 */
export async function openAppWindow(binary: string, url: string): Promise<AppWindow> {
  const profile = await mkdtemp(join(tmpdir(), 'egov-center-window-'));
  const boot = join(profile, 'boot.html');
  await writeFile(boot, bootPage(url), { mode: 0o600, flag: 'wx' });
  const child = spawn(binary, windowArguments(profile, boot), { stdio: 'ignore' });
  const ended = endOf(child).then(() =>
    rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  );
  return {
    ended,
    close: async () => {
      child.kill();
      await ended;
    },
  };
}

/** A page that goes on to the one-time URL at once. */
function bootPage(url: string): string {
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>…</title><script>location.replace(${JSON.stringify(url)})</script>`;
}

function windowArguments(profile: string, boot: string): string[] {
  return [
    `--app=${pathToFileURL(boot).href}`,
    `--user-data-dir=${profile}`,
    '--class=egov-center-client',
    '--window-size=1366,768',
    '--no-first-run',
    '--no-default-browser-check',
    '--no-proxy-server',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-sync',
    '--disable-breakpad',
    '--disable-features=Translate,MediaRouter,OptimizationHints',
    // Chromium refuses to run as root with its sandbox; that happens on build machines only.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
