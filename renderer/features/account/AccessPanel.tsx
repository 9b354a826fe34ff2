import { useSession } from '../../app/session.ts';
import { useCenter } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';
import { AccessAct, EndSession } from './AccessAct.tsx';

const readers: ReadonlySet<string> = new Set(['SA', 'SEC', 'AUD']);

/** Who is signed in with the account, and whether it is locked; for those who look after it. */
export function AccessPanel({ account }: { readonly account: string }) {
  const { roles } = useSession();
  return roles.some((role) => readers.has(role)) ? <Access account={account} /> : null;
}

function Access({ account }: { readonly account: string }) {
  const { t } = useText();
  const { roles } = useSession();
  const found = useCenter('access.get', { account }, { staleTime: 0 });
  const access = found.data;
  return (
    <section className="pane-section">
      <h3>{t('access.title')}</h3>
      {found.isPending && <LoadingState isPaused={found.isPaused} />}
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {access && !access.enrolled && <p className="muted">{t('access.notEnrolled')}</p>}
      {access?.lockedUntil && (
        <div className="stack tight">
          <p className="tone-danger">{t('access.locked', { at: wallTime(access.lockedUntil) })}</p>
          {roles.includes('SA') && <Unlock account={account} />}
        </div>
      )}
      {access?.sessions.length === 0 && <p className="muted">{t('access.none')}</p>}
      {access?.sessions.map((session) => (
        <div key={session.id} className="stack tight grant">
          <span>
            {t('access.session', { at: wallTime(session.openedAt), ip: session.ip ?? t('signIn.unknownIp') })}
          </span>
          <span className="muted">{t('access.idle', { at: wallTime(session.idleUntil) })}</span>
          {(roles.includes('SA') || roles.includes('SEC')) && <EndSession id={session.id} />}
        </div>
      ))}
    </section>
  );
}

function Unlock({ account }: { readonly account: string }) {
  const { t } = useText();
  const client = useClient();
  return (
    <AccessAct
      label={t('access.unlock')}
      note={t('access.unlockNote')}
      run={(reason) => client.center('access.unlock', { account, reason })}
    />
  );
}
