import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { objectDefs } from '../../../shared/domain/registry.ts';
import type { Filter } from '../../../shared/query/spec.ts';
import { type Session, useSession } from '../../app/session.ts';
import { useText } from '../../locales/text.ts';
import { RecordsPage } from '../../ui/page/RecordsPage.tsx';
import type { PaneExtras } from '../../ui/record/RecordPane.tsx';
import { EmptyState } from '../../ui/show/EmptyState.tsx';
import { caseActs, hiddenCaseActs } from './caseActs.tsx';
import { CaseTop } from './CaseTop.tsx';

const tabs = ['waiting', 'mine', 'decided', 'all'] as const;
type Tab = (typeof tabs)[number];

const sort = [{ column: 'openedAt', dir: 'desc' as const }];
const creation: readonly string[] = [];
const pane: PaneExtras = {
  acts: caseActs,
  hiddenActs: hiddenCaseActs,
  top: (view, openAct) => <CaseTop view={view} openAct={openAct} />,
};

/** Cases (案件): what waits for me, what I proposed, what was decided. */
export default function CasesPage() {
  const { t } = useText();
  const session = useSession();
  const [params, setParams] = useSearchParams();
  const tab = tabs.find((one) => one === params.get('tab')) ?? 'waiting';
  const filters = useMemo(() => filtersOf(tab, session), [tab, session]);
  return (
    <RecordsPage
      def={objectDefs.case}
      title={t('nav.cases')}
      ledger="cases"
      creation={creation}
      initialSort={sort}
      fixedFilters={filters}
      pane={pane}
      head={
        <Segmented
          size="small"
          value={tab}
          onChange={(next) => setParams({ tab: next }, { flushSync: true })}
          options={tabs.map((value) => ({ value, label: t(`cases.${value}`) }))}
        />
      }
      {...(tab === 'waiting' && {
        empty: <EmptyState why={t('cases.nothing')} next={t('cases.nothingNext')} />,
      })}
    />
  );
}

function filtersOf(tab: Tab, { accountId, roles }: Session): readonly Filter[] {
  const open: Filter = { column: 'state', op: 'in', values: ['open'] };
  switch (tab) {
    case 'waiting':
      return [
        open,
        { column: 'approveRoles', op: 'has', values: [...roles] },
        // One's own proposals wait for others.
        { column: 'proposerId', op: 'not', values: [accountId] },
      ];
    case 'mine':
      return [{ column: 'proposerId', op: 'in', values: [accountId] }];
    case 'decided':
      return [
        {
          column: 'state',
          op: 'in',
          values: ['approved', 'returned', 'refused', 'withdrawn', 'confirmed', 'objected'],
        },
      ];
    case 'all':
      return [];
    default:
      return tab satisfies never;
  }
}
