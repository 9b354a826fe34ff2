import { PathTabs } from '../../ui/page/PathTabs.tsx';

const tabs = [
  ['/credentials', 'credentials.tabEnrolments'],
  ['/certificates', 'credentials.tabCertificates'],
] as const;

/** Enrolments and certificates share one module of the navigation. */
export function CredentialTabs({ at }: { readonly at: (typeof tabs)[number][0] }) {
  return <PathTabs at={at} tabs={tabs} />;
}
