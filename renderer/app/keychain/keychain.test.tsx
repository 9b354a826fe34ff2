import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter } from 'react-router';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { createClient } from '../../bridge/client.ts';
import SettingsPage from '../../features/settings/SettingsPage.tsx';
import { fakeBridge, type FakeGiven, fakeSession, openKeychain } from '../../testing/fakeBridge.ts';
import { renderScreen } from '../../testing/render.tsx';
import { App } from '../App.tsx';
import type { Keychain } from './useKeychain.ts';

const PASSPHRASE = 'a long passphrase of mine';

const memory: Keychain = {
  ...openKeychain,
  kind: 'session',
  healthy: false,
  text: { zh: '凭据只保留到程序退出。', en: 'Until the program ends.' },
  advice: { zh: '请安装 gnome-keyring。', en: 'Install gnome-keyring.' },
  understood: false,
  mayCreate: true,
};
const vault: Keychain = {
  ...openKeychain,
  kind: 'vault',
  text: { zh: '凭据在保险库中。', en: 'In a vault.' },
};
const locked: Keychain = {
  ...vault,
  state: 'locked',
  healthy: false,
  text: { zh: '请输入口令。', en: 'Enter it.' },
};

function open(host: FakeGiven['host']) {
  const bridge = fakeBridge({ host: { 'session.get': () => null, ...host } });
  const router = createMemoryRouter([{ path: '*', element: <input aria-label="事由" /> }]);
  render(<App client={createClient(bridge)} router={router} />);
  const sent = (method: string) =>
    bridge.calls.filter((call) => call.method === method).map(({ input }) => input);
  return { bridge, sent, user: userEvent.setup() };
}

describe('how credentials are kept', () => {
  it('is said at the first start with what to install, beside the sign-in, until it is understood', async () => {
    const { user, sent } = open({
      'keychain.get': () => memory,
      'keychain.understand': () => ({ ...memory, understood: true }),
    });
    expect(await screen.findByText('凭据只保留到程序退出。')).toBeInTheDocument();
    expect(screen.getByText('请安装 gnome-keyring。')).toBeInTheDocument();
    expect(screen.getByLabelText('口令')).toHaveFocus();
    await user.click(screen.getByRole('button', { name: '知道了' }));
    await waitFor(() => expect(screen.queryByText('请安装 gnome-keyring。')).not.toBeInTheDocument());
    expect(sent('keychain.understand')).toEqual([{}]);
  });

  it('says what happened to the store', async () => {
    const notice = { zh: '凭据存储已更换或被清空:请重新登录。', en: 'Changed.' };
    open({ 'keychain.get': () => ({ ...openKeychain, notice, understood: false }) });
    expect(await screen.findByRole('status')).toHaveTextContent('凭据存储已更换或被清空');
  });

  it('stands in the settings always', async () => {
    renderScreen(<SettingsPage />, {
      bridge: fakeBridge({ host: { 'keychain.get': () => ({ ...memory, understood: true }) } }),
    });
    expect(await screen.findByText('凭据只保留到程序退出。')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: '建立保险库' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: '知道了' })).not.toBeInTheDocument();
  });

  it('finds a keychain that was installed meanwhile', async () => {
    const { user } = open({
      'keychain.get': () => memory,
      'keychain.check': () => ({ ...openKeychain, understood: false }),
    });
    await user.click(await screen.findByRole('button', { name: '再次检查密钥环' }));
    expect(await screen.findByText('凭据保存在系统密钥环中。')).toBeInTheDocument();
  });
});

