import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter } from 'react-router';
import { describe, expect, it } from 'vitest';
import { createClient } from '../bridge/client.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { fakeBridge, type FakeGiven, fakeSession, openGate } from '../testing/fakeBridge.ts';
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

  it('shows a person with a handed-out password nothing but its change, and goes on when that is done', async () => {
    const { bridge } = open({ 'session.get': () => ({ ...fakeSession, mustChangePassword: true }) });
    expect(await screen.findByRole('heading', { name: '修改口令' })).toBeInTheDocument();
    expect(screen.getByLabelText('新口令')).toBeInTheDocument();
    expect(screen.queryByText('inside')).not.toBeInTheDocument();
    bridge.emit('session', fakeSession);
    expect(await screen.findByText('inside')).toBeInTheDocument();
  });
});
