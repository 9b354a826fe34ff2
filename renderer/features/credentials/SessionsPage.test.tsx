import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AppRole } from '../../../shared/access/roles.ts';
import type { OperationOutput } from '../../../shared/api/operations.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { fakeBridge, type FakeGiven, fakeSession } from '../../testing/fakeBridge.ts';
import { layOut, renderScreen } from '../../testing/render.tsx';
import { OwnSessions } from '../settings/OwnSessions.tsx';
import SessionsPage from './SessionsPage.tsx';

const session = {
  id: 's-1',
  accountId: '7d2f4b7e-6f2a-4c58-9a37-0c9f3c1b2a10',
  accountNo: 'qx-wang',
  name: '王示三',
  ip: '10.88.0.7',
  openedAt: '2026-11-30T01:00:00.000Z',
  idleUntil: '2026-11-30T01:20:00.000Z',
  absoluteUntil: '2026-11-30T09:00:00.000Z',
};
const list: OperationOutput<'sessions.list'> = {
  sessions: [session, { ...session, id: 's-2', accountNo: 'ba-chen', name: '陈样一', ip: null }],
};

beforeAll(() => layOut());

function open(role: AppRole, given: FakeGiven = {}) {
  const bridge = fakeBridge({ ...given, center: { 'sessions.list': () => list, ...given.center } });
  renderScreen(<SessionsPage />, { bridge, session: { ...fakeSession, roles: [role] } });
  return { bridge, user: userEvent.setup({ pointerEventsCheck: 0 }) };
}

const sent = ({ calls }: ReturnType<typeof fakeBridge>, op: string) =>
  calls.filter(({ input }) => JSON.stringify(input).includes(op));

describe('the list of sessions', () => {
  it('shows who is signed in from where and since when, and finds by account, name and address', async () => {
    const { user } = open('AUD');
    expect(await screen.findByText('2 个,共 2 个')).toBeInTheDocument();
    expect(screen.getAllByText('2026-11-30 09:00:00')).toHaveLength(2);
    await user.type(screen.getByLabelText('按账号、姓名或地址查找'), '10.88');
    expect(await screen.findByText('1 个,共 2 个')).toBeInTheDocument();
    expect(screen.queryByText('ba-chen')).not.toBeInTheDocument();
  });

  it('asks no clock for more: a page left open must not keep its reader signed in', async () => {
    const { bridge, user } = open('AUD');
    await screen.findByText('2 个,共 2 个');
    const before = sent(bridge, 'sessions.list').length;
    await user.click(screen.getByRole('button', { name: /^刷新/ }));
    await waitFor(() => expect(sent(bridge, 'sessions.list')).toHaveLength(before + 1));
  });

  it('is read by the auditor, who ends nothing', async () => {
    const { user } = open('AUD');
    await user.click(await screen.findByText('qx-wang'));
    expect(await screen.findByRole('complementary', { name: /qx-wang/ })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: '强制下线' })).not.toBeInTheDocument();
  });

  it('an administrator ends one with a reason, and a fresh code where it is wanted', async () => {
    let proven = false;
    const { bridge, user } = open('SEC', {
      center: {
        'access.endSession': () => {
          if (!proven) throw new ProblemError('auth/step-up-required');
          return {};
        },
        'session.stepUp': () => {
          proven = true;
          return { until: '2026-11-30T02:00:00.000Z' };
        },
      },
    });
    await user.click(await screen.findByText('qx-wang'));
    await user.click(await screen.findByRole('button', { name: '强制下线' }));
    await user.type(await screen.findByRole('textbox', { name: /事由/ }), '值班电话要求{Enter}');
    await user.type(await screen.findByLabelText('动态口令(6 位)'), '123456{Enter}');
    await waitFor(() => expect(sent(bridge, 'access.endSession')).toHaveLength(2));
    expect(JSON.stringify(bridge.calls)).toContain('"id":"s-1","reason":"值班电话要求"');
  });
});

it('everybody sees where they are signed in themselves, and ends what they left open elsewhere', async () => {
  const { id, ip, openedAt, idleUntil } = session;
  let sessions = [
    { id, ip, openedAt, idleUntil, current: true },
    { id: 's-9', ip: '10.88.0.9', openedAt, idleUntil, current: false },
  ];
  const bridge = fakeBridge({
    center: {
      'sessions.own': () => ({ sessions }),
      'sessions.endOthers': () => {
        sessions = sessions.filter(({ current }) => current);
        return { ended: 1 };
      },
    },
  });
  renderScreen(<OwnSessions />, { bridge });
  expect(await screen.findByText(/10\.88\.0\.9/)).toBeInTheDocument();
  expect(screen.getByText(/本机当前会话/)).toBeInTheDocument();
  await userEvent.setup().click(screen.getByRole('button', { name: '结束本人的其他会话' }));
  await waitFor(() => expect(screen.queryByText(/10\.88\.0\.9/)).not.toBeInTheDocument());
  expect(screen.queryByRole('button', { name: '结束本人的其他会话' })).not.toBeInTheDocument();
});
