import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { render } from '@testing-library/react';
import { createMemoryRouter } from 'react-router';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { createClient } from '../../bridge/client.ts';
import { fakeBridge, type FakeGiven, openGate, openKeychain } from '../../testing/fakeBridge.ts';
import { App } from '../App.tsx';

const fingerprint = '0123456789abcdef'.repeat(4);
const applied = {
  state: 'applied' as const,
  kind: 'first' as const,
  accountNo: 'ba-feng',
  holderName: '冯样十',
  keyFingerprint: fingerprint,
  reason: null,
  needs: { certificate: true, password: true, authenticator: true },
  lasts: true,
};
const closed = {
  ...openGate,
  open: false,
  lights: openGate.lights.map((light) =>
    light.name === 'certificate' ? { ...light, state: 'bad' as const } : light,
  ),
};

function open(host: FakeGiven['host']) {
  const bridge = fakeBridge({ host: { 'session.get': () => null, 'gate.get': () => closed, ...host } });
  const router = createMemoryRouter([{ path: '*', element: <p>inside</p> }]);
  render(<App client={createClient(bridge)} router={router} />);
  return { bridge, user: userEvent.setup() };
}

const inputOf = (bridge: ReturnType<typeof open>['bridge'], method: string) =>
  bridge.calls.findLast((call) => call.method === method)?.input;

describe('a person without credentials', () => {
  it('applies with account and code, and sees the fingerprint to compare in groups', async () => {
    let standing: typeof applied | null = null;
    const { bridge, user } = open({
      'enrolment.check': () => standing,
      'enrolment.apply': () => {
        standing = applied;
        return applied;
      },
    });
    await user.click(await screen.findByRole('button', { name: '凭领取码申领凭据' }));
    await user.type(await screen.findByLabelText('账号'), 'ba-feng');
    await user.type(screen.getByLabelText('领取码'), 'abcd-efgh-jkmn-pqrs{Enter}');
    expect(await screen.findByRole('heading', { name: '等待核准' })).toBeInTheDocument();
    expect(screen.getAllByText('0123')).toHaveLength(4);
    expect(screen.getByText('首次发放 · ba-feng 冯样十')).toBeInTheDocument();
    expect(inputOf(bridge, 'enrolment.apply')).toEqual({ accountNo: 'ba-feng', code: 'abcd-efgh-jkmn-pqrs' });
  });

  it('is told when the code does not fit, and keeps what was typed', async () => {
    const { user } = open({
      'enrolment.apply': () => {
        throw new ProblemError('enrolment/code');
      },
    });
    await user.click(await screen.findByRole('button', { name: '凭领取码申领凭据' }));
    await user.type(await screen.findByLabelText('账号'), 'ba-feng');
    await user.type(screen.getByLabelText('领取码'), 'WRONG{Enter}');
    expect(await screen.findByText(/账号或领取码不符/)).toBeInTheDocument();
    expect(screen.getByLabelText('账号')).toHaveValue('ba-feng');
  });

  it('takes over with a first code and a password typed twice alike', async () => {
    const { bridge, user } = open({
      'enrolment.check': () => ({ ...applied, state: 'approved' }),
      'enrolment.get': () => applied,
      'enrolment.authenticator': () => ({ uri: 'otpauth://totp/x:ba-feng?secret=JBSWY3DPEHPK3PXP&issuer=x' }),
      'enrolment.complete': () => ({}),
    });
    await user.click(await screen.findByRole('button', { name: '继续申领(ba-feng)' }));
    expect(await screen.findByText('JBSWY3DPEHPK3PXP')).toBeInTheDocument();
    expect(screen.getByRole('img', { name: '动态口令二维码' })).toBeInTheDocument();
    await user.type(screen.getByLabelText(/验证器显示的动态口令/), '123456');
    await user.type(screen.getByLabelText(/^设置口令/), 'Nobody-else-2026-knows');
    await user.type(screen.getByLabelText('再次输入口令'), 'Nobody-else-2026');
    expect(screen.getByText('两次输入的口令不一致')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: '领取并启用' })).toBeDisabled();
    await user.type(screen.getByLabelText('再次输入口令'), '-knows');
    await user.click(screen.getByRole('button', { name: '领取并启用' }));
    await waitFor(() =>
      expect(inputOf(bridge, 'enrolment.complete')).toEqual({
        password: 'Nobody-else-2026-knows',
        code: '123456',
      }),
    );
  });

  it('is told why it was refused', async () => {
    const { user } = open({
      'enrolment.check': () => ({ ...applied, state: 'refused', reason: '来人不是本人' }),
      'enrolment.get': () => applied,
    });
    await user.click(await screen.findByRole('button', { name: '继续申领(ba-feng)' }));
    expect(await screen.findByText('原因:来人不是本人')).toBeInTheDocument();
  });
});

