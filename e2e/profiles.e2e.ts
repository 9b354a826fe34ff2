import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { profileSchema } from '../shared/profile/profile.ts';
import { axeFaults } from './screens/axe.ts';
import { layoutFaults } from './screens/layout.ts';
import { type Look, Workstation } from './screens/workstation.ts';
import { chromiumPath } from './support/browser.ts';
import { openTourCenter, type TourCenter } from './tour/center.ts';

const executablePath = chromiumPath();
if (executablePath === null) process.stdout.write('profiles: no Chromium here, set CHROMIUM; not run\n');

const program = join(import.meta.dirname, '..', 'dist', 'server', 'main.js');
const look: Look = { language: 'zh-CN', theme: 'light' };

describe.skipIf(executablePath === null)('a connection profile issued by the center', () => {
  let browser: Browser;
  let center: TourCenter;
  let folder = '';
  let port = 0;
  const stations: Workstation[] = [];

  /** The center's command line, as its operator uses it. */
  function profile(...args: readonly string[]): string {
    const all = [program, 'profile', ...args, '--data', center.dataDir];
    return execFileSync(process.execPath, all, { encoding: 'utf8' });
  }

  /** A new workstation on the folder of an installation. */
  async function stationOn(profileDir: string): Promise<Workstation> {
    const place = { browser, center, codes: new Map() };
    const station = await Workstation.open(place, 'ba-chen', look, profileDir);
    stations.push(station);
    return station;
  }

  /** Drops a file on the window, as from the file manager. */
  async function drop(page: Page, file: string): Promise<void> {
    const text = JSON.stringify(readFileSync(file, 'utf8'));
    await page.evaluate(`{
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([${text}], 'center.egovprofile'));
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
    }`);
  }

  beforeAll(async () => {
    center = await openTourCenter('none');
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
    folder = mkdtempSync(join(tmpdir(), 'egov-profiles-'));
    const text = readFileSync(join(center.profileDir, 'profile.json'), 'utf8');
    const installed = profileSchema.parse(JSON.parse(text));
    ({ port } = installed.server);
    // The installation still points at where the center once was.
    cpSync(center.profileDir, join(folder, 'moved'), { recursive: true });
    const server = { ...installed.server, port: 1 };
    writeFileSync(join(folder, 'moved', 'profile.json'), JSON.stringify({ ...installed, server }));
  });
  afterAll(async () => {
    for (const station of stations) await station.close();
    await browser?.close();
    await center?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is dropped, compared, accepted, and leads through the open gate to the workbench', async () => {
    const file = join(folder, 'center.egovprofile');
    profile(
      'issue',
      '--out',
      file,
      '--port',
      String(port),
      '--name',
      '办公网',
      '--time-source',
      'ntp.center.example',
    );
    const station = await stationOn(join(folder, 'moved'));
    const { page } = station;
    await page.locator('.light-word.light-bad').first().waitFor();
    expect(await page.locator('#password').count()).toBe(0);

    await drop(page, file);
    const dialog = page.getByRole('dialog', { name: '核对连接配置' });
    await dialog.waitFor();
    const printed = profile('fingerprint').trim();
    expect(
      (await dialog.locator('.profile-key .fingerprint-groups').innerText()).split(/\s+/).join(' ').trim(),
    ).toBe(printed);
    for (const size of [
      { width: 1366, height: 768 },
      { width: 1920, height: 1080 },
    ]) {
      await page.setViewportSize(size);
      expect(await layoutFaults(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
    expect(await axeFaults(page)).toEqual([]);
    const accept = dialog.getByRole('button', { name: '接受并启用' });
    expect(await accept.isDisabled()).toBe(true);

    // By keyboard alone from here: what the profile says has the focus, the box that it was compared comes next.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('#password').waitFor();
    await station.signIn();
    await page.locator('nav').waitFor();
    expect(station.thrown).toEqual([]);
  });

  it('altered on the way is refused, and work goes on', async () => {
    const [station] = stations;
    if (!station) throw new Error('no workstation');
    const { page } = station;
    const altered = join(folder, 'altered.egovprofile');
    profile('issue', '--out', altered, '--port', String(port));
    writeFileSync(altered, readFileSync(altered, 'utf8').replace('"127.0.0.1"', '"192.0.2.1"'));
    await drop(page, altered);
    await page.getByText('连接配置的签名不符').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('nav').waitFor();
  });

  it('is asked for where there is none: the client starts, says so, and dials nothing', async () => {
    const { page } = await stationOn(mkdtempSync(join(folder, 'none-')));
    await page.getByText('本机没有可用的连接配置').waitFor();
    await page.getByRole('button', { name: '管理连接配置' }).click();
    const dialog = page.getByRole('dialog', { name: '连接配置' });
    await dialog.getByText('本机还没有连接配置').waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });
});
