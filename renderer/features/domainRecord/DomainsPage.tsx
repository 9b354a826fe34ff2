import { objectDefs } from '../../../shared/domain/registry.ts';
import { useText } from '../../locales/text.ts';
import { RecordsPage } from '../../ui/page/RecordsPage.tsx';

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
    />
  );
}
