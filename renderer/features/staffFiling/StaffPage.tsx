import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { objectDefs } from '../../../shared/domain/registry.ts';
import { useText } from '../../locales/text.ts';
import { RecordsPage } from '../../ui/page/RecordsPage.tsx';
import type { PaneExtras } from '../../ui/record/RecordPane.tsx';
import { staffActs } from './staffActs.ts';

const sort = [{ column: 'filingNo', dir: 'desc' as const }];

const pane: PaneExtras = {
  acts: staffActs,
  tools: (view) => <PrintButton id={view.state.id} />,
};

/** Staff filings (人员备案). */
export default function StaffPage() {
  const { t } = useText();
  return (
    <RecordsPage
      def={objectDefs.staffFiling}
      title={t('nav.staff')}
      ledger="staff"
      importKind="staff"
      initialSort={sort}
      pane={pane}
    />
  );
}

function PrintButton({ id }: { readonly id: string }) {
  const { t } = useText();
  return (
    <Button
      size="small"
      type="link"
      icon={<PrinterOutlined aria-hidden />}
      href={`#/print/staff-filing/${id}`}
    >
      {t('print.button')}
    </Button>
  );
}
