import { objectDefs } from '../../../shared/domain/registry.ts';
import { useText } from '../../locales/text.ts';
import { RecordsPage } from '../../ui/page/RecordsPage.tsx';
import { SiteTabs } from '../site/SiteTabs.tsx';

const sort = [{ column: 'name', dir: 'asc' as const }];

/** Units (单位). */
export default function UnitsPage() {
  const { t } = useText();
  return (
    <RecordsPage
      def={objectDefs.unit}
      title={t('nav.units')}
      ledger="units"
      initialSort={sort}
      head={<SiteTabs at="/units" />}
    />
  );
}
