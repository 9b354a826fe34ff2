import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter } from 'react-router';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProfileFacts, Profiles } from '../../../shared/bridge/profiles.ts';
import { problemOf, ProblemError } from '../../../shared/errors/problem.ts';
import { App } from '../../app/App.tsx';
import { createClient } from '../../bridge/client.ts';
import { fakeBridge, type FakeGiven, fakeSession, openGate } from '../../testing/fakeBridge.ts';

const pin = `${'A'.repeat(43)}=`;
const facts: ProfileFacts = {
  center: '常州市电子政务中心',
  name: '办公网',
  key: 'main',
  serial: 3,
  issuedAt: '2026-11-20T01:00:00.000Z',
  signedBy: `${'ab'.repeat(31)}ff`,
  nextKey: null,
  server: { host: '10.20.1.5', port: 7443, servername: 'center.gov.example', pins: [pin], nextPins: [] },
  authorities: [
    {
      subject: '中心 CA',
      fingerprint: 'cd'.repeat(32),
      validFrom: '2026-01-01T00:00:00.000Z',
      validTo: '2036-01-01T00:00:00.000Z',
    },
  ],
  vpn: { interfaces: ['tun*'], sources: ['10.88.0.0/24'] },
  certificates: { warnDays: 21, sources: ['file'] },
  minimumClientVersion: '0.1.0',
  timeSource: 'ntp.gov.example',
  contact: '运维值班 0519-00000001',
};
const offered: NonNullable<Profiles['offered']> = {
  digest: 'd1',
  id: 'c.main',
  kind: 'new',
  key: 'unknown',
  namesake: false,
  clientTooOld: false,
  facts,
};
const installed: Profiles['entries'][number] = {
  id: 'provisioned',
  name: '安装配置',
  server: '10.20.1.4:7443',
  active: true,
  state: 'ok',
  origin: 'provisioned',
  facts: null,
};
const imported: Profiles['entries'][number] = {
  id: 'c.main',
  name: '办公网',
  server: '10.20.1.5:7443',
  active: false,
  state: 'ok',
  origin: 'imported',
  facts,
};
const nothing: Profiles = { entries: [], offered: null, refused: null };

/** The whole client before the sign-in, with these profiles. */
function open(profiles: Profiles, host: FakeGiven['host'] = {}) {
  const bridge = fakeBridge({
    host: {
      'session.get': () => null,
      'profiles.list': () => profiles,
      'profiles.dismiss': () => ({ ...profiles, offered: null, refused: null }),
      ...host,
    },
  });
  const router = createMemoryRouter([{ path: '*', element: <p>inside</p> }]);
  render(<App client={createClient(bridge)} router={router} />);
  return { bridge, user: userEvent.setup() };
}

const called = ({ calls }: ReturnType<typeof fakeBridge>, method: string) =>
  calls.filter((call) => call.method === method).map(({ input }) => input);

async function openManager(user: ReturnType<typeof userEvent.setup>) {
  await user.click(await screen.findByRole('button', { name: '管理连接配置' }));
  return screen.findByRole('dialog');
}

// The dialog is loaded when it is first needed; that is no part of what is waited for here.
beforeAll(() => import('./ProfileDialog.tsx'));

describe('a profile that was opened', () => {
  it('is shown whole, and can be accepted only once its key was compared', async () => {
    const { bridge, user } = open(
      { ...nothing, offered },
      { 'profiles.accept': () => ({ ...nothing, entries: [{ ...imported, active: true }] }) },
    );
    const dialog = within(await screen.findByRole('dialog'));
    for (const text of [
      '常州市电子政务中心',
      '10.20.1.5:7443',
      'center.gov.example',
      pin,
      /中心 CA,有效期至 2036-01-01/,
      /须经 tun\*,地址池 10\.88\.0\.0\/24/,
      /到期前 21 天提醒/,
      '0.1.0',
      'ntp.gov.example',
    ])
      expect(dialog.getByText(text)).toBeInTheDocument();
    expect(dialog.getAllByText('ABAB')).toHaveLength(15);
    expect(dialog.getByText('ABFF')).toBeInTheDocument();
    const accept = dialog.getByRole('button', { name: '接受并启用' });
    expect(accept).toBeDisabled();
    await user.click(dialog.getByRole('checkbox', { name: /已逐组核对/ }));
    await user.click(accept);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(called(bridge, 'profiles.accept')).toEqual([{ digest: 'd1', activate: true }]);
  });

  it('says of an update what changes, and asks for no comparison', async () => {
    const moved = { ...facts, serial: 4, server: { ...facts.server, host: '10.20.1.9' } };
    open({
      entries: [{ ...imported, active: true }],
      offered: { ...offered, kind: 'update', key: 'same', facts: moved },
      refused: null,
    });
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('原为 10.20.1.5:7443')).toBeInTheDocument();
    expect(dialog.getAllByText('变更')).toHaveLength(2);
    expect(dialog.queryByRole('checkbox')).not.toBeInTheDocument();
    expect(dialog.getByRole('button', { name: '接受并替换' })).toBeEnabled();
    expect(dialog.queryByRole('button', { name: /暂不启用/ })).not.toBeInTheDocument();
  });

  it('warns of a namesake and of a client that is too old', async () => {
    open({ ...nothing, offered: { ...offered, namesake: true, clientTooOld: true } });
    expect(await screen.findByText(/来自另一个中心标识/)).toBeInTheDocument();
    expect(screen.getByText(/低于该配置要求的 0.1.0/)).toBeInTheDocument();
  });

  it('is forgotten by Escape, with nothing accepted', async () => {
    const { bridge, user } = open({ ...nothing, offered });
    await screen.findByRole('dialog');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(called(bridge, 'profiles.dismiss')).toHaveLength(1));
    expect(called(bridge, 'profiles.accept')).toEqual([]);
  });

  it('is shown at once when the system hands it over', async () => {
    let now = nothing;
    const gate = { ...openGate, open: false };
    const { bridge } = open(nothing, { 'gate.get': () => gate, 'profiles.list': () => now });
    await screen.findByRole('button', { name: '管理连接配置' });
    now = { ...nothing, offered };
    bridge.emit('profiles', now);
    expect(await screen.findByText('核对连接配置')).toBeInTheDocument();
  });

  it('that was refused says why', async () => {
    open({ ...nothing, refused: problemOf('profile/signature') });
    expect(await screen.findByText(/签名不符/)).toBeInTheDocument();
  });
});

