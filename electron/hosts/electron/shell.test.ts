import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { App, Session, WebContents } from 'electron';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partial } from './testing/fakeElectron.ts';
import { recordingLogger } from '../../testing/quiet.ts';
import { refuseChromiumCertificates } from './certificatePolicy.ts';
import { offerProfile, openedProfile } from './offerProfile.ts';
import { guardNavigation, isOwnPage } from './navigation.ts';
import { denyPermissions, mayRequest } from './permissions.ts';
import { createAssetHandler } from './protocol.ts';
import { recoverPage } from './recoverPage.ts';
import { webPreferences } from './webPreferences.ts';

test('window preferences are what the security checklist asks for, and cannot be changed', () => {
  const preferences = webPreferences('/preload.cjs');
  expect(preferences).toEqual({
    preload: '/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    disableDialogs: true,
    safeDialogs: true,
  });
  expect(Object.isFrozen(preferences)).toBe(true);
});

describe('the scheme of the program', () => {
  let root = '';
  beforeAll(() => {
    root = join(mkdtempSync(join(tmpdir(), 'egov-assets-')), 'renderer');
    mkdirSync(join(root, 'assets'), { recursive: true });
    writeFileSync(join(root, 'index.html'), 'page');
    writeFileSync(join(root, 'assets', 'a.js'), 'script');
    writeFileSync(join(root, '..', 'secret.txt'), 'secret');
    symlinkSync(join(root, '..', 'secret.txt'), join(root, 'link.txt'));
  });
  afterAll(() => rmSync(join(root, '..'), { recursive: true, force: true }));

  const get = (url: string, method = 'GET') => createAssetHandler(root)(new Request(url, { method }));

  test.each([
    ['gov-admin://app/', 'page', 'text/html; charset=utf-8'],
    ['gov-admin://app/staff/6f1f', 'page', 'text/html; charset=utf-8'],
    ['gov-admin://app/assets/a.js', 'script', 'text/javascript; charset=utf-8'],
  ])('%s', async (url, body, type) => {
    const answer = await get(url);
    expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([
      200,
      body,
      type,
    ]);
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each([
    'gov-admin://app/../secret.txt',
    'gov-admin://app/%2e%2e/secret.txt',
    'gov-admin://app/..%2fsecret.txt',
    'gov-admin://app/..%5csecret.txt',
    'gov-admin://app/assets/..%2f..%2fsecret.txt',
    'gov-admin://app//etc/passwd.txt',
    'gov-admin://app/link.txt',
    'gov-admin://app/%00.txt',
    'gov-admin://app/%E0%A4%A.txt',
    'gov-admin://app/assets/none.js',
    'gov-admin://app/assets/a.js.map',
  ])('%s reaches nothing', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  test('another host or method is refused', async () => {
    expect((await get('gov-admin://other/')).status).toBe(403);
    expect((await get('gov-admin://app/', 'POST')).status).toBe(405);
  });
});

describe('what the page may do', () => {
  test('every permission but clean clipboard text is denied, by request and by check', () => {
    const asked: [string, boolean][] = [];
    const session = partial<Session>({
      setPermissionRequestHandler: (handler) => {
        for (const name of [
          'media',
          'geolocation',
          'notifications',
          'openExternal',
          'clipboard-read',
        ] as const) {
          handler?.(partial({}), name, (granted) => asked.push([name, granted]), partial({}));
        }
      },
      setPermissionCheckHandler: (handler) => {
        asked.push(['check media', handler?.(null, 'media', '', partial({})) ?? true]);
        asked.push(['check write', handler?.(null, 'clipboard-sanitized-write', '', partial({})) ?? false]);
      },
      setDevicePermissionHandler: (handler) => asked.push(['device', handler?.(partial({})) ?? true]),
      setDisplayMediaRequestHandler: () => undefined,
      setSpellCheckerEnabled: () => undefined,
    });
    denyPermissions(session);
    expect(asked.filter(([, granted]) => granted)).toEqual([['check write', true]]);
    expect(asked).toHaveLength(8);
  });

  test.each([
    ['gov-admin://app/x.js', true],
    ['https://gov-admin/', false],
    ['http://127.0.0.1/', false],
    ['file:///etc/passwd', false],
    ['data:text/html,x', false],
    ['ws://x/', false],
    ['not a url', false],
  ])('request for %s: %s', (url, allowed) => expect(mayRequest(url, 'gov-admin')).toBe(allowed));

  test.each([
    ['gov-admin://app/', true],
    ['gov-admin://app/staff/1?x=1', true],
    ['gov-admin://app.evil/', false],
    ['gov-admin://evil/app', false],
    ['gov-admin://user@app/', false],
    ['https://app/', false],
    ['file:///app', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('%j is our page: %s', (url, own) => expect(isOwnPage(url)).toBe(own));

  test('no navigation away, no redirect, no new window, no embedded page', () => {
    const stopped: string[] = [];
    const listeners = new Map<string, (event: unknown) => void>();
    let opened: unknown;
    const contents: WebContents = partial<WebContents>({
      on: (name: string, listener: (...parts: never[]) => void): WebContents => {
        listeners.set(name, (event) => Reflect.apply(listener, undefined, [event]));
        return contents;
      },
      setWindowOpenHandler: (handler) => {
        opened = handler(partial({}));
      },
    });
    guardNavigation(contents);
    for (const [name, listener] of listeners) {
      listener({ url: 'https://evil.example/', preventDefault: () => stopped.push(name) });
    }
    listeners.get('will-navigate')?.({
      url: 'gov-admin://app/',
      preventDefault: () => stopped.push('reload'),
    });
    expect(stopped).toEqual(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']);
    expect(opened).toEqual({ action: 'deny' });
  });

  test('Chromium gets no client certificate and no broken server is accepted', () => {
    const answers: unknown[][] = [];
    const app: App = partial<App>({
      on: (name: string, listener: (...parts: never[]) => void): App => {
        const callback = (...parts: unknown[]) => answers.push([name, ...parts]);
        const event = { preventDefault: () => answers.push([name, 'prevented']) };
        const parts =
          name === 'certificate-error'
            ? [event, null, 'u', 'e', null, callback]
            : [event, null, 'u', [], callback];
        Reflect.apply(listener, undefined, parts);
        return app;
      },
    });
    refuseChromiumCertificates(app, recordingLogger().log);
    expect(answers).toEqual([
      ['select-client-certificate', 'prevented'],
      ['select-client-certificate'],
      ['certificate-error', 'prevented'],
      ['certificate-error', false],
    ]);
  });
});

test.each([
  [[], null],
  [['--flag'], null],
  [['--profile=/x.egovprofile'], null],
  [['/home/zhang/中心.egovprofile'], '/home/zhang/中心.egovprofile'],
  [['center.egovprofile'], null],
])('launched with %j the profile to show is %j', (args, file) => expect(openedProfile(args)).toBe(file));

test('a page that has ended is loaded again, and what it asked for ends; not for ever', async () => {
  const happened: string[] = [];
  let gone: () => void = () => undefined;
  let now = 0;
  const page: WebContents = partial<WebContents>({
    on: (name: string, listener: (...parts: never[]) => void): WebContents => {
      if (name === 'render-process-gone')
        gone = () => void Reflect.apply(listener, undefined, [{}, { reason: 'oom', exitCode: 1 }]);
      return page;
    },
    isDestroyed: () => false,
    reload: () => void happened.push('reload'),
  });
  recoverPage(page, {
    clock: { now: () => new Date(now) },
    log: recordingLogger().log,
    lost: () => happened.push('lost'),
    giveUp: () => happened.push('give up'),
  });
  for (const at of [0, 100_000, 200_000, 201_000, 202_000, 203_000]) {
    now = at;
    gone();
    await setImmediate();
  }
  expect(happened.filter((each) => each !== 'lost')).toEqual([...Array(5).fill('reload'), 'give up']);
  expect(happened.filter((each) => each === 'lost')).toHaveLength(6);
});

test('a connection profile that was opened is shown as it is; one that cannot be read is shown as nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'egov-offer-'));
  const file = join(folder, '中心.egovprofile');
  writeFileSync(file, 'content');
  const offered: string[] = [];
  const profiles = { offer: (bytes: Uint8Array) => void offered.push(Buffer.from(bytes).toString()) };
  await offerProfile(profiles, openedProfile([file]));
  await offerProfile(profiles, openedProfile([join(folder, 'missing.egovprofile')]));
  await offerProfile(profiles, openedProfile([]));
  expect(offered).toEqual(['content', '']);
  rmSync(folder, { recursive: true });
});
