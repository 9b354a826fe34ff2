import { Button } from 'antd';
import { useHost } from '../bridge/center.ts';
import { useText } from '../locales/text.ts';
import { useOpenProfiles } from './profiles.ts';

/** Which connection profile is in use, and the way to others; before the sign-in and in the settings. */
export function ProfileLine() {
  const { t } = useText();
  const open = useOpenProfiles();
  const active = useHost('profiles.list', {}).data?.entries.find((entry) => entry.active);
  return (
    <div className="row">
      <span className="grow ellipsis">
        <span className="muted">{t('settings.profile')}</span>{' '}
        <span className="profile-name">{active?.name || t('profiles.none')}</span>
      </span>
      <Button size="small" onClick={open}>
        {t('profiles.manage')}
      </Button>
    </div>
  );
}