describe('importing', () => {
  const file = new File(['{"format":"x"}'], '中心.egovprofile');

  it('takes a chosen file to the host byte for byte', async () => {
    const { bridge, user } = open(nothing, { 'profiles.inspect': () => ({ ...nothing, offered }) });
    await openManager(user);
    await user.upload(screen.getByLabelText('导入连接配置文件', { selector: 'input' }), file);
    expect(await screen.findByText('核对连接配置')).toBeInTheDocument();
    expect(called(bridge, 'profiles.inspect')).toEqual([{ base64: btoa('{"format":"x"}') }]);
  });

  it('takes a file dropped anywhere on the window, and no other kind of file', async () => {
    const { bridge } = open(nothing, { 'profiles.inspect': () => ({ ...nothing, offered }) });
    await screen.findByRole('button', { name: '管理连接配置' });
    const drop = (files: readonly File[]) =>
      fireEvent.drop(document.body, { dataTransfer: { types: ['Files'], files } });
    drop([new File(['x'], '名单.xlsx')]);
    expect(called(bridge, 'profiles.inspect')).toEqual([]);
    drop([file]);
    expect(await screen.findByText('核对连接配置')).toBeInTheDocument();
  });

  it('of a file that is none says so and leaves everything as it is', async () => {
    const { user } = open(nothing, {
      'profiles.inspect': () => {
        throw new ProblemError('profile/other-key');
      },
    });
    await openManager(user);
    await user.upload(screen.getByLabelText('导入连接配置文件', { selector: 'input' }), file);
    expect(await screen.findByText(/不是用该中心现用或已公布的密钥签发/)).toBeInTheDocument();
  });
});

describe('the manager', () => {
  it('names the profile in use and what each one is', async () => {
    const { user } = open({
      ...nothing,
      entries: [installed, imported, { ...imported, id: 'x', name: '', state: 'broken', facts: null }],
    });
    const dialog = within(await openManager(user));
    const [first, second, third] = dialog.getAllByRole('listitem').map((item) => within(item));
    expect(first?.getByText('使用中')).toBeInTheDocument();
    expect(first?.queryByRole('button', { name: '移除' })).not.toBeInTheDocument();
    await user.click(second?.getByRole('button', { name: '查看内容' }) ?? document.body);
    expect(second?.getByText('center.gov.example')).toBeInTheDocument();
    expect(third?.getByText('文件已损坏')).toBeInTheDocument();
    expect(third?.getByText(/重新导入,或将其移除/)).toBeInTheDocument();
    expect(third?.queryByRole('button', { name: '启用' })).not.toBeInTheDocument();
  });

  const entries = [installed, imported];

  it('uses another one at once where nobody is signed in', async () => {
    const { bridge, user } = open(
      { ...nothing, entries },
      { 'profiles.activate': () => ({ ...nothing, entries }) },
    );
    await openManager(user);
    await user.click(screen.getByRole('button', { name: '启用' }));
    await waitFor(() => expect(called(bridge, 'profiles.activate')).toEqual([{ id: 'c.main' }]));
  });

  it('asks before that where somebody is signed in, because it signs out', async () => {
    const { bridge, user } = open(
      { ...nothing, entries, refused: problemOf('profile/unreadable') },
      { 'session.get': () => fakeSession },
    );
    await screen.findByText('inside');
    await user.click(await screen.findByRole('button', { name: '启用' }));
    expect(screen.getByText(/将退出登录并断开现有连接/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: '取消' }));
    expect(called(bridge, 'profiles.activate')).toEqual([]);
  });

  it('removes one only after it was asked for, by name', async () => {
    const { bridge, user } = open(
      { ...nothing, entries: [installed, imported] },
      { 'profiles.remove': () => ({ ...nothing, entries: [installed] }) },
    );
    await openManager(user);
    await user.click(screen.getByRole('button', { name: '移除' }));
    expect(screen.getByText(/移除“办公网”将一并删除/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: '不移除' })).toHaveFocus();
    await user.click(screen.getAllByRole('button', { name: '移除' }).at(-1) ?? document.body);
    await waitFor(() => expect(screen.queryByText('10.20.1.5:7443')).not.toBeInTheDocument());
    expect(called(bridge, 'profiles.remove')).toEqual([{ id: 'c.main' }]);
  });
});
