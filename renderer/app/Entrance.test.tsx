import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter } from 'react-router';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createClient } from '../bridge/client.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { fakeBridge, type FakeGiven, fakeSession, openGate, openKeychain } from '../testing/fakeBridge.ts';
import { layOut } from '../testing/render.tsx';
import { App } from './App.tsx';

function open(host: FakeGiven['host']) {
  const bridge = fakeBridge({ host: { 'session.get': () => null, ...host } });
  const router = createMemoryRouter([{ path: '*', element: <p>inside</p> }]);
  render(<App client={createClient(bridge)} router={router} />);
  return { bridge, user: userEvent.setup() };
}

const closedGate = {
  ...openGate,
  open: false,
  lights: openGate.lights.map((light) =>
    light.name === 'vpn'
      ? {
          ...light,
          state: 'bad' as const,
          cause: { zh: '没有到中心的路由', en: 'No route' },
          remedy: { zh: '重新连接 VPN', en: 'Reconnect' },
        }
      : light,
  ),
};

/** The open gate with one light that is otherwise. */
function lightOf(name: string, change: Partial<(typeof openGate)['lights'][number]>) {
  return {
    ...openGate,
    lights: openGate.lights.map((light) => (light.name === name ? { ...light, ...change } : light)),
  };
}

