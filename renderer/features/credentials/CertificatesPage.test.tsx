import { onlineManager } from '@tanstack/react-query';
import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { OperationOutput } from '../../../shared/api/operations.ts';
import type { AppRole } from '../../../shared/access/roles.ts';
import userEvent from '@testing-library/user-event';
import { fakeBridge, type FakeGiven, fakeSession } from '../../testing/fakeBridge.ts';
import { layOut, renderScreen } from '../../testing/render.tsx';
import { standingOf } from './certificates.ts';
import CertificatesPage from './CertificatesPage.tsx';

const DAY_MS = 86_400_000;
const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const one = {
  serial: '0a',
  kind: 'client' as const,
  accountNo: 'ba-chen',
  displayName: '陈样一',
  notBefore: at(-10),
  notAfter: at(355),
  revokedAt: null,
  reason: null,
};
const list: OperationOutput<'certificates.list'> = {
  ca: { subject: '中心 CA', fingerprint: 'ab'.repeat(32), validTo: at(3000), certificate: 'PEM' },
  crl: { thisUpdate: at(-1), nextUpdate: at(6), entries: 1 },
  issued: [
    one,
    { ...one, serial: '0b', accountNo: 'qx-wang', notAfter: at(20) },
    { ...one, serial: '0c', accountNo: 'xt-sun', revokedAt: at(-1), reason: 'keyCompromise' },
    { ...one, serial: '0d', kind: 'server', accountNo: null, displayName: 'localhost' },
  ],
};

beforeAll(() => layOut());

function open(role: AppRole, given: FakeGiven = {}) {
  const bridge = fakeBridge({ ...given, center: { 'certificates.list': () => list, ...given.center } });
  renderScreen(<CertificatesPage />, { bridge, session: { ...fakeSession, roles: [role] } });
  return { bridge, user: userEvent.setup({ pointerEventsCheck: 0 }) };
}

const row = (account: string) => screen.getByRole('row', { name: new RegExp(account) });
const sent = ({ calls }: ReturnType<typeof fakeBridge>) =>
  calls.filter(({ input }) => JSON.stringify(input).includes('certificates.revoke'));

/** Opens the certificate of an account and the question whether to revoke it. */
async function askToRevoke(user: ReturnType<typeof userEvent.setup>, account: string) {
  await user.click(await screen.findByText(account));
  await user.click(await screen.findByRole('button', { name: '吊销' }));
  return screen.findByRole('dialog');
}

describe('the list of certificates', () => {
  it('shows those in force at first, and how each stands by the days of the profile', async () => {
    const { user } = open('SA');
    expect(await screen.findByText('3 张,共 4 张')).toBeInTheDocument();
    expect(within(row('qx-wang')).getByText('30 天内到期')).toBeInTheDocument();
    expect(screen.queryByText('xt-sun')).not.toBeInTheDocument();
    // A list of choices with a height would measure its lines, which jsdom does not lay out.
    layOut(1000, 0);
    onTestFinished(() => layOut());
    await user.click(screen.getByRole('combobox', { name: '状态' }));
    await user.click(await screen.findByTitle('全部'));
    expect(within(row('xt-sun')).getByText(/已吊销 · .* · 私钥泄露或遗失/)).toBeInTheDocument();
    expect(screen.getByText('4 张,共 4 张')).toBeInTheDocument();
  });

  it('calls a certificate expired from the instant of its end on', () => {
    const end = Date.parse(one.notAfter);
    expect(standingOf(one, end, 30)).toBe('expired');
    expect(standingOf(one, end - 1, 30)).toBe('ending');
    expect(standingOf(one, end - 31 * DAY_MS, 30)).toBe('valid');
  });

  it('says that it waits for the gate where nothing was loaded before', async () => {
    onlineManager.setOnline(false);
    onTestFinished(() => onlineManager.setOnline(true));
    open('SA');
    expect(await screen.findByText(/网关打开后自动载入/)).toBeInTheDocument();
  });
});

describe('revocation', () => {
  it('is offered for client certificates in force, to those who may', async () => {
    const { user } = open('AUD');
    await user.click(await screen.findByText('ba-chen'));
    expect(await screen.findByRole('complementary', { name: /ba-chen/ })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: '吊销' })).not.toBeInTheDocument();
  });

  it('asks for a coded reason and an explanation, and for a fresh code where it is wanted', async () => {
    let proven = false;
    const { bridge, user } = open('SEC', {
      center: {
        'certificates.revoke': () => {
          if (!proven) throw new ProblemError('auth/step-up-required');
          return {};
        },
        'session.stepUp': () => {
          proven = true;
          return { until: at(1) };
        },
      },
    });
    const dialog = await askToRevoke(user, 'ba-chen');
    expect(within(dialog).getByText(/序列号 0a,有效期/)).toBeInTheDocument();
    await user.click(within(dialog).getByRole('combobox'));
    await user.click(await screen.findByTitle('人员离岗或调动'));
    await user.type(within(dialog).getByLabelText('说明'), '调离{Enter}');
    expect(sent(bridge)).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: '吊销' }));
    await user.type(await screen.findByLabelText('动态口令(6 位)'), '123456{Enter}');
    await waitFor(() => expect(sent(bridge)).toHaveLength(2));
    expect(JSON.stringify(bridge.calls)).toContain('"code":"affiliationChanged","reason":"调离"');
  });

  it('warns whoever is about to revoke the own certificate', async () => {
    const own = { ...list, issued: [{ ...one, accountNo: fakeSession.accountNo }] };
    const { user } = open('SA', { center: { 'certificates.list': () => own } });
    const dialog = await askToRevoke(user, fakeSession.accountNo);
    expect(within(dialog).getByText(/这是您本人的证书/)).toBeInTheDocument();
  });
});

it('offers no tab that leads to a page without access', async () => {
  open('DIR');
  expect(await screen.findByRole('heading', { name: '凭据' })).toBeInTheDocument();
  expect(screen.queryByTitle('申领')).not.toBeInTheDocument();
});
