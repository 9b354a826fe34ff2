import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { fakeBridge } from '../../testing/fakeBridge.ts';
import { note, noteDefs } from '../../testing/notes.ts';
import { renderScreen } from '../../testing/render.tsx';
import type { Preview } from '../form/useActForm.ts';
import { EffectPreview } from './EffectPreview.tsx';

const { id } = note(1);

const preview: Preview = {
  ok: true,
  findings: [],
  changes: [
    {
      type: 'unit',
      id,
      title: '便笺1',
      act: 'publish',
      before: { id, rev: 1, state: 'draft', name: '旧名', level: 'low', number: '7' },
      after: {
        id,
        rev: 2,
        state: 'active',
        name: '新名',
        level: 'low',
        number: '7',
        suspension: { cause: 'leak', from: '2026-03-01', orderedBy: '李样二' },
        grants: { 'QX-1': { no: 'QX-1', state: 'proposed', cells: ['center/-/P1'], parent: 'filing' } },
      },
    },
  ],
  consequences: [{ zh: '该账号的全部会话立即结束', en: 'All sessions end' }],
  approve: ['P2', 'DIR'],
  afterReview: null,
  digest: 'a'.repeat(64),
};

describe('the effect preview', () => {
  it('shows what goes and what comes in words, what follows, and who approves', async () => {
    renderScreen(<EffectPreview preview={preview} />, { bridge: fakeBridge(), defs: noteDefs });
    const effect = await screen.findByRole('region', { name: '变更预览' });
    expect(within(effect).getByText('旧名')).toBeInTheDocument();
    expect(within(effect).getByText('新名')).toBeInTheDocument();
    expect(within(effect).getByText('草稿')).toBeInTheDocument();
    expect(within(effect).getByText('生效')).toBeInTheDocument();
    expect(within(effect).getByText('该账号的全部会话立即结束')).toBeInTheDocument();
    expect(within(effect).getByText(/权限复核员、中心负责人/)).toBeInTheDocument();
  });

  it('says a new grant in words, without a key of the program', async () => {
    renderScreen(<EffectPreview preview={preview} />, { bridge: fakeBridge(), defs: noteDefs });
    const effect = await screen.findByRole('region', { name: '变更预览' });
    expect(within(effect).getByText('拟授权')).toBeInTheDocument();
    expect(within(effect).getByText(/权限管理员/)).toBeInTheDocument();
    expect(within(effect).queryByText(/proposed|filing|cells/)).not.toBeInTheDocument();
  });

  it('says why rights are suspended in words', async () => {
    renderScreen(<EffectPreview preview={preview} />, { bridge: fakeBridge(), defs: noteDefs });
    const effect = await screen.findByRole('region', { name: '变更预览' });
    expect(within(effect).getByText(/疑似泄露/)).toBeInTheDocument();
    expect(within(effect).queryByText(/leak|cause/)).not.toBeInTheDocument();
  });

  it('folds what stays as it is, and unfolds it on demand', async () => {
    const user = userEvent.setup();
    renderScreen(<EffectPreview preview={preview} />, { bridge: fakeBridge(), defs: noteDefs });
    expect(screen.queryByText('一般')).not.toBeInTheDocument();
    await user.click(await screen.findByRole('button', { name: /其余 2 项不变/ }));
    expect(screen.getByText('一般')).toBeInTheDocument();
  });
});
