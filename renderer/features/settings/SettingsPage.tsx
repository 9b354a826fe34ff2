import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import { KeychainFacts } from '../../app/keychain/KeychainFacts.tsx';
import { usePreferences } from '../../app/preferences.ts';
import { useOpenProfiles } from '../../app/profiles.ts';
import { useSession } from '../../app/session.ts';
import { useHost } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { roleName } from '../../ui/record/EffectPreview.tsx';
import { PasswordForm } from '../../app/PasswordForm.tsx';
import { Certificates } from './Certificates.tsx';
import { OwnSessions } from './OwnSessions.tsx';
import './settings.css';

/** Look, connection, credentials, session (设置). */
export default function SettingsPage() {
  const { t } = useText();
  return (
    <main className="plain-page settings">
      <h1>{t('nav.settings')}</h1>
      <Section title={t('settings.look')}>
        <Look />
      </Section>
      <Section title={t('settings.connection')}>
        <Connection />
      </Section>
      <Section title={t('gate.certificate')}>
        <Certificates />
      </Section>
      <Section title={t('settings.session')}>
        <SessionFacts />
        <OwnSessions />
      </Section>
      <Section title={t('settings.password')}>
        <PasswordForm />
      </Section>
    </main>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="settings-section">
      <h2>{title}</h2>
      <div className="stack">{children}</div>
    </section>
  );
}

function Look() {
  const { t } = useText();
  const { language, theme, density, change } = usePreferences();
  return (
    <>
      <Line label={t('settings.language')}>
        <Segmented
          value={language}
          onChange={(next) => change({ language: next })}
          options={[
            { value: 'zh-CN' as const, label: '中文' },
            { value: 'en-US' as const, label: 'English' },
          ]}
        />
      </Line>
      <Line label={t('settings.theme')}>
        <Segmented
          value={theme}
          onChange={(next) => change({ theme: next })}
          options={(['light', 'dark', 'system'] as const).map((value) => ({
            value,
            label: t(`settings.${value}`),
          }))}
        />
      </Line>
      <Line label={t('settings.density')}>
        <Segmented
          value={density}
          onChange={(next) => change({ density: next })}
          options={(['compact', 'standard', 'roomy'] as const).map((value) => ({
            value,
            label: t(`settings.${value}`),
          }))}
        />
      </Line>
    </>
  );
}

function Connection() {
  const { t } = useText();
  const openProfiles = useOpenProfiles();
  const { data: info } = useHost('host.info', {});
  const { data: keychain } = useHost('keychain.get', {});
  return (
    <>
      <Line label={t('settings.profile')}>
        <div className="row">
          <span>{info?.profile || t('profiles.none')}</span>
          <Button size="small" onClick={openProfiles}>
            {t('profiles.manage')}
          </Button>
        </div>
      </Line>
      <Line label={t('settings.server')}>
        <span className="code">{info?.server}</span>
      </Line>
      <Line label={t('settings.version')}>{info?.version}</Line>
      <Line label={t('settings.host')}>{info && t(`settings.${info.host}`)}</Line>
      <Line label={t('settings.keychain')}>{keychain && <KeychainFacts keychain={keychain} />}</Line>
    </>
  );
}

function SessionFacts() {
  const { t, say, join } = useText();
  const session = useSession();
  const { lastSignIn } = session;
  return (
    <>
      <Line label={t('gate.account')}>
        {session.name} <span className="code">{session.accountNo}</span> ·{' '}
        {session.unitName !== '' && `${session.unitName} · `}
        {join(session.roles.map((role) => roleName(role, say)))}
      </Line>
      <Line label={t('settings.lastSignIn')}>
        {lastSignIn
          ? t('settings.lastSignInText', {
              at: wallTime(lastSignIn.at),
              ip: lastSignIn.ip ?? t('signIn.unknownIp'),
            })
          : t('signIn.first')}
      </Line>
    </>
  );
}

function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="settings-line">
      <span className="muted">{label}</span>
      <div>{children}</div>
    </div>
  );
}
