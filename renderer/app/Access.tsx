import type { ReactNode } from 'react';
import type { AppRole } from '../../shared/access/roles.ts';
import { useText } from '../locales/text.ts';
import { roleName } from '../ui/record/EffectPreview.tsx';
import { EmptyState } from '../ui/show/EmptyState.tsx';
import { maySee } from './modules.ts';
import { useSession } from './session.ts';

interface Props {
  readonly roles: readonly AppRole[] | null;
  readonly children: ReactNode;
}

/** Shows a page to the roles it is for, and tells the others why they do not see it. The server decides anyway. */
export function Access({ roles, children }: Props) {
  const { t, say, join } = useText();
  const session = useSession();
  if (maySee({ roles }, session.roles)) return children;
  return (
    <main className="plain-page">
      <EmptyState
        isPage
        why={t('noAccess.title')}
        next={t('noAccess.lead', { roles: join(session.roles.map((role) => roleName(role, say))) })}
      />
    </main>
  );
}