describe('the entrance', () => {
  it('shows which light is out, why, and what to do, and offers no sign-in', async () => {
    open({ 'gate.get': () => closedGate });
    expect(await screen.findByText('没有到中心的路由')).toBeInTheDocument();
    expect(screen.getByText(/重新连接 VPN/)).toBeInTheDocument();
    expect(screen.getByText('未通过')).toBeInTheDocument();
    expect(screen.queryByLabelText('口令')).not.toBeInTheDocument();
  });

  it('goes on to the sign-in as soon as the gate opens', async () => {
    const { bridge } = open({ 'gate.get': () => closedGate });
    await screen.findByText('没有到中心的路由');
    bridge.emit('gate', openGate);
    expect(await screen.findByLabelText('口令')).toBeInTheDocument();
  });

  it('keeps the password and takes the used code away when a sign-in fails', async () => {
    const { user } = open({
      'session.signIn': () => {
        throw new ProblemError('auth/sign-in-failed', { requestId: 'r-9' });
      },
    });
    await user.type(await screen.findByLabelText('口令'), 'long password');
    await user.type(screen.getByLabelText(/动态口令/), '123456');
    await user.click(screen.getByRole('button', { name: '登录' }));
    expect(await screen.findByText(/登录失败:/)).toBeInTheDocument();
    expect(screen.getByText('r-9')).toBeInTheDocument();
    expect(screen.getByLabelText('口令')).toHaveValue('long password');
    expect(screen.getByLabelText(/动态口令/)).toHaveValue('');
  });

  it('lets a signed-in person in, and out again when the host ends the session', async () => {
    const { bridge, user } = open({ 'session.signIn': () => fakeSession });
    await user.type(await screen.findByLabelText('口令'), 'long password');
    await user.type(screen.getByLabelText(/动态口令/), '123456{Enter}');
    expect(await screen.findByText('inside')).toBeInTheDocument();
    bridge.emit('session', null);
    await waitFor(() => expect(screen.queryByText('inside')).not.toBeInTheDocument());
  });

  it('says beside the sign-in what is known already: the session has ended, the certificate ends soon', async () => {
    const ended = lightOf('account', {
      state: 'warn',
      cause: { zh: '会话已结束', en: 'Ended' },
      remedy: { zh: '请重新登录;已填写的内容仍保留', en: 'Sign in again' },
    });
    open({ 'gate.get': () => ended });
    expect(await screen.findByText('会话已结束')).toBeInTheDocument();
    expect(screen.getByText('处理办法:请重新登录;已填写的内容仍保留')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: '重新检查' })).toBeInTheDocument();
    expect(screen.getByText('网关已打开')).toBeInTheDocument();
  });

  it('says that the gate is open and the account is what keeps one out', async () => {
    const inactive = lightOf('account', { state: 'bad', cause: { zh: '账号已暂停', en: 'Suspended' } });
    open({ 'gate.get': () => inactive });
    expect(await screen.findByText('账号已暂停')).toBeInTheDocument();
    expect(screen.getByText('网关已打开,但账号目前不能登录')).toBeInTheDocument();
    expect(screen.getByText(/账号 未通过/)).toBeInTheDocument();
  });

  it('takes nothing away when the gate closes and opens again', async () => {
    const { bridge, user } = open({});
    await user.type(await screen.findByLabelText('口令'), 'half a pass');
    await user.click(screen.getByRole('button', { name: '导入证书文件' }));
    await user.type(await screen.findByLabelText('文件口令'), 'of the file');
    bridge.emit('gate', closedGate);
    expect(await screen.findByText('没有到中心的路由')).toBeInTheDocument();
    expect(screen.getByLabelText('文件口令')).toHaveValue('of the file');
    bridge.emit('gate', openGate);
    expect(await screen.findByLabelText('口令')).toHaveValue('half a pass');
    expect(screen.getByLabelText('文件口令')).toHaveValue('of the file');
  });

  it('stays on the sign-in, with the focus, while the gate is only looked at anew; signing in waits', async () => {
    const { bridge, user } = open({});
    await user.type(await screen.findByLabelText('口令'), 'secret');
    await user.type(screen.getByLabelText('动态口令(6 位)'), '123456');
    const lights = openGate.lights.map((light) => ({ ...light, state: 'unknown' as const }));
    bridge.emit('gate', { ...openGate, open: false, lights });
    expect(await screen.findByText('正在检查网关…')).toBeInTheDocument();
    expect(screen.getByLabelText('动态口令(6 位)')).toHaveFocus();
    expect(screen.getByRole('button', { name: '登录' })).toBeDisabled();
    bridge.emit('gate', openGate);
    await waitFor(() => expect(screen.getByRole('button', { name: '登录' })).toBeEnabled());
    expect(screen.getByLabelText('动态口令(6 位)')).toHaveValue('123456');
  });

  it('shows the certificate that was chosen, although the gate closes over the list that is asked for', async () => {
    // A list of choices with a height would measure its lines, which jsdom does not lay out.
    layOut(1000, 0);
    const [first, other] = ['ba-chen', 'fh-li'].map((accountNo) => ({
      fingerprint: accountNo,
      subject: accountNo,
      accountNo,
      validTo: '2027-01-01T00:00:00.000Z',
      own: true,
    }));
    if (!first || !other) throw new Error('two certificates');
    const late = Promise.withResolvers<void>();
    const chosen: string[] = [first.fingerprint];
    const { bridge, user } = open({
      'certificates.list': async () => {
        if (chosen.length > 1) await late.promise;
        return [first, other].map((one) => ({ ...one, active: chosen.at(-1) === one.fingerprint }));
      },
      'certificates.choose': ({ fingerprint }) => {
        chosen.push(fingerprint);
        return openGate;
      },
    });
    const asked = () => bridge.calls.filter(({ method }) => method === 'certificates.list').length;
    await user.click(await screen.findByRole('combobox', { name: '客户端证书' }));
    await user.click(await screen.findByTitle(/fh-li/));
    await waitFor(() => expect(asked()).toBe(2));
    bridge.emit('gate', closedGate);
    await screen.findByText('没有到中心的路由');
    late.resolve();
    expect(await screen.findByText(/^fh-li · /)).toBeInTheDocument();
  });

  it('copies a report that says which program, profile, server and certificate it is about', async () => {
    const { user } = open({
      'gate.get': () => closedGate,
      'host.info': () => ({
        host: 'electron',
        version: '0.1.0',
        profile: '办公网',
        profileId: 'c.main',
        server: 'center.gov.example:7443',
        contact: '运维值班 0519-00000001',
        certificateWarnDays: 30,
        certificateFiles: true,
        capabilities: { reveal: true },
      }),
      'certificates.list': () => [
        {
          fingerprint: 'ab12',
          subject: '陈样一',
          accountNo: 'ba-chen',
          validTo: '2027-01-01T16:30:00.000Z',
          active: true,
          own: true,
        },
      ],
    });
    expect(await screen.findByText('联系人:运维值班 0519-00000001')).toBeInTheDocument();
    expect(await screen.findByText('ba-chen · 陈样一 · 至 2027-01-02')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: '复制检查报告' }));
    const report = await navigator.clipboard.readText();
    for (const part of [
      '客户端版本:0.1.0',
      '连接配置:办公网(c.main)',
      '服务器:center.gov.example:7443',
      '联系人:运维值班 0519-00000001',
      '客户端证书:ba-chen · 指纹 ab12 · 有效期至 2027-01-02 00:30:00',
      '没有到中心的路由',
    ])
      expect(report).toContain(part);
    expect(await screen.findByRole('button', { name: '已复制' })).toBeInTheDocument();
  });

  it('says so where the system keeps the clipboard to itself', async () => {
    const { user } = open({ 'gate.get': () => closedGate });
    const button = await screen.findByRole('button', { name: '复制检查报告' });
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'));
    onTestFinished(() => void vi.restoreAllMocks());
    await user.click(button);
    expect(await screen.findByText('未能复制,请手工选择')).toBeInTheDocument();
  });

  it('keeps what is typed under a lock where a handed-out password is changed', async () => {
    const { bridge, user } = open({ 'session.get': () => ({ ...fakeSession, mustChangePassword: true }) });
    await user.type(await screen.findByLabelText('当前口令'), 'handed out');
    bridge.emit('keychain', { ...openKeychain, kind: 'vault', state: 'locked' });
    expect(await screen.findByLabelText('保险库口令')).toBeInTheDocument();
    bridge.emit('keychain', openKeychain);
    await waitFor(() => expect(screen.queryByLabelText('保险库口令')).not.toBeInTheDocument());
    expect(screen.getByLabelText('当前口令')).toHaveValue('handed out');
  });

  it('shows a person with a handed-out password nothing but its change, and goes on when that is done', async () => {
    const { bridge } = open({ 'session.get': () => ({ ...fakeSession, mustChangePassword: true }) });
    expect(await screen.findByRole('heading', { name: '修改口令' })).toBeInTheDocument();
    expect(screen.getByLabelText('新口令')).toBeInTheDocument();
    expect(screen.queryByText('inside')).not.toBeInTheDocument();
    bridge.emit('session', fakeSession);
    expect(await screen.findByText('inside')).toBeInTheDocument();
  });
});
