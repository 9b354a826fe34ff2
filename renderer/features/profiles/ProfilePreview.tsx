import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { Profiles } from '../../../shared/bridge/profiles.ts';
import { useHost } from '../../bridge/center.ts';
import { type TextKey, useText } from '../../locales/text.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { KeyFingerprint, ProfileFactList } from './ProfileFactList.tsx';
import type { useProfileActs } from './useProfileActs.ts';

type Offered = NonNullable<Profiles['offered']>;

interface Props {
  readonly offered: Offered;
  readonly profiles: Profiles;
  readonly acts: ReturnType<typeof useProfileActs>;
  readonly onClose: () => void;
}

/** Everything the opened profile says, and the decision; nothing is kept before that. */
export function ProfilePreview({ offered, profiles, acts, onClose }: Props) {
  const { t } = useText();
  const { data: session } = useHost('session.get', {});
  const [isCompared, setCompared] = useState(false);
  const { digest, facts, kind, key } = offered;
  const present = profiles.entries.find(({ id }) => id === offered.id);
  const replacesActive = kind !== 'new' && present?.active === true;
  const mayAccept = key !== 'unknown' || isCompared;
  const accept = (activate: boolean) =>
    acts.mutate((client) => client.call('profiles.accept', { digest, activate }), {
      onSuccess: onClose,
    });
  return (
    <div className="stack">
      <p className="profile-lead">{t(leadOf(offered))}</p>
      {offered.namesake && (
        <p className="profile-warning" role="alert">
          {t('profiles.namesake')}
        </p>
      )}
      {offered.clientTooOld && (
        <p className="profile-warning">
          {t('profiles.tooOld', { version: facts.minimumClientVersion ?? '' })}
        </p>
      )}
      <KeyFingerprint value={facts.signedBy} />
      {/* Longer than the screen on a small one: it has to scroll by keyboard as well. */}
      <section className="profile-scroll" tabIndex={0} aria-label={t('profiles.check')}>
        <ProfileFactList facts={facts} before={kind === 'update' ? (present?.facts ?? null) : null} />
      </section>
      {key === 'unknown' && (
        <Checkbox checked={isCompared} onChange={(event) => setCompared(event.target.checked)}>
          {t('profiles.compared')}
        </Checkbox>
      )}
      {session && kind !== 'same' && <p className="muted">{t('profiles.signsOut')}</p>}
      {acts.error && <ErrorState error={acts.error} />}
      <div className="row">
        {kind !== 'same' && (
          <Button type="primary" disabled={!mayAccept} loading={acts.isPending} onClick={() => accept(true)}>
            {t(replacesActive ? 'profiles.acceptUpdate' : 'profiles.acceptUse')}
          </Button>
        )}
        {kind !== 'same' && !replacesActive && (
          <Button disabled={!mayAccept || acts.isPending} onClick={() => accept(false)}>
            {t('profiles.accept')}
          </Button>
        )}
        <Button onClick={onClose}>{t(kind === 'same' ? 'profiles.close' : 'profiles.cancel')}</Button>
      </div>
    </div>
  );
}

function leadOf({ kind, key }: Offered): TextKey {
  if (kind === 'same') return 'profiles.same';
  if (key === 'unknown') return 'profiles.new';
  if (key === 'next') return 'profiles.nextKeyUsed';
  return kind === 'update' ? 'profiles.update' : 'profiles.newOfKnown';
}
