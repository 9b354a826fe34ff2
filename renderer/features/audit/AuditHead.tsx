import { DownloadOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import type { ListSpec } from '../../ui/grid/useRecordPages.ts';
import { ExportDialog } from '../../ui/page/ExportDialog.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { useShortcuts } from '../../ui/useShortcuts.ts';

/** Title, verification of the whole chain, export. */
export function AuditHead({ spec, total }: { readonly spec: ListSpec; readonly total: number | null }) {
  const { t } = useText();
  const client = useClient();
  const [exporting, setExporting] = useState(false);
  const verify = useMutation({ mutationFn: () => client.center('audit.verify', {}) });
  useShortcuts({ 'ctrl+e': () => setExporting(true) });
  const found = verify.data;
  return (
    <>
      <div className="page-head">
        <h1>
          {t('nav.audit')} <span className="muted count">{total}</span>
        </h1>
        <span className="grow" />
        <Button
          size="small"
          icon={<SafetyCertificateOutlined aria-hidden />}
          loading={verify.isPending}
          title={t('audit.verify')}
          onClick={() => verify.mutate()}
        >
          {t('audit.verify')}
        </Button>
        <Button
          size="small"
          icon={<DownloadOutlined aria-hidden />}
          title={`${t('list.export')} (Ctrl+E)`}
          onClick={() => setExporting(true)}
        >
          {t('list.export')}
        </Button>
      </div>
      {verify.error && <ErrorState error={verify.error} />}
      {found && (
        <Alert
          banner
          showIcon
          closable
          type={found.ok ? 'success' : 'error'}
          title={
            found.ok
              ? t('audit.verified', { lines: found.lines, seq: found.lastSeq })
              : t('audit.broken', { seq: found.brokenAt ?? 0 })
          }
        />
      )}
      {exporting && (
        <ExportDialog
          ledger="audit"
          title={t('nav.audit')}
          spec={spec}
          total={total ?? 0}
          onClose={() => setExporting(false)}
        />
      )}
    </>
  );
}
