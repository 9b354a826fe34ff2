import { useText } from '../locales/text.ts';
import { PasswordForm } from './PasswordForm.tsx';
import { SignOutButton } from './SignOutButton.tsx';

/** The first thing behind a handed-out password: one that nobody else knows. Until then nothing else is open. */
export function PasswordPage() {
  const { t } = useText();
  return (
    <main className="entrance">
      <div className="entrance-card narrow">
        <p className="muted">{t('app.name')}</p>
        <h1>{t('password.title')}</h1>
        <p>{t('password.why')}</p>
        <PasswordForm autoFocus />
        <SignOutButton />
      </div>
    </main>
  );
}
