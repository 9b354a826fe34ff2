import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { fakeBridge, fakeSession } from '../testing/fakeBridge.ts';
import { renderScreen } from '../testing/render.tsx';
import { SessionLeft } from './SessionLeft.tsx';

const inMinutes = (n: number) => new Date(Date.now() + n * 60_000).toISOString();

function open(change: Partial<typeof fakeSession>) {
  const bridge = fakeBridge({ center: { 'session.get': () => fakeSession } });
  renderScreen(<SessionLeft />, { bridge, session: { ...fakeSession, ...change } });
  return bridge;
}

it('lets a session that idles out go on', async () => {
  const bridge = open({ idleUntil: inMinutes(3) });
  await userEvent.click(await screen.findByRole('button', { name: '会话剩余 3 分钟 · 继续使用' }));
  await waitFor(() => expect(JSON.stringify(bridge.calls)).toContain('session.get'));
});

it('says when a session ends that cannot go on', async () => {
  const end = inMinutes(4);
  open({ idleUntil: end, absoluteUntil: end });
  expect(await screen.findByText(/会话将于 \d\d:\d\d 结束,届时须重新登录/)).toBeInTheDocument();
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});
