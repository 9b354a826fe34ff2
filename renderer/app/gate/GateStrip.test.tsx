import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { Bars } from '../Bars.tsx';
import { fakeBridge, openGate } from '../../testing/fakeBridge.ts';
import { renderScreen } from '../../testing/render.tsx';
import { DetailPane } from '../../ui/record/DetailPane.tsx';
import { GateStrip, type GateListState } from './GateStrip.tsx';

/** Strip and bar as the frame holds them, above a list with its pane open. */
function Frame() {
  const [list, setList] = useState<GateListState>('closed');
  const [isPaneOpen, setPaneOpen] = useState(true);
  return (
    <>
      <GateStrip list={list} onList={setList} />
      <Bars onReason={() => setList('pinned')} />
      {isPaneOpen && (
        <DetailPane label="详情" onClose={() => setPaneOpen(false)}>
          记录
        </DetailPane>
      )}
    </>
  );
}

async function open(gate = openGate) {
  renderScreen(<Frame />, { bridge: fakeBridge({ host: { 'gate.get': () => gate } }) });
  const strip = await screen.findByRole('button', { name: /网关/, expanded: false });
  return { strip, user: userEvent.setup() };
}

const closed = {
  ...openGate,
  open: false,
  lights: openGate.lights.map((light) => ({ ...light, state: 'bad' as const })),
};

it('opens by Alt+0 with the focus in its list, and Escape closes the list and not the pane', async () => {
  const { strip, user } = await open();
  await user.keyboard('{Alt>}0{/Alt}');
  await waitFor(() => expect(screen.getByRole('group', { name: '网关' })).toHaveFocus());
  await user.keyboard('{Escape}');
  expect(strip).toHaveAttribute('aria-expanded', 'false');
  expect(strip).toHaveFocus();
  expect(screen.getByRole('complementary', { name: '详情' })).toBeInTheDocument();
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('complementary', { name: '详情' })).not.toBeInTheDocument();
});

it('stays open when it was pressed, also after the pointer had opened it', async () => {
  const { strip, user } = await open();
  await user.hover(strip);
  await waitFor(() => expect(strip).toHaveAttribute('aria-expanded', 'true'));
  await user.click(strip);
  expect(strip).toHaveAttribute('aria-expanded', 'true');
});

it('is opened by the words of the red bar as well', async () => {
  const { strip, user } = await open(closed);
  await user.click(await screen.findByRole('button', { name: /查看原因/ }));
  expect(strip).toHaveAttribute('aria-expanded', 'true');
});
