import {
  ApartmentOutlined,
  AuditOutlined,
  ClusterOutlined,
  GlobalOutlined,
  HomeOutlined,
  IdcardOutlined,
  KeyOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  SolutionOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { useCenter, useReadAnew } from '../bridge/center.ts';
import { useText } from '../locales/text.ts';
import { maySee, modules } from './modules.ts';
import { usePreferences } from './preferences.ts';
import { useSession } from './session.ts';

const icons: Readonly<Record<string, ReactNode>> = {
  '/': <HomeOutlined />,
  '/staff': <IdcardOutlined />,
  '/accounts': <KeyOutlined />,
  '/domains': <GlobalOutlined />,
  '/addresses': <ClusterOutlined />,
  '/sites': <ApartmentOutlined />,
  '/cases': <SolutionOutlined />,
  '/credentials': <SafetyCertificateOutlined />,
  '/audit': <AuditOutlined />,
  '/settings': <SettingOutlined />,
};

/** Modules at the left, 184 px wide or 52; a number only where something waits for this person. */
export function Navigation() {
  const { t } = useText();
  const { roles } = useSession();
  const { navigation, change } = usePreferences();
  const { data } = useCenter('workbench.get', {});
  // Whoever opens a module, or the open one again, wants to see it as it is now.
  const readAnew = useReadAnew();
  const narrow = navigation === 'narrow';
  return (
    <nav className={narrow ? 'nav is-narrow' : 'nav'} aria-label={t('nav.label')}>
      <div className="nav-brand" title={t('app.name')}>
        <span className="nav-mark" aria-hidden="true">
          政
        </span>
        {!narrow && <span>{t('app.brand')}</span>}
      </div>
      {modules.map((module) => {
        if (!maySee(module, roles)) return null;
        const count = module.count === undefined ? 0 : (data?.counts[module.count] ?? 0);
        const label = t(module.label);
        return (
          <NavLink
            key={module.path}
            to={module.path}
            end={module.path === '/'}
            className="nav-item"
            onClick={() => void readAnew()}
            title={module.digit === undefined ? label : `${label} (Alt+${module.digit})`}
          >
            <span aria-hidden="true">{icons[module.path]}</span>
            <span className={narrow ? 'visually-hidden' : 'grow'}>{label}</span>
            {count > 0 && (
              <>
                <span className="visually-hidden">, {t('nav.waiting', { n: count })}</span>
                <span className="nav-count" aria-hidden="true">
                  {count}
                </span>
              </>
            )}
          </NavLink>
        );
      })}
      <span className="grow" />
      <button
        type="button"
        className="plain nav-item"
        aria-label={t(narrow ? 'nav.expand' : 'nav.collapse')}
        title={t(narrow ? 'nav.expand' : 'nav.collapse')}
        onClick={() => change({ navigation: narrow ? 'open' : 'narrow' })}
      >
        {narrow ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        {!narrow && <span className="muted">{t('nav.collapse')}</span>}
      </button>
    </nav>
  );
}
