import { objectDefs } from '../../../shared/domain/registry.ts';
import { useText } from '../../locales/text.ts';
import { RecordsPage } from '../../ui/page/RecordsPage.tsx';
import type { PaneExtras } from '../../ui/record/RecordPane.tsx';
import { siteActs } from './siteActs.ts';
import { SiteTabs } from './SiteTabs.tsx';

const pane: PaneExtras = { acts: siteActs };
const sort = [{ column: 'name', dir: 'asc' as const }];

/** Sites (网站). */
export default function SitesPage() {
  const { t } = useText();
  return (
    <RecordsPage
      def={objectDefs.site}
      title={t('nav.sites')}
      ledger="sites"
      initialSort={sort}
      pane={pane}
      head={<SiteTabs at="/sites" />}
    />
  );
}
