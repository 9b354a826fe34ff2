import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, chromium, type Page } from 'playwright-core';
import { launchLoopbackHost } from './loopbackHost.ts';

/** One client with its window, whichever host it runs on. */
export interface Client {
  readonly page: Page;
  /** Folder the client writes its spreadsheets into. */
  readonly exportDir: string;
  close(): Promise<void>;
}

/** A host that the whole-program tests run on (ADR 0008). */
export interface Target {
  /** Opens a client of its own, with data of its own, for the profile in the folder. */
  open(profileDir: string): Promise<Client>;
  close(): Promise<void>;
}

const main = join(import.meta.dirname, '..', '..', 'dist', 'main', 'main.js');
const viewport = { width: 1366, height: 768 };
const timezoneId = 'Asia/Shanghai';

/** The loopback host with a window of Chromium. */
export async function loopbackTarget(executablePath: string): Promise<Target> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  return {
    open: async (profileDir) => {
      const host = await launchLoopbackHost({ profileDir });
      const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId });
      const page = await context.newPage();
      await page.goto(host.url);
      const close = async () => {
        await context.close();
        await host.close();
      };
      return { page, exportDir: host.exportDir, close };
    },
    close: () => browser.close(),
  };
}

/** The Electron program, driven over Electron's own debugging port. */
export function electronTarget(executablePath: string): Target {
  return {
    open: async (profileDir) => {
      const own = mkdtempSync(join(tmpdir(), 'egov-electron-'));
      const app = await _electron.launch({
        executablePath,
        args: [main, `--profile=${profileDir}`, `--user-data-dir=${own}`],
        env: { ...process.env, HOME: own, TZ: timezoneId },
      });
      const page = await app.firstWindow();
      await page.setViewportSize(viewport);
      const documents = await app.evaluate((electron) => electron.app.getPath('documents'));
      const close = async () => {
        await app.close();
        rmSync(own, { recursive: true, force: true });
      };
      return { page, exportDir: join(documents, 'egov-center-exports'), close };
    },
    close: () => Promise.resolve(),
  };
}
