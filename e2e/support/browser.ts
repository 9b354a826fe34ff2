import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** A browser window that shows the client. */
export interface OpenClient {
  readonly browser: Browser;
  readonly page: Page;
  /** Errors the page has logged or thrown so far; a good run has none. */
  readonly pageErrors: string[];
  close(): Promise<void>;
}

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];

/** Path of the Chromium the whole-program tests use, or null: then they say so and do not run. */
export function chromiumPath(): string | null {
  return (
    [process.env['CHROMIUM'] ?? '', ...CANDIDATES].find((path) => path !== '' && existsSync(path)) ?? null
  );
}

/** Opens the one-time URL in a browser of its own, 1366 x 768 unless given. */
export async function openClient(url: string, viewport = { width: 1366, height: 768 }): Promise<OpenClient> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('No Chromium on this machine; set CHROMIUM to its path');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const pageErrors: string[] = [];
  page.on('pageerror', (error) => pageErrors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text());
  });
  await page.goto(url);
  return { browser, page, pageErrors, close: () => browser.close() };
}
