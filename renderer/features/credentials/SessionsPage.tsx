import { ReloadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import type { Row, Sort } from '../../../shared/query/spec.ts';
import { usePreferences } from '../../app/preferences.ts';
import { useSession } from '../../app/session.ts';
import { useCenter } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { rowHeights } from '../../theme/tokens.ts';
import { toggleSort } from '../../ui/filter/useListState.ts';
import { DataGrid } from '../../ui/grid/DataGrid.tsx';
import { gridColumns, inOrder } from '../../ui/grid/listColumns.ts';
import { DetailPane, PaneHead } from '../../ui/record/DetailPane.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';
import { EndSession } from '../account/AccessAct.tsx';
import { CredentialTabs } from './CredentialTabs.tsx';
import { type ListedSession, sessionColumns } from './sessionColumns.ts';
import './credentials.css';

const newestFirst: readonly Sort[] = [{ column: 'openedAt', dir: 'desc' }];

/** 在线会话: everybody who is signed in now, for those who look after it. */
export default function SessionsPage() {
  const { t } = useText();
  // Asked by hand, not by a clock: every question counts as use, and this page left open would never go idle.
  const found = useCenter('sessions.list', {}, { staleTime: 0 });
  const [openId, setOpenId] = useState<string | null>(null);
  const sessions = found.data?.sessions;
  const open = sessions?.find(({ id }) => id === openId);
  return (
    <div className="page">
      <main className="page-main certificates">
        <header className="page-head">
          <h1>{t('nav.credentials')}</h1>
          <CredentialTabs at="/sessions" />
        </header>
        {found.isPending && <LoadingState isPaused={found.isPaused} />}
        {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
        {sessions && (
          <SessionList sessions={sessions} openId={openId} onOpen={setOpenId}>
            <Button
              icon={<ReloadOutlined aria-hidden />}
              loading={found.isFetching}
              onClick={() => void found.refetch()}
            >
              {t('sessions.again', { at: wallTime(new Date(found.dataUpdatedAt).toISOString()) })}
            </Button>
          </SessionList>
        )}
      </main>
      {open && <SessionPane key={open.id} session={open} onClose={() => setOpenId(null)} />}
    </div>
  );
}

interface ListProps {
  readonly sessions: readonly ListedSession[];
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
  /** Stands beside the search. */
  readonly children: ReactNode;
}

function SessionList({ sessions, openId, onOpen, children }: ListProps) {
  const words = useText();
  const { t } = words;
  const { density } = usePreferences();
  const [text, setText] = useState('');
  const [sort, setSort] = useState(newestFirst);
  const columns = useMemo(
    () => gridColumns(sessionColumns, new Map(sessions.map((one) => [one.id, one])), words),
    [sessions, words],
  );
  const wanted = text.trim().toLowerCase();
  const rows = inOrder(
    sessionColumns,
    sessions.filter(({ accountNo, name, ip }) =>
      [accountNo, name, ip ?? ''].some((word) => word.toLowerCase().includes(wanted)),
    ),
    sort,
  ).map(({ id }): Row => ({ id, rev: 0 }));
  return (
    <section className="certificates-issued" aria-label={t('sessions.title')}>
      <div className="row">
        <Input.Search
          allowClear
          placeholder={t('sessions.search')}
          aria-label={t('sessions.search')}
          style={{ width: 320 }}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <span className="muted" role="status">
          {t('sessions.count', { n: rows.length, total: sessions.length })}
        </span>
        {children}
      </div>
      {rows.length === 0 && <p className="muted">{t('sessions.none')}</p>}
      {rows.length > 0 && (
        <DataGrid
          label={t('sessions.title')}
          columns={columns}
          total={rows.length}
          rowHeight={rowHeights[density]}
          rowAt={(index) => rows[index]}
          onRange={() => undefined}
          sort={sort}
          onSort={(column) => setSort(toggleSort(sort, column))}
          openId={openId}
          onOpen={({ id }) => onOpen(id)}
        />
      )}
    </section>
  );
}

interface PaneProps {
  readonly session: ListedSession;
  readonly onClose: () => void;
}

/** One session beside the list, and its end for those who may. */
function SessionPane({ session, onClose }: PaneProps) {
  const { t } = useText();
  const { roles } = useSession();
  const title = `${session.accountNo} · ${session.name}`;
  return (
    <DetailPane label={title} onClose={onClose}>
      <PaneHead title={title} onClose={onClose} />
      {(roles.includes('SA') || roles.includes('SEC')) && (
        <div className="pane-acts" role="group" aria-label={t('pane.acts')}>
          <EndSession id={session.id} />
        </div>
      )}
      <div className="pane-body">
        <dl className="certificate-facts">
          <dt>{t('sessions.ip')}</dt>
          <dd>{session.ip ?? t('signIn.unknownIp')}</dd>
          <dt>{t('sessions.openedAt')}</dt>
          <dd>{wallTime(session.openedAt)}</dd>
          <dt>{t('sessions.idleUntil')}</dt>
          <dd>{wallTime(session.idleUntil)}</dd>
          <dt>{t('sessions.absoluteUntil')}</dt>
          <dd>{wallTime(session.absoluteUntil)}</dd>
        </dl>
      </div>
    </DetailPane>
  );
}