describe('leaving an enrolment', () => {
  it('asks before it is abandoned, and says what fails', async () => {
    const { bridge, user } = open({
      'enrolment.check': () => applied,
      'enrolment.get': () => applied,
      'enrolment.abandon': () => {
        throw new ProblemError('center/unreachable');
      },
    });
    await user.click(await screen.findByRole('button', { name: '继续申领(ba-feng)' }));
    await user.click(await screen.findByRole('button', { name: '放弃申领' }));
    const question = await screen.findByRole('dialog');
    expect(within(question).getByText(/私钥将被删除,领取码不能再用/)).toBeInTheDocument();
    await user.click(within(question).getByRole('button', { name: '继续申领' }));
    expect(inputOf(bridge, 'enrolment.abandon')).toBeUndefined();
    await user.click(screen.getByRole('button', { name: '放弃申领' }));
    const again = await screen.findAllByRole('dialog');
    await user.click(within(again.at(-1) ?? document.body).getByRole('button', { name: '放弃申领' }));
    expect(await screen.findByText(/无法连接中心服务器/)).toBeInTheDocument();
  });

  it('asks nothing once it is over', async () => {
    const { bridge, user } = open({
      'enrolment.check': () => ({ ...applied, state: 'refused', reason: '来人不是本人' }),
      'enrolment.get': () => applied,
      'enrolment.abandon': () => ({}),
    });
    await user.click(await screen.findByRole('button', { name: '继续申领(ba-feng)' }));
    await user.click(await screen.findByRole('button', { name: '完成' }));
    await waitFor(() => expect(inputOf(bridge, 'enrolment.abandon')).toEqual({}));
  });

  it('asks before what was typed is lost, and not where nothing was', async () => {
    const { user } = open({});
    const door = { name: '凭领取码申领凭据' };
    await user.click(await screen.findByRole('button', door));
    await user.click(await screen.findByRole('button', { name: '返回' }));
    await user.click(await screen.findByRole('button', door));
    await user.type(await screen.findByLabelText('账号'), 'ba');
    await user.click(screen.getByRole('button', { name: '返回' }));
    const question = await screen.findByRole('dialog', { name: '还有未提交的内容' });
    await user.click(within(question).getByRole('button', { name: '离开' }));
    expect(await screen.findByRole('button', door)).toBeInTheDocument();
  });

  it('is not what a vault does that locks for idleness: what was typed is there after it was opened', async () => {
    const { bridge, user } = open({});
    await user.click(await screen.findByRole('button', { name: '凭领取码申领凭据' }));
    await user.type(await screen.findByLabelText('账号'), 'ba-feng');
    bridge.emit('keychain', { ...openKeychain, kind: 'vault', state: 'locked' });
    expect(await screen.findByLabelText('保险库口令')).toBeInTheDocument();
    bridge.emit('keychain', openKeychain);
    await waitFor(() => expect(screen.queryByLabelText('保险库口令')).not.toBeInTheDocument());
    expect(screen.getByLabelText('账号')).toHaveValue('ba-feng');
  });
});

describe('an empty center', () => {
  it('appoints five people and shows their codes once', async () => {
    const { bridge, user } = open({
      'gate.get': () => ({ ...closed, setup: true }),
      'setup.run': ({ persons }) => ({
        enrolments: persons.map(({ accountNo, name }) => ({ accountNo, name, code: `CODE-${accountNo}` })),
      }),
    });
    await user.click(await screen.findByRole('button', { name: '首次设立中心' }));
    await user.type(await screen.findByLabelText('设立码'), 'ABCD');
    const submit = screen.getByRole('button', { name: '任命' });
    expect(submit).toBeDisabled();
    for (const [index, role] of [
      '系统管理员',
      '安全管理员',
      '安全审计员',
      '权限管理员',
      '权限复核员',
    ].entries()) {
      await user.type(screen.getByLabelText(`${role} 姓名`), `人${index}`);
      await user.type(screen.getByLabelText(`${role} 账号`), `a-${index}`);
      await user.type(screen.getByLabelText(`${role} 证件号码`), `${index}`);
    }
    await user.click(submit);
    expect(await screen.findByText('CODE-a-4')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: '完成' }));
    expect(await screen.findByRole('dialog', { name: '领取码不再显示。已全部记下?' })).toBeInTheDocument();
    expect(screen.getByText('CODE-a-4')).toBeInTheDocument();
    expect(inputOf(bridge, 'setup.run')).toMatchObject({
      code: 'ABCD',
      persons: [
        { role: 'SA', name: '人0' },
        { role: 'SEC' },
        { role: 'AUD' },
        { role: 'P1' },
        { role: 'P2' },
      ],
    });
  });
});
