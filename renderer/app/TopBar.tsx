import { LockOutlined, QuestionOutlined, SearchOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useNavigate } from 'react-router';
import { roleName } from '../ui/record/EffectPreview.tsx';
import { useText } from '../locales/text.ts';
import { GateStrip, type GateListState } from './gate/GateStrip.tsx';
import { useSession } from './session.ts';
import { SessionLeft } from './SessionLeft.tsx';

interface Props {
  readonly gateList: GateListState;
  readonly onGateList: (state: GateListState) => void;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
  readonly onLock: () => void;
}

/** Search, gate, person with role, lock. */
export function TopBar({ gateList, onGateList, onSearch, onHelp, onLock }: Props) {
  const { t, say, join } = useText();
  const navigate = useNavigate();
  const session = useSession();
  const roles = join(session.roles.map((role) => roleName(role, say)));
  return (
    <header className="top-bar">
      <button type="button" className="search-box" onClick={onSearch}>
        <SearchOutlined aria-hidden="true" />
        <span className="grow ellipsis">{t('search.open')}</span>
        <kbd>Ctrl+K</kbd>
      </button>
      <span className="grow" />
      <SessionLeft />
      <GateStrip list={gateList} onList={onGateList} />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'account',
              disabled: true,
              label: [session.accountNo, session.unitName].filter((word) => word !== '').join(' · '),
            },
            { type: 'divider' },
            { key: 'settings', label: t('user.settings') },
            { key: 'lock', label: `${t('user.lockOut')} · Ctrl+Shift+L` },
          ],
          onClick: ({ key }) => (key === 'settings' ? void navigate('/settings') : onLock()),
        }}
      >
        <Button
          type="text"
          icon={<UserOutlined aria-hidden />}
          title={t('user.menu')}
          className="user-button"
        >
          <span className="ellipsis">
            {session.name}·{roles}
          </span>
        </Button>
      </Dropdown>
      <Button
        type="text"
        icon={<QuestionOutlined aria-hidden />}
        aria-label={t('help.open')}
        title={`${t('help.open')} (?)`}
        onClick={onHelp}
      />
      <Button
        type="text"
        icon={<LockOutlined aria-hidden />}
        title={`${t('user.lockOut')} · Ctrl+Shift+L`}
        onClick={onLock}
      >
        {t('user.lock')}
      </Button>
    </header>
  );
}
