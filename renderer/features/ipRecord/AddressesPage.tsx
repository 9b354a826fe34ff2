import { objectDefs } from '../../../shared/domain/registry.ts';
import { useText } from '../../locales/text.ts';
import { RecordsPage } from '../../ui/page/RecordsPage.tsx';
import type { PaneExtras } from '../../ui/record/RecordPane.tsx';
import { ImpactList } from './ImpactList.tsx';
import { ipActs } from './ipActs.ts';

const sort = [{ column: 'address', dir: 'asc' as const }];
const pane: PaneExtras = { acts: ipActs, bottom: (view) => <ImpactList id={view.state.id} /> };

/** IP records (IP地址备案), each with the sites that fall if it is shut. */
export default function AddressesPage() {
  const { t } = useText();
  return (
    <RecordsPage
      def={objectDefs.ipRecord}
      title={t('nav.addresses')}
      ledger="addresses"
      importKind="addresses"
      initialSort={sort}
      pane={pane}
    />
  );
}
