import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { fakeBridge, type FakeGiven, openGate } from '../../testing/fakeBridge.ts';
import { layOut, renderScreen } from '../../testing/render.tsx';
import SettingsPage from './SettingsPage.tsx';

const inUse = {
  fingerprint: 'aa',
  subject: '王示三',
  accountNo: 'qx-wang',
  validTo: '2026-01-01T00:00:00.000Z',
  active: true,
  own: true,
};
const other = { ...inUse, fingerprint: 'bb', accountNo: 'qf-zhao', subject: '赵示四', active: false };

// A list of choices with a height would measure its lines, which jsdom does not lay out.
beforeEach(() => layOut(1000, 0));

function open(given: FakeGiven = {}) {
  const host = { 'certificates.list': () => [inUse, other], ...given.host };
  const center = { 'sessions.own': () => ({ sessions: [] }), ...given.center };
  const bridge = fakeBridge({ ...given, host, center });
  renderScreen(<SettingsPage />, { bridge });
  const called = (method: string) => bridge.calls.filter((call) => call.method === method);
  return { bridge, called, user: userEvent.setup({ pointerEventsCheck: 0 }) };
}

describe('the certificate in the settings', () => {
  it('is changed only after the question, for that signs out', async () => {
    const { called, user } = open({ host: { 'certificates.choose': () => openGate } });
    await user.click(await screen.findByRole('combobox', { name: '客户端证书' }));
    await user.click(await screen.findByTitle(/qf-zhao/));
    const question = await screen.findByRole('dialog');
    expect(within(question).getByText(/改用此证书将退出登录/)).toBeInTheDocument();
    expect(called('certificates.choose')).toEqual([]);
    await user.click(within(question).getByRole('button', { name: '改用' }));
    await waitFor(() => expect(called('certificates.choose')).toHaveLength(1));
  });

  it('that has expired says so in a word', async () => {
    open();
    expect(await screen.findByText('已到期')).toBeInTheDocument();
    expect(screen.queryByText(/还剩/)).not.toBeInTheDocument();
  });

  it('says why it could not be removed', async () => {
    const { user } = open({
      host: {
        'certificates.remove': () => {
          throw new ProblemError('keychain/locked');
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: '从本机移除' }));
    const question = await screen.findByRole('dialog');
    expect(within(question).getByText(/移除后将立即退出登录/)).toBeInTheDocument();
    await user.click(within(question).getByRole('button', { name: '从本机移除' }));
    expect(await screen.findByRole('alert')).toBeInTheDocument();
  });

  it('is not renewed through a closed gate, which is told beside the button', async () => {
    open({ host: { 'gate.get': () => ({ ...openGate, open: false, lights: [] }) } });
    const button = await screen.findByRole('button', { name: '续期' });
    await waitFor(() => expect(button).toBeDisabled());
    expect(screen.getAllByText('网关已关闭').length).toBeGreaterThan(0);
  });
});

describe('the change of the password', () => {
  it('wants the new one twice, and shows every demand it does not meet', async () => {
    const { user } = open({
      center: {
        'session.password': () => {
          throw new ProblemError('request/invalid', {
            findings: [
              {
                code: 'password/short',
                severity: 'refuse',
                rule: null,
                place: 'next',
                text: { zh: '口令太短', en: 'Too short' },
              },
            ],
          });
        },
      },
    });
    await user.type(await screen.findByLabelText('当前口令'), 'old');
    await user.type(screen.getByLabelText('新口令'), 'new one');
    await user.type(screen.getByLabelText('再次输入口令'), 'new');
    expect(screen.getByRole('button', { name: '修改口令' })).toBeDisabled();
    await user.type(screen.getByLabelText('再次输入口令'), ' one{Enter}');
    expect(await screen.findByText('口令太短')).toBeInTheDocument();
  });
});
