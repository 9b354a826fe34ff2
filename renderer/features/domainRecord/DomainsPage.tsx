import { objectDefs } from '../../../shared/domain/registry.ts';
import { useText } from '../../locales/text.ts';
import type { PaneExtras } from '../../ui/record/RecordPane.tsx';
import { RecordsPage } from '../../ui/page/RecordsPage.tsx';
import { domainActs } from './domainActs.ts';

const pane: PaneExtras = { acts: domainActs };
const sort = [{ column: 'domain', dir: 'asc' as const }];

/** Domain records (域名备案). */
export default function DomainsPage() {
  const { t } = useText();
  return (
    <RecordsPage
      def={objectDefs.domainRecord}
      title={t('nav.domains')}
      ledger="domains"
      importKind="domains"
      initialSort={sort}
      pane={pane}
    />
  );
}
