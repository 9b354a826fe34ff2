import { PauseCircleOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { objectDefs } from '../../../shared/domain/registry.ts';
import { useText } from '../../locales/text.ts';
import { useList } from '../../ui/page/list.ts';
import { RecordsPage } from '../../ui/page/RecordsPage.tsx';
import type { PaneExtras } from '../../ui/record/RecordPane.tsx';
import { useShortcuts } from '../../ui/useShortcuts.ts';
import { accountActs } from './accountActs.ts';
import { AccessPanel } from './AccessPanel.tsx';
import { GrantList } from './GrantList.tsx';
import { PermissionMatrix } from './PermissionMatrix.tsx';

const sort = [{ column: 'accountNo', dir: 'asc' as const }];
const creation = ['open'];
const pane: PaneExtras = {
  acts: accountActs,
  bottom: (view) => (
    <>
      <GrantList state={view.state} titles={view.titles} />
      <AccessPanel account={view.state.id} />
    </>
  ),
};

/** Accounts and their rights (账号权限): list or matrix. */
export default function AccountsPage() {
  const { t } = useText();
  const [params, setParams] = useSearchParams();
  const isMatrix = params.get('tab') === 'matrix';
  const tabs = (
    <Segmented
      size="small"
      value={isMatrix ? 'matrix' : 'list'}
      onChange={(tab) => setParams(tab === 'matrix' ? { tab } : {}, { flushSync: true })}
      options={[
        { value: 'list', label: t('tabs.list') },
        { value: 'matrix', label: t('tabs.matrix') },
      ]}
    />
  );
  if (isMatrix) return <PermissionMatrix head={tabs} />;
  return (
    <RecordsPage
      def={objectDefs.account}
      title={t('nav.accounts')}
      ledger="permissions"
      creation={creation}
      initialSort={sort}
      pane={pane}
      head={
        <>
          {tabs}
          <SuspendShortcut />
        </>
      }
    />
  );
}

/** Ctrl+Shift+P opens the suspension of the account that is open; the form still asks for cause and reason. */
function SuspendShortcut() {
  const list = useList();
  const { verb } = useText();
  const { openId } = list;
  const suspend = openId === null ? undefined : () => list.openAct(openId, 'suspend');
  useShortcuts({ 'ctrl+shift+p': suspend });
  const label = objectDefs.account.acts['suspend']?.label;
  if (!suspend || !label) return null;
  return (
    <Button
      size="small"
      icon={<PauseCircleOutlined aria-hidden />}
      title={`${verb(label)} (Ctrl+Shift+P)`}
      onClick={suspend}
    >
      {verb(label)}
    </Button>
  );
}
