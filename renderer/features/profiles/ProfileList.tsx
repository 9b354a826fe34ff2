import { FolderOpenOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef } from 'react';
import { isProblemCode } from '../../../shared/errors/catalog.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { Profiles } from '../../../shared/bridge/profiles.ts';
import { useText } from '../../locales/text.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { ProfileEntry } from './ProfileEntry.tsx';
import { inspect, type useProfileActs } from './useProfileActs.ts';

interface Props {
  readonly profiles: Profiles;
  readonly acts: ReturnType<typeof useProfileActs>;
}

/** Every profile of this workstation with what can be done to it, and the import of another. */
export function ProfileList({ profiles, acts }: Props) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const { entries, refused } = profiles;
  const error = acts.error ?? (refused && problemFrom(refused.code));
  return (
    <div className="stack">
      <p className="muted">{t(entries.length === 0 ? 'profiles.empty' : 'profiles.lead')}</p>
      {error && <ErrorState error={error} />}
      <ul className="profile-list">
        {entries.map((entry) => (
          <ProfileEntry key={entry.id} entry={entry} acts={acts} />
        ))}
      </ul>
      <input
        ref={input}
        hidden
        type="file"
        accept=".egovprofile"
        aria-label={t('profiles.import')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) acts.mutate(inspect(file));
          event.target.value = '';
        }}
      />
      <div className="row">
        <Button
          type={entries.length === 0 ? 'primary' : 'default'}
          icon={<FolderOpenOutlined aria-hidden />}
          loading={acts.isPending}
          onClick={() => input.current?.click()}
        >
          {t('profiles.import')}
        </Button>
      </div>
      <p className="muted small">{t('profiles.importHint')}</p>
    </div>
  );
}

function problemFrom(code: string): ProblemError {
  return new ProblemError(isProblemCode(code) ? code : 'internal');
}
