import { objectDefs } from '../../../shared/domain/registry.ts';
import { useText } from '../../locales/text.ts';
import { RecordsPage } from '../../ui/page/RecordsPage.tsx';
import { SiteTabs } from './SiteTabs.tsx';

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
      head={() => <SiteTabs at="/sites" />}
    />
  );
}
