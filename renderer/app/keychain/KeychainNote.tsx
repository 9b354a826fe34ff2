import { useHost } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { KeychainFacts } from './KeychainFacts.tsx';

/** At the first start, and after something happened to the store: how credentials are kept, until it is understood. */
export function KeychainNote() {
  const { t } = useText();
  const { data: keychain } = useHost('keychain.get', {});
  if (!keychain || keychain.understood) return null;
  return (
    <section className="entrance-note" aria-labelledby="keychain-note">
      <h2 id="keychain-note">{t('keychain.note')}</h2>
      <KeychainFacts keychain={keychain} />
    </section>
  );
}
