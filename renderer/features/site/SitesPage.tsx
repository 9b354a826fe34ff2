import { objectDefs } from '../../../shared/domain/registry.ts';
import { useText } from '../../locales/text.ts';
import { RecordsPage } from '../../ui/page/RecordsPage.tsx';
import { fieldsOf } from '../../ui/defs.ts';
import type { PaneExtras } from '../../ui/record/RecordPane.tsx';
import { SiteTabs } from './SiteTabs.tsx';

const columnsMeta = fieldsOf(objectDefs.site)['columns'];
const pane: PaneExtras = {
  acts: Object.fromEntries(
    Object.keys(objectDefs.site.acts).map((act) => [
      act,
      {
        metas: {
          columns: {
            // Rights are granted by a column's id, so it is typed once and then stays.
            columns: {
              id: { label: { zh: '栏目标识', en: 'Id' }, kind: 'code', group: 'columns', required: true },
              ...columnsMeta?.columns,
            },
          },
        },
      },
    ]),
  ),
};
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
