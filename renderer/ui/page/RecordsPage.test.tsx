import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBridge } from '../../testing/fakeBridge.ts';
import { note, noteDef, noteDefs } from '../../testing/notes.ts';
import { layOut, renderScreen } from '../../testing/render.tsx';
import { RecordsPage } from './RecordsPage.tsx';

beforeEach(() => {
  layOut();
  localStorage.clear();
});

function open(count: number, path = '/') {
  const records = { unit: Array.from({ length: count }, (_, index) => note(index)) };
  const bridge = fakeBridge({ defs: noteDefs, records });
  const user = userEvent.setup();
  const page = renderScreen(<RecordsPage def={noteDef} creation={['enter']} />, {
    bridge,
    defs: noteDefs,
    path,
  });
  return { bridge, user, ...page };
}

async function grid() {
  const found = await screen.findByRole('grid');
  await within(found).findByText('便笺0');
  return found;
}

describe('the list page', () => {
  it('tells screen readers the true number of rows while it draws only those in view', async () => {
    open(100_000);
    const found = await grid();
    expect(found).toHaveAttribute('aria-rowcount', '100001');
    // The ticks are a column too.
    expect(found).toHaveAttribute('aria-colcount', '4');
    expect(within(found).getAllByRole('row').length).toBeLessThan(60);
  });

  it('asks only for the pages in view', async () => {
    const { bridge } = open(100_000);
    await grid();
    const asked = bridge.calls.filter(({ input }) => JSON.stringify(input).includes('records.query'));
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('moves with J, K and End, ticks with Space and a range with Shift+Space', async () => {
    const { user } = open(30);
    const found = await grid();
    within(found).getByRole('rowheader', { name: '便笺0' }).focus();
    await user.keyboard('jj ');
    await waitFor(() => expect(within(found).getByRole('rowheader', { name: '便笺2' })).toHaveFocus());
    expect(screen.getByText(/已选 1/)).toBeInTheDocument();
    await user.keyboard('jj');
    await waitFor(() => expect(within(found).getByRole('rowheader', { name: '便笺4' })).toHaveFocus());
    await user.keyboard('{Shift>} {/Shift}');
    expect(screen.getByText(/已选 3/)).toBeInTheDocument();
    await user.keyboard('{End}');
    await waitFor(() => expect(within(found).getByRole('rowheader', { name: '便笺29' })).toHaveFocus());
  });

  it('opens a record with Enter, moves along while it is open, and gives the place back with Esc', async () => {
    const { user } = open(30);
    const found = await grid();
    within(found).getByRole('rowheader', { name: '便笺0' }).focus();
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('heading', { level: 2, name: '便笺0' })).toBeInTheDocument();
    await user.keyboard('j');
    expect(await screen.findByRole('heading', { level: 2, name: '便笺1' })).toBeInTheDocument();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('complementary')).not.toBeInTheDocument());
    await waitFor(() => expect(within(found).getByRole('rowheader', { name: '便笺1' })).toHaveFocus());
  });

  it('turns the order round when a head is pressed twice, and says so to screen readers', async () => {
    const { user } = open(3);
    await grid();
    await user.click(screen.getByRole('button', { name: '名称' }));
    await user.click(await screen.findByRole('button', { name: /名称/ }));
    await waitFor(() =>
      expect(screen.getByRole('columnheader', { name: /名称/ })).toHaveAttribute('aria-sort', 'descending'),
    );
    await waitFor(() => expect(screen.getAllByRole('rowheader')[0]).toHaveTextContent('便笺2'));
  });

  it('shows the filters of the address as chips in words, each of which can be taken off', async () => {
    const filters = encodeURIComponent(JSON.stringify([{ column: 'level', op: 'in', values: ['high'] }]));
    const { user } = open(5, `/?f=${filters}`);
    expect(await screen.findByText('便笺1')).toBeInTheDocument();
    expect(screen.queryByText('便笺0')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: '去掉筛选:级别: 重要' }));
    expect(await screen.findByText('便笺0')).toBeInTheDocument();
  });

  it('goes to the free text with / and filters by it', async () => {
    const { user } = open(12);
    await grid();
    await user.keyboard('/');
    expect(screen.getByRole('textbox', { name: /筛选/ })).toHaveFocus();
    await user.keyboard('便笺11');
    await waitFor(() => expect(screen.getByText(/^1 条/)).toBeInTheDocument());
  });

  it('says why it is empty and offers to take the filters off', async () => {
    const { user } = open(2, '/?q=nothing');
    expect(await screen.findByText('没有符合筛选条件的记录')).toBeInTheDocument();
    await user.click(screen.getAllByRole('button', { name: '清除全部筛选' })[0] ?? document.body);
    await grid();
  });

  it('starts a new record with N, but not while a field has the focus', async () => {
    const { user } = open(2);
    await grid();
    await user.keyboard('/');
    await user.keyboard('n');
    expect(screen.queryByRole('heading', { level: 2, name: /登记/ })).not.toBeInTheDocument();
    await user.keyboard('{Backspace}');
    screen.getByRole('rowheader', { name: '便笺0' }).focus();
    await user.keyboard('n');
    expect(await screen.findByRole('heading', { level: 2, name: /登记/ })).toBeInTheDocument();
  });
});
