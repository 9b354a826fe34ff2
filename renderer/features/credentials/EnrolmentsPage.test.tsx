import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { objectDefs } from '../../../shared/domain/registry.ts';
import { fakeBridge, fakeSession } from '../../testing/fakeBridge.ts';
import { layOut, renderScreen } from '../../testing/render.tsx';
import EnrolmentsPage from './EnrolmentsPage.tsx';

const id = '0192bbbb-0000-7000-8000-000000000001';
const defs = { enrolment: objectDefs.enrolment };

it('asks before a second code voids the one that was handed over', async () => {
  layOut();
  let made = 0;
  const opened = { id, rev: 1, state: 'opened', openedBy: fakeSession.accountId, holderName: '冯样十' };
  const bridge = fakeBridge({
    defs,
    records: { enrolment: [opened] },
    center: {
      'enrolments.code': () => {
        made += 1;
        return { code: `CODE-${made}`, expiresAt: '2026-11-24T01:00:00.000Z' };
      },
    },
  });
  const user = userEvent.setup();
  const session = { ...fakeSession, roles: ['SA' as const] };
  renderScreen(<EnrolmentsPage />, { bridge, defs, session, path: `/credentials?id=${id}` });
  await user.click(await screen.findByRole('button', { name: '生成领取码' }));
  expect(await screen.findByText('CODE-1')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: '重新生成(前一个作废)' }));
  const question = await screen.findByRole('dialog');
  expect(within(question).getByText(/已交给持有人的领取码立即作废/)).toBeInTheDocument();
  await user.click(within(question).getByRole('button', { name: '取消' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(screen.getByText('CODE-1')).toBeInTheDocument();
});
