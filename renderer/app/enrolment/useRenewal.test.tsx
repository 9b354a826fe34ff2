import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fakeBridge, type FakeGiven, fakeSession, openGate } from '../../testing/fakeBridge.ts';
import { renderScreen } from '../../testing/render.tsx';
import type { Enrolment } from './enrolment.ts';
import { useRenewal } from './useRenewal.ts';

const renewal: Enrolment = {
  state: 'applied',
  kind: 'renewal',
  accountNo: fakeSession.accountNo,
  holderName: fakeSession.name,
  keyFingerprint: 'ab'.repeat(32),
  reason: null,
  needs: { certificate: true, password: false, authenticator: false },
  lasts: true,
};

function Screen() {
  useRenewal();
  return <p>任一页面</p>;
}

function open(host: FakeGiven['host']) {
  const bridge = fakeBridge({ host: { 'enrolment.complete': () => ({}), ...host } });
  renderScreen(<Screen />, { bridge });
  return (method: string) => bridge.calls.filter((call) => call.method === method);
}

it('takes a renewed certificate over as soon as it is approved, on whatever page its holder is', async () => {
  const called = open({
    'enrolment.get': () => renewal,
    'enrolment.check': () => ({ ...renewal, state: 'approved' }),
  });
  expect(await screen.findByText('已换用新证书,会话继续。')).toBeInTheDocument();
  expect(called('enrolment.complete').map(({ input }) => input)).toEqual([{ password: null, code: null }]);
});

it('waits while nobody has approved', async () => {
  const called = open({ 'enrolment.get': () => renewal, 'enrolment.check': () => renewal });
  await waitFor(() => expect(called('enrolment.check')).toHaveLength(1));
  expect(called('enrolment.complete')).toEqual([]);
});

it.each([
  ['while the gate is closed', renewal, { ...openGate, open: false }],
  ['for the renewal of somebody else', { ...renewal, accountNo: 'xt-sun' }, openGate],
])('does not ask %s', async (_name, enrolment, gate) => {
  const called = open({ 'enrolment.get': () => enrolment, 'gate.get': () => gate });
  await waitFor(() => expect(called('enrolment.get')).toHaveLength(1));
  await waitFor(() => expect(called('gate.get')).toHaveLength(1));
  expect(called('enrolment.check')).toEqual([]);
});
