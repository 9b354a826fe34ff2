import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { Services } from './createServices.ts';
import { version } from './version.ts';
import { codeOf, never, signedIn, type SignedIn } from '../testing/signedIn.ts';
import type { Workstation } from '../testing/workstation.ts';

let run: SignedIn;
let services: Services;
let workstation: Workstation;

beforeEach(async () => {
  run = await signedIn();
  ({ services, workstation } = run);
});
afterEach(() => run.close());

describe('drafts', () => {
  const value = { name: '张三', idNumber: '320400199001010000' };

  test('come back, and lie sealed on disk', async () => {
    await services.drafts.put('staffFiling/new', value);
    expect(await services.drafts.get('staffFiling/new')).toEqual(value);
    const folder = join(workstation.ports.dataDir, 'drafts');
    for (const name of readdirSync(folder))
      expect(readFileSync(join(folder, name), 'utf8')).not.toContain('320400');
    await services.drafts.remove('staffFiling/new');
    expect(await services.drafts.get('staffFiling/new')).toBeNull();
  });

  test('belong to the account: another certificate does not see them', async () => {
    await services.drafts.put('k', value);
    await services.identities.choose(services.certificates.list()[1]?.fingerprint ?? '');
    expect(await services.drafts.get('k')).toBeNull();
  });

  test('are swept after thirty days', async () => {
    await services.drafts.put('k', value);
    const folder = join(workstation.ports.dataDir, 'drafts');
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), new Date(0), new Date(0));
    await services.drafts.sweep(new Date());
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('settings', () => {
  test('a broken field falls back alone', () => {
    workstation.ports.settings.set('settings', { language: 'en-US', theme: 'pink', density: 7 });
    expect(services.settings.get()).toEqual({
      language: 'en-US',
      theme: 'system',
      density: 'standard',
      navigation: 'open',
    });
    expect(services.settings.set({ theme: 'dark' }).theme).toBe('dark');
  });

  test('a broken view is left out, the others stay', () => {
    const query = {
      type: 'unit' as const,
      filters: [],
      text: '',
      sort: [],
      window: { offset: 0, limit: 50 },
    };
    services.settings.saveView({ id: '1', name: '甲', query, columns: [] });
    workstation.ports.settings.set('views', [...services.settings.views(), { id: 2 }]);
    expect(services.settings.saveView({ id: '1', name: '乙', query, columns: [] })).toMatchObject([
      { name: '乙' },
    ]);
    expect(services.settings.removeView('1')).toEqual([]);
  });
});

describe('the session', () => {
  test('ends everywhere when the center says so, and the gate says it', async () => {
    workstation.center.on('workbench.get', () => {
      throw new ProblemError('auth/session-ended');
    });
    expect(await codeOf(services.client.call('workbench.get', {}))).toBe('auth/session-ended');
    expect(services.session.get()).toBeNull();
    expect(services.gate.get().lights.at(-1)).toMatchObject({ name: 'account', state: 'warn' });
    expect(services.gate.get().open).toBe(true);
  });

  test('ends when the gate is told so, without a call of its own', async () => {
    workstation.center.on('gate.get', () => ({
      accepted: true,
      reason: null,
      sourceIp: '127.0.0.1',
      time: new Date().toISOString(),
      certificate: null,
      account: { state: 'suspended', bound: true, sourceAllowed: true, session: 'ended' },
      version,
    }));
    const gate = await services.gate.check();
    expect(workstation.center.received.at(-1)?.headers.authorization).toBe('Bearer t');
    expect(services.session.get()).toBeNull();
    expect(gate.lights.at(-1)).toMatchObject({ name: 'account', state: 'bad' });
  });

  test('its idle limit follows its use, never beyond the absolute one', async () => {
    const before = Date.parse(services.session.get()?.idleUntil ?? '');
    run.shift(300_000);
    workstation.center.on('records.search', () => ({ hits: [] }));
    await services.client.call('records.search', { text: 'x' });
    const after = Date.parse(services.session.get()?.idleUntil ?? '');
    expect(after - before).toBeGreaterThan(290_000);
    expect(after).toBeLessThanOrEqual(Date.parse(services.session.get()?.absoluteUntil ?? ''));
  });

  test('a suspended account is shown by the gate; signing out forgets the token even without the center', async () => {
    workstation.center.on('session.close', () => {
      throw new ProblemError('internal');
    });
    await services.session.signOut();
    expect(services.session.token()).toBeNull();
    workstation.center.on('session.open', () => {
      throw new ProblemError('auth/account-inactive');
    });
    expect(await codeOf(services.session.signIn({ password: 'p', code: '1' }, never))).toBe(
      'auth/account-inactive',
    );
    expect(services.gate.get().lights.at(-1)?.state).toBe('bad');
  });

  test('nothing personal and no secret reaches the log', async () => {
    workstation.center.on('workbench.get', () => {
      throw new ProblemError('internal');
    });
    await codeOf(services.client.call('workbench.get', {}));
    expect(workstation.logLines.join('')).not.toMatch(/张三|口令|PRIVATE KEY|Bearer/);
  });
});
