import { Button } from 'antd';
import { useState } from 'react';
import type { Profiles } from '../../../shared/bridge/profiles.ts';
import { wallDay } from '../../../shared/calendar/wallTime.ts';
import { useHost } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { KeyFingerprint, ProfileFactList } from './ProfileFactList.tsx';
import type { useProfileActs } from './useProfileActs.ts';

interface Props {
  readonly entry: Profiles['entries'][number];
  readonly acts: ReturnType<typeof useProfileActs>;
}

/** One profile: where it leads, whether it is in use, and what can be done to it. */
export function ProfileEntry({ entry, acts }: Props) {
  const { t } = useText();
  const { data: session } = useHost('session.get', {});
  const [isOpen, setOpen] = useState(false);
  const [asked, ask] = useState<'activate' | 'remove' | null>(null);
  const { id, facts, active, state, origin } = entry;
  const name = entry.name || t('profiles.unnamed');
  const use = () =>
    acts.mutate((client) => client.call('profiles.activate', { id }), { onSettled: () => ask(null) });
  const remove = () =>
    acts.mutate((client) => client.call('profiles.remove', { id }), { onSettled: () => ask(null) });
  return (
    <li>
      <div className="row">
        <div className="grow">
          <div className="row">
            <strong className="ellipsis profile-name">{name}</strong>
            {active && <span className="tag tag-good">{t('profiles.active')}</span>}
            {state === 'broken' && <span className="tag tag-bad">{t('profiles.broken')}</span>}
          </div>
          <div className="muted small">
            <EntryFacts entry={entry} />
          </div>
        </div>
        {facts && (
          <Button size="small" type="text" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t(isOpen ? 'profiles.hide' : 'profiles.show')}
          </Button>
        )}
        {!active && state === 'ok' && (
          <Button size="small" disabled={acts.isPending} onClick={() => (session ? ask('activate') : use())}>
            {t('profiles.use')}
          </Button>
        )}
        {origin === 'imported' && (
          <Button size="small" disabled={acts.isPending} onClick={() => ask('remove')}>
            {t('profiles.remove')}
          </Button>
        )}
      </div>
      {state === 'broken' && <p className="tone-danger small">{t('profiles.brokenText')}</p>}
      {asked === 'activate' && (
        <Question
          text={t('profiles.useAsk', { name })}
          yes={t('profiles.use')}
          no={t('profiles.cancel')}
          isBusy={acts.isPending}
          onYes={use}
          onNo={() => ask(null)}
        />
      )}
      {asked === 'remove' && (
        <Question
          text={`${t('profiles.removeAsk', { name })}${active ? ` ${t('profiles.removeActive')}` : ''}`}
          yes={t('profiles.remove')}
          no={t('profiles.keep')}
          isDanger
          isBusy={acts.isPending}
          onYes={remove}
          onNo={() => ask(null)}
        />
      )}
      {isOpen && facts && (
        <>
          <KeyFingerprint value={facts.signedBy} />
          <ProfileFactList facts={facts} />
        </>
      )}
    </li>
  );
}

function EntryFacts({ entry: { server, facts, origin } }: Pick<Props, 'entry'>) {
  const { t } = useText();
  return (
    <>
      {server && <span className="code">{server}</span>}
      {facts && (
        <>
          {' · '}
          <span className="profile-name">{facts.center}</span>
          {' · '}
          {t('profiles.f.issuedText', { serial: facts.serial, at: wallDay(facts.issuedAt) })}
        </>
      )}
      {origin === 'provisioned' && ` · ${t('profiles.provisioned')}`}
    </>
  );
}

interface QuestionProps {
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly isDanger?: boolean;
  readonly isBusy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** What will happen, before it does; the way out has the focus. */
function Question({ text, yes, no, isDanger = false, isBusy, onYes, onNo }: QuestionProps) {
  return (
    <div className="profile-question stack" role="alert">
      <span>{text}</span>
      <div className="row">
        <Button size="small" autoFocus onClick={onNo}>
          {no}
        </Button>
        <Button size="small" type="primary" danger={isDanger} loading={isBusy} onClick={onYes}>
          {yes}
        </Button>
      </div>
    </div>
  );
}
