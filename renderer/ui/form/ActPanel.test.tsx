import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { unborn } from '../../../shared/domain/object.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { refuse } from '../../../shared/rules/finding.ts';
import { fakeBridge, type FakeGiven, openGate } from '../../testing/fakeBridge.ts';
import { note, noteDef, noteDefs } from '../../testing/notes.ts';
import { layOut, renderScreen } from '../../testing/render.tsx';
import { ActPanel } from './ActPanel.tsx';
import { storeDrafts } from './unsavedDrafts.ts';

beforeEach(() => layOut());

const fresh = '0192cccc-0000-7000-8000-000000000001';

function open(actName: string, given: FakeGiven = {}, state = unborn(fresh)) {
  const bridge = fakeBridge({ defs: noteDefs, ...given });
  const onDone = vi.fn<() => void>();
  const user = userEvent.setup();
  const panel = (
    <ActPanel def={noteDef} actName={actName} state={state} onDone={onDone} onCancel={() => undefined} />
  );
  const { unmount } = renderScreen(panel, { bridge, defs: noteDefs });
  const sent = () =>
    bridge.calls.map(({ input }) => JSON.stringify(input)).filter((input) => input.includes('commands.run'));
  return { bridge, onDone, user, sent, unmount };
}

describe('the form of an act', () => {
  it('shows every error at once, in the summary and at its field, with the clause; nothing is sent', async () => {
    const { user, sent } = open('enter');
    await user.type(await screen.findByLabelText('名称'), '坏!');
    await user.type(screen.getByLabelText('编号'), 'abc');
    await user.click(screen.getByRole('button', { name: '登记' }));
    const summary = await screen.findByRole('alert');
    expect(within(summary).getByText('名称不得含感叹号')).toBeInTheDocument();
    expect(within(summary).getByText('编号只含数字')).toBeInTheDocument();
    expect(screen.getByLabelText('名称')).toHaveAccessibleDescription(/名称不得含感叹号/);
    expect(screen.getByLabelText('编号')).toHaveAccessibleDescription(/编号只含数字/);
    expect(within(summary).getByText(/细则|办法/)).toBeInTheDocument();
    expect(sent()).toEqual([]);
  });

  it('checks a field when it is left', async () => {
    const { user } = open('enter');
    await user.type(await screen.findByLabelText('编号'), 'x');
    await user.tab();
    expect(screen.getByLabelText('编号')).toHaveAccessibleDescription(/编号只含数字/);
  });

  it('goes from error to error with F8', async () => {
    const { user } = open('enter');
    await user.type(await screen.findByLabelText('名称'), '!');
    await user.type(screen.getByLabelText('编号'), 'x');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await user.keyboard('{F8}');
    expect(screen.getByLabelText('名称')).toHaveFocus();
    await user.keyboard('{F8}');
    expect(screen.getByLabelText('编号')).toHaveFocus();
  });

  it("places the server's findings at their fields too", async () => {
    const { user } = open('enter');
    await user.type(await screen.findByLabelText('名称'), '重复');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(screen.getByLabelText('名称')).toHaveAccessibleDescription(/已有同名便笺/));
  });

  it('says in words what is required in each group', async () => {
    open('enter');
    expect(await screen.findByText('必填:名称')).toBeInTheDocument();
    expect(screen.getByText('均可选填')).toBeInTheDocument();
  });

  it('shows the effect before it lets an act with four eyes be submitted', async () => {
    const state = note(1);
    const { user, sent, onDone } = open('publish', { records: { unit: [state] } }, state);
    await user.clear(await screen.findByLabelText('名称'));
    await user.type(screen.getByLabelText('名称'), '新名称');
    await user.type(screen.getByLabelText('事由(必填)'), '更正');
    await user.click(screen.getByRole('button', { name: '预览变更' }));
    const effect = await screen.findByRole('region', { name: '变更预览' });
    expect(within(effect).getByText('便笺1')).toBeInTheDocument();
    expect(within(effect).getAllByText('新名称').length).toBeGreaterThan(0);
    expect(within(effect).getByText(/权限复核员/)).toBeInTheDocument();
    expect(sent()).toEqual([]);
    await user.click(screen.getByRole('button', { name: '提交复核:发布' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(sent()[0]).toContain('"rev":1');
  });

  it('asks for the effect again once what it showed has been changed', async () => {
    const state = note(1);
    const { user } = open('publish', { records: { unit: [state] } }, state);
    await user.type(await screen.findByLabelText('事由(必填)'), '更正');
    await user.click(screen.getByRole('button', { name: '预览变更' }));
    await screen.findByRole('region', { name: '变更预览' });
    await user.type(screen.getByLabelText('名称'), '改');
    expect(screen.getByRole('button', { name: '预览变更' })).toBeInTheDocument();
  });

  it('does nothing on Ctrl+Enter while an input method composes', async () => {
    const { user, sent } = open('enter');
    await user.type(await screen.findByLabelText('名称'), '好');
    fireEvent.keyDown(screen.getByLabelText('名称'), { key: 'Enter', ctrlKey: true, isComposing: true });
    expect(sent()).toEqual([]);
  });

  it('sends again under the same key after a lost answer, so that the act can not run twice', async () => {
    let failures = 1;
    const { user, bridge, onDone } = open('enter', {
      center: {
        'commands.run': () => {
          if (failures-- > 0) throw new ProblemError('center/unreachable');
          return {
            kind: 'done',
            state: { id: fresh, rev: 1, state: 'draft' },
            seq: 1,
            caseId: null,
            caseNo: null,
            digest: null,
            noted: [],
          };
        },
      },
    });
    await user.type(await screen.findByLabelText('名称'), '好');
    await user.click(screen.getByRole('button', { name: '登记' }));
    expect(await screen.findByText(/无法连接中心服务器/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: '登记' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    const keys = bridge.calls
      .map(({ input }) => JSON.stringify(input))
      .filter((input) => input.includes('commands.run'))
      .map((input) => /"key":"([^"]+)"/.exec(input)?.[1]);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it('shows who changed what when somebody was faster, keeps what was typed, and goes on from there', async () => {
    const state = note(1);
    let rev = 1;
    const { user, onDone } = open(
      'publish',
      {
        records: { unit: [state] },
        center: {
          'commands.run': (input, given) => {
            if (given !== 2)
              throw new ProblemError('record/version-conflict', {
                current: {
                  rev: 2,
                  state: JSON.parse(JSON.stringify({ ...state, name: '别人改的', rev: 2 })),
                  by: '李样二',
                  at: '2026-11-21T01:00:00.000Z',
                  act: 'enter',
                },
              });
            rev = given;
            return {
              kind: 'done',
              state: { id: input.id, rev: 3, state: 'active' },
              seq: 1,
              caseId: null,
              caseNo: null,
              digest: null,
              noted: [],
            };
          },
        },
      },
      state,
    );
    await user.type(await screen.findByLabelText('事由(必填)'), '更正');
    await user.click(screen.getByRole('button', { name: '预览变更' }));
    await user.click(await screen.findByRole('button', { name: '提交复核:发布' }));
    expect(await screen.findByText(/李样二 于 2026-11-21 09:00:00 办理了「登记」/)).toBeInTheDocument();
    expect(screen.getByText('别人改的')).toBeInTheDocument();
    expect(screen.getByLabelText('事由(必填)')).toHaveValue('更正');
    await user.click(screen.getByRole('button', { name: '按最新版本继续' }));
    await user.click(screen.getByRole('button', { name: '预览变更' }));
    await user.click(await screen.findByRole('button', { name: '提交复核:发布' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(rev).toBe(2);
  });

  it('puts unsent content back when the form is opened again', async () => {
    const { user, bridge } = open('enter');
    await user.type(await screen.findByLabelText('名称'), '未完');
    await screen.findByText('草稿已自动保存');
    const put = bridge.calls.find(({ method }) => method === 'drafts.put');
    expect(JSON.stringify(put?.input)).toContain('未完');
  });

  it('stores what was typed last when it is locked or left before that was stored', async () => {
    const { user, bridge, unmount } = open('enter');
    await user.type(await screen.findByLabelText('名称'), '未完');
    storeDrafts();
    await user.type(screen.getByLabelText('名称'), '成');
    unmount();
    const stored = bridge.calls
      .filter(({ method }) => method === 'drafts.put')
      .map(({ input }) => JSON.stringify(input));
    expect(stored.some((input) => input.includes('"未完"'))).toBe(true);
    expect(stored.at(-1)).toContain('"未完成"');
  });

  it('shows each finding of a refused input once, beside the sentence of what failed', async () => {
    const { user } = open('enter', {
      center: {
        'commands.run': () => {
          throw new ProblemError('request/invalid', {
            findings: [refuse('request/too-big', null, 'name', { zh: '超过上限 200', en: 'Too long' })],
          });
        },
      },
    });
    await user.type(await screen.findByLabelText('名称'), '好');
    await user.click(screen.getByRole('button', { name: '登记' }));
    expect(await screen.findByRole('link', { name: '超过上限 200' })).toBeInTheDocument();
    expect(screen.getAllByRole('heading', { name: /处需要处理/ })).toHaveLength(1);
  });

  it('asks for another code when the one given was not right', async () => {
    const state = note(1);
    const { user } = open(
      'publish',
      {
        records: { unit: [state] },
        center: {
          'commands.run': () => {
            throw new ProblemError('auth/step-up-required');
          },
          'session.stepUp': () => {
            throw new ProblemError('auth/sign-in-failed');
          },
        },
      },
      state,
    );
    await user.type(await screen.findByLabelText('事由(必填)'), '更正');
    await user.click(screen.getByRole('button', { name: '预览变更' }));
    await user.click(await screen.findByRole('button', { name: '提交复核:发布' }));
    const code = await screen.findByLabelText('动态口令(6 位)');
    expect(screen.getByText(/登录时用过的不能再用/)).toBeInTheDocument();
    await user.type(code, '123456{Enter}');
    await waitFor(() => expect(code).toHaveValue(''));
    expect(code).toHaveFocus();
  });

  it('can not be sent through a closed gate and says why', async () => {
    const closed = {
      ...openGate,
      open: false,
      lights: openGate.lights.map((light) => ({
        ...light,
        state: 'bad' as const,
        cause: { zh: 'VPN 断开', en: 'VPN down' },
      })),
    };
    open('enter', { host: { 'gate.get': () => closed } });
    expect(await screen.findByText('网关已关闭:VPN 断开')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: '登记' })).toBeDisabled();
  });
});
