import { PathTabs } from '../../ui/page/PathTabs.tsx';

const tabs = [
  ['/sites', 'tabs.sites'],
  ['/units', 'tabs.units'],
] as const;

/** Sites and units share one module of the navigation. */
export function SiteTabs({ at }: { readonly at: (typeof tabs)[number][0] }) {
  return <PathTabs at={at} tabs={tabs} />;
}
