import { certificateReaders, maySee } from '../../app/modules.ts';
import { useSession } from '../../app/session.ts';
import { PathTabs } from '../../ui/page/PathTabs.tsx';

const tabs = [
  ['/credentials', 'credentials.tabEnrolments'],
  ['/certificates', 'credentials.tabCertificates'],
  ['/sessions', 'credentials.tabSessions'],
] as const;

/** Enrolments, certificates and sessions share one module of the navigation; whoever sees one of them only needs no tabs. */
export function CredentialTabs({ at }: { readonly at: (typeof tabs)[number][0] }) {
  const { roles } = useSession();
  return maySee({ roles: certificateReaders }, roles) ? <PathTabs at={at} tabs={tabs} /> : null;
}