describe('making a vault', () => {
  it('tells the strength, wants both entries the same, and hands the passphrase over once', async () => {
    const { user, sent } = open({
      'keychain.get': () => memory,
      'keychain.create': () => ({ ...vault, understood: true }),
    });
    await user.click(await screen.findByRole('button', { name: '建立保险库' }));
    const first = await screen.findByLabelText(/至少 12 个字符/);
    await waitFor(() => expect(first).toHaveFocus());
    await user.type(first, 'short');
    expect(screen.getByText('口令强度:太短')).toBeInTheDocument();
    await user.clear(first);
    await user.type(first, PASSPHRASE);
    expect(screen.getByText('口令强度:强')).toBeInTheDocument();
    await user.type(screen.getByLabelText('再次输入口令'), `${PASSPHRASE}!`);
    expect(screen.getByText('两次输入的口令不一致')).toBeInTheDocument();
    await user.keyboard('{Enter}');
    expect(sent('keychain.create')).toEqual([]);
    await user.keyboard('{Backspace}{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(sent('keychain.create')).toEqual([{ passphrase: PASSPHRASE }]);
  });
});

describe('a locked store', () => {
  it('is opened before anything else; a wrong passphrase is told and has to wait', async () => {
    let tries = 0;
    const retryAt = new Date(Date.now() + 60_000).toISOString();
    const { user, bridge } = open({
      'keychain.get': () => (tries === 0 ? locked : { ...locked, retryAt }),
      'keychain.unlock': () => {
        tries += 1;
        throw new ProblemError('keychain/vault-passphrase');
      },
    });
    const field = await screen.findByLabelText('保险库口令');
    expect(screen.getByRole('heading', { name: '保险库已锁定' })).toBeInTheDocument();
    expect(screen.queryByLabelText('客户端证书')).not.toBeInTheDocument();
    await user.type(field, `${PASSPHRASE}{Enter}`);
    bridge.emit('keychain', { ...locked, retryAt });
    expect(await screen.findByText(/保险库口令不符/)).toBeInTheDocument();
    expect(field).toHaveValue('');
    expect(await screen.findByRole('button', { name: /秒后可再试/ })).toBeDisabled();
  });

  it('opens to the sign-in', async () => {
    const { user, sent } = open({ 'keychain.get': () => locked, 'keychain.unlock': () => vault });
    await user.type(await screen.findByLabelText('保险库口令'), `${PASSPHRASE}{Enter}`);
    expect(await screen.findByRole('button', { name: '登录' })).toBeInTheDocument();
    expect(sent('keychain.unlock')).toEqual([{ passphrase: PASSPHRASE }]);
  });

  it('can be left alone this time, which says what that means', async () => {
    const { user } = open({
      'keychain.get': () => locked,
      'keychain.skip': () => ({ ...memory, understood: true }),
    });
    expect(await screen.findByText(/原来的内容原样保留/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: '本次不使用' }));
    expect(await screen.findByRole('button', { name: '登录' })).toBeInTheDocument();
  });

  it('that is the keychain is looked at again after it was unlocked', async () => {
    const keychain: Keychain = {
      ...openKeychain,
      state: 'locked',
      healthy: false,
      text: { zh: '密钥环已锁定。', en: 'Locked.' },
    };
    const { user } = open({ 'keychain.get': () => keychain, 'keychain.check': () => openKeychain });
    expect(await screen.findByText('密钥环已锁定。')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: '再次检查密钥环' }));
    expect(await screen.findByRole('button', { name: '登录' })).toBeInTheDocument();
  });

  it('covers the screens of a signed-in person; what was typed is there afterwards', async () => {
    const { user, bridge } = open({
      'session.get': () => fakeSession,
      'keychain.get': () => vault,
      'keychain.unlock': () => vault,
    });
    await user.type(await screen.findByLabelText('事由'), '写到一半');
    bridge.emit('keychain', locked);
    const field = await screen.findByLabelText('保险库口令');
    await user.keyboard('{Escape}');
    await user.type(field, `${PASSPHRASE}{Enter}`);
    await waitFor(() => expect(screen.queryByLabelText('保险库口令')).not.toBeInTheDocument());
    expect(screen.getByLabelText('事由')).toHaveValue('写到一半');
  });
});
