import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { useSession } from '../../app/session.ts';
import { useText } from '../../locales/text.ts';
import { SavedViews } from '../filter/SavedViews.tsx';
import type { ListSpec } from '../grid/useRecordPages.ts';
import { useShortcuts } from '../useShortcuts.ts';
import { ColumnChooser } from './ColumnChooser.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import type { RecordsPageProps } from './RecordsPage.tsx';
import { useCreationActs } from './useCreationActs.ts';

interface Props extends RecordsPageProps {
  readonly spec: ListSpec;
  /** Null until the first answer: nothing is known to be none. */
  readonly total: number | null;
  readonly columns: readonly string[];
  readonly onColumns: (columns: string[]) => void;
  readonly onNew: (act: string) => void;
  readonly onView: (view: MethodOutput<'views.list'>[number] | null) => void;
  readonly children?: ReactNode;
}

/** Title with count, New (N), import, export (Ctrl+E), saved views, columns. */
export function PageHead(props: Props) {
  const { def, spec, total, ledger, importKind } = props;
  const { t, say, verb } = useText();
  const navigate = useNavigate();
  const { roles } = useSession();
  const [exporting, setExporting] = useState(false);
  const acts = useCreationActs(def, props.creation);
  const [first] = acts;
  const label = t('list.new', { label: say(def.label) });
  useShortcuts({
    n: first === undefined ? undefined : () => props.onNew(first),
    'ctrl+e': ledger ? () => setExporting(true) : undefined,
  });
  return (
    <div className="page-head">
      <h1>
        {props.title ?? say(def.label)} <span className="muted count">{total}</span>
      </h1>
      {props.children}
      <span className="grow" />
      {first !== undefined && acts.length === 1 && (
        <Button
          size="small"
          type="primary"
          icon={<PlusOutlined aria-hidden />}
          title={`${label} (N)`}
          onClick={() => props.onNew(first)}
        >
          {t('list.newShort')} <kbd aria-hidden="true">N</kbd>
        </Button>
      )}
      {acts.length > 1 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: acts.map((act) => ({ key: act, label: verb(def.acts[act]?.label ?? def.label) })),
            onClick: ({ key }) => props.onNew(key),
          }}
        >
          <Button
            size="small"
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            aria-label={label}
            title={label}
          >
            {t('list.newShort')}
          </Button>
        </Dropdown>
      )}
      {importKind && roles.includes('C1') && (
        <Button
          size="small"
          icon={<UploadOutlined aria-hidden />}
          title={t('list.import')}
          onClick={() => void navigate(`/import/${importKind}`)}
        >
          {t('list.import')}
        </Button>
      )}
      {ledger && (
        <Button
          size="small"
          icon={<DownloadOutlined aria-hidden />}
          title={`${t('list.export')} (Ctrl+E)`}
          onClick={() => setExporting(true)}
        >
          {t('list.export')}
        </Button>
      )}
      <SavedViews spec={spec} columns={props.columns} onOpen={props.onView} />
      <ColumnChooser def={def} chosen={props.columns} onChosen={props.onColumns} />
      {ledger && exporting && (
        <ExportDialog
          ledger={ledger}
          title={props.title ?? say(def.label)}
          spec={spec}
          total={total ?? 0}
          onClose={() => setExporting(false)}
        />
      )}
    </div>
  );
}
