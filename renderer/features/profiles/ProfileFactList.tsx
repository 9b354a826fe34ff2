import type { ProfileFacts } from '../../../shared/bridge/profiles.ts';
import { useText } from '../../locales/text.ts';
import { FingerprintText } from '../../ui/show/FingerprintText.tsx';
import { factLines } from './factLines.ts';

interface Props {
  readonly facts: ProfileFacts;
  /** What it would replace; lines that differ say what they were. */
  readonly before?: ProfileFacts | null;
}

/** What a signed profile says, line by line. */
export function ProfileFactList({ facts, before = null }: Props) {
  const words = useText();
  const { t, join } = words;
  const earlier = new Map(
    (before ? factLines(before, words) : []).map(({ label, values }) => [label, join(values)]),
  );
  return (
    <dl className="profile-facts">
      {factLines(facts, words).map(({ label, values, kind }) => {
        const was = earlier.get(label) ?? t('profiles.none');
        const isChanged = before !== null && was !== join(values);
        return (
          <div key={label} className={isChanged ? 'is-changed' : undefined}>
            <dt className="muted">{t(label)}</dt>
            <dd>
              {values.map((value) => (
                <div key={value} className={kind === 'code' ? 'code' : undefined}>
                  {kind === 'fingerprint' ? <FingerprintText value={value} isBare /> : value}
                </div>
              ))}
              {isChanged && (
                <div className="small">
                  <span className="tag tag-warn">{t('profiles.changed')}</span>{' '}
                  {t('profiles.before', { value: was })}
                </div>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** The fingerprint of the signing key, which is what a person compares. */
export function KeyFingerprint({ value }: { readonly value: string }) {
  const { t } = useText();
  return (
    <div className="profile-key">
      <div className="muted">{t('profiles.f.fingerprint')}</div>
      <FingerprintText value={value} isBare />
    </div>
  );
}
