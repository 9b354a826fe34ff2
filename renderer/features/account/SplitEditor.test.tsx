import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import type { ObjectState } from '../../../shared/domain/object.ts';
import { fakeBridge } from '../../testing/fakeBridge.ts';
import { renderScreen } from '../../testing/render.tsx';
import { SplitEditor } from './SplitEditor.tsx';

const site = '0192dddd-0000-7000-8000-000000000001';
const whole = [`${site}/-/edit`, `${site}/-/submit`, `${site}/-/view`];

const account: ObjectState & Record<string, unknown> = {
  id: '0192dddd-0000-7000-8000-000000000002',
  rev: 3,
  state: 'active',
  grants: { 'QX-2026-000001': { no: 'QX-2026-000001', cells: whole, state: 'active' } },
};

function Harness() {
  const [value, setValue] = useState<unknown>(undefined);
  const [held, setHeld] = useState(false);
  return (
    <>
      <SplitEditor
        id="parts"
        meta={{ label: { zh: '', en: '' }, kind: 'rows', group: '', required: true }}
        value={value}
        values={{ parent: 'QX-2026-000001' }}
        state={account}
        invalid={false}
        onChange={setValue}
        onBlur={() => undefined}
        onHold={setHeld}
      />
      <output>{held ? 'held' : 'free'}</output>
    </>
  );
}

describe('the split editor', () => {
  it('holds the act until the rest row is empty', async () => {
    const user = userEvent.setup();
    renderScreen(<Harness />, { bridge: fakeBridge() });
    const rest = await screen.findByRole('region', { name: '未分配' });
    expect(screen.getByText('held')).toBeInTheDocument();
    await user.click(within(rest).getByRole('button', { name: '编辑' }));
    await user.click(within(rest).getByRole('button', { name: '送审' }));
    expect(screen.getByText('还有 1 项权限未分配,分配完才能提交。')).toBeInTheDocument();
    expect(screen.getByText('held')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: '增加一份' }));
    await user.click(within(rest).getByRole('button', { name: '查看' }));
    expect(screen.getByText('已全部分配,可以提交。')).toBeInTheDocument();
    expect(screen.getByText('free')).toBeInTheDocument();
    const second = screen.getByRole('region', { name: '第 2 份' });
    await user.click(within(second).getByRole('button', { name: '查看' }));
    expect(screen.getByText('held')).toBeInTheDocument();
  });
});
