import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { OperationOutput } from '../../../shared/api/operations.ts';
import userEvent from '@testing-library/user-event';
import { fakeBridge, type FakeGiven, fakeSession } from '../../testing/fakeBridge.ts';
import { renderScreen } from '../../testing/render.tsx';
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

function open(role: 'SA' | 'SEC', center: FakeGiven['center']) {
  const bridge = fakeBridge({ center: { 'certificates.list': () => list, ...center } });
  renderScreen(<CertificatesPage />, { bridge, session: { ...fakeSession, roles: [role] } });
  return { bridge, user: userEvent.setup() };
}

it('shows how each certificate stands and offers revocation of client certificates in force only', async () => {
  open('SA', {});
  const row = (name: string) => screen.getByText(name).closest('tr') ?? document.body;
  await screen.findByText('ba-chen');
  expect(within(row('qx-wang')).getByText('30 天内到期')).toBeInTheDocument();
  expect(within(row('xt-sun')).getByText(/已吊销 · .* · 私钥泄露或遗失/)).toBeInTheDocument();
  expect(screen.getAllByRole('button', { name: '吊销' })).toHaveLength(2);
  expect(standingOf({ ...one, notAfter: at(-1) }, at(0))).toBe('expired');
});

it('revokes with a coded reason and an explanation, after a fresh code where it is asked for', async () => {
  let proven = false;
  const { bridge, user } = open('SEC', {
    'certificates.revoke': () => {
      if (!proven) throw new ProblemError('auth/step-up-required');
      return {};
    },
    'session.stepUp': () => {
      proven = true;
      return { until: at(1) };
    },
  });
  await user.click((await screen.findAllByRole('button', { name: '吊销' }))[0] ?? document.body);
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('combobox'));
  await user.click(await screen.findByTitle('人员离岗或调动'));
  await user.type(within(dialog).getByLabelText('说明'), '调离');
  await user.click(within(dialog).getByRole('button', { name: '吊销' }));
  await user.type(await screen.findByLabelText('动态口令(6 位)'), '123456{Enter}');
  await waitFor(() =>
    expect(
      bridge.calls.filter(({ input }) => JSON.stringify(input).includes('certificates.revoke')),
    ).toHaveLength(2),
  );
  expect(JSON.stringify(bridge.calls)).toContain('"code":"affiliationChanged","reason":"调离"');
});
