import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { profileSchema } from '../../shared/profile/profile.ts';
import { type Look, Workstation } from '../screens/workstation.ts';
import { chromiumPath } from '../support/browser.ts';
import { openTourCenter, type TourCenter } from '../tour/center.ts';
import { centerAddress, makeBed, vpnPool, whyNoBed, type Bed, type Place } from './bed.ts';

const why = chromiumPath() === null ? 'no Chromium here, set CHROMIUM' : whyNoBed();
if (why !== null) process.stdout.write(`vpn: not run, ${why}\n`);

/** What the center demands; the client looks at its way twice a second. */
const CLOSED_WITHIN_MS = 2_000;
const look: Look = { language: 'zh-CN', theme: 'light' };
const clerk = 'ba-chen';

describe.skipIf(why !== null)('a real VPN between center and workstation', () => {
  let bed: Bed;
  let center: TourCenter;
  let profileDir: string;
  const browsers: Browser[] = [];
  const stations: Workstation[] = [];

  /** Opens the client in one of the networks; it stands at the sign-in or at the closed gate. */
  async function stationAt(place: Place): Promise<Workstation> {
    const executablePath = bed.wrapped(place, chromiumPath() ?? '');
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    browsers.push(browser);
    const within = bed.within(place);
    const station = await Workstation.open(
      { browser, center, codes: new Map(), within },
      clerk,
      look,
      profileDir,
    );
    stations.push(station);
    return station;
  }

  const lights = ({ page }: Workstation) => page.locator('.gate-strip, .light-list').first();
  const closedBar = ({ page }: Workstation) => page.getByRole('alert').filter({ hasText: 'VPN' });

  beforeAll(async () => {
    bed = await makeBed();
    center = await openTourCenter('none', { within: bed.within('center'), host: centerAddress });
    profileDir = mkdtempSync(join(tmpdir(), 'egov-vpn-profile-'));
    cpSync(center.profileDir, profileDir, { recursive: true });
    const file = join(profileDir, 'profile.json');
    const profile = profileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const vpn = { interfaces: ['tun*'], sources: [vpnPool] };
    writeFileSync(file, JSON.stringify({ ...profile, vpn }));
  });
  afterAll(async () => {
    for (const station of stations) await station.close();
    for (const browser of browsers) await browser.close();
    await center?.close();
    await bed?.close();
    if (profileDir !== undefined) rmSync(profileDir, { recursive: true, force: true });
  });

  it('outside the tunnel the gate names the VPN and nobody can sign in', async () => {
    const station = await stationAt('outside');
    const { page } = station;
    await page.getByText('到服务器的路由不经过规定的 VPN').waitFor();
    expect(await page.locator('#password').count()).toBe(0);
    await expect.poll(() => lights(station).innerText()).toContain('未检查');
  });

  it('inside it opens; it closes when the tunnel falls, keeps the form, and opens again by itself', async () => {
    await bed.connect();
    const station = await stationAt('inside');
    await station.signIn();
    const { page } = station;
    await page.keyboard.press('Alt+0');
    await page.getByText(/经 VPN 连接,本机地址 10\.88\.0\.\d+/).waitFor();
    await page.keyboard.press('Escape');

    await station.go(`/staff?id=${crypto.randomUUID()}&act=enter`);
    await page.locator('#f-name').fill('写到一半的姓名');
    const began = Date.now();
    await bed.cut();
    await closedBar(station).waitFor();
    // By the client's own word: what the browser takes to show it is not the gate's.
    const closedAt = () => station.logged('gate-closed').find((at) => at >= began) ?? Infinity;
    await expect.poll(closedAt).toBeLessThan(Infinity);
    const took = closedAt() - began;
    process.stdout.write(`vpn: closed ${took} ms after the tunnel fell\n`);
    expect(took).toBeLessThan(CLOSED_WITHIN_MS);
    expect(await page.locator('#f-name').inputValue()).toBe('写到一半的姓名');
    expect(await page.locator('.form-foot .ant-btn-primary').isDisabled()).toBe(true);

    await bed.connect();
    await closedBar(station).waitFor({ state: 'detached' });
    expect(await page.locator('#f-name').inputValue()).toBe('写到一半的姓名');
    expect(await page.locator('.form-foot .ant-btn-primary').isEnabled()).toBe(true);
    expect(station.thrown).toEqual([]);
  });

  it.each([
    ['the tunnel stands but the route goes past it', ['via', '192.0.2.1']],
    ['the route goes past it under the address of the tunnel', ['via', '192.0.2.1', 'src', '10.88.0.2']],
  ])('%s: closed', async (_name, way) => {
    const station = stations.at(-1);
    if (!station) throw new Error('the case before opens the client');
    const to = `${centerAddress}/32`;
    bed.ip('inside', 'route', 'replace', to, ...way);
    await closedBar(station).waitFor();
    bed.ip('inside', 'route', 'replace', to, 'via', '10.88.0.1', 'dev', 'tun0');
    await closedBar(station).waitFor({ state: 'detached' });
  });
});
