import { ReloadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import type { Sort } from '../../../shared/query/spec.ts';
import { useSession } from '../../app/session.ts';
import { useCenter } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { HeldGrid } from '../../ui/grid/HeldGrid.tsx';
import { DetailPane, PaneHead } from '../../ui/record/DetailPane.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';
import { EndSession } from '../account/AccessAct.tsx';
import { CredentialTabs } from './CredentialTabs.tsx';
import { type ListedSession, sessionColumns } from './sessionColumns.ts';
import './credentials.css';

const newestFirst: Sort = { column: 'openedAt', dir: 'desc' };
const idOf = ({ id }: ListedSession) => id;

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
  const { t } = useText();
  const [text, setText] = useState('');
  const listed = useMemo(() => sessions.filter((one) => holds(one, text)), [sessions, text]);
  return (
    <section className="certificates-issued" aria-label={t('sessions.title')}>
      <div className="row wrap">
        <Input.Search
          allowClear
          placeholder={t('sessions.search')}
          aria-label={t('sessions.search')}
          style={{ width: 280 }}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <span className="muted nowrap" role="status">
          {t('sessions.count', { n: listed.length, total: sessions.length })}
        </span>
        {children}
      </div>
      {listed.length === 0 && <p className="muted">{t('sessions.none')}</p>}
      {listed.length > 0 && (
        <HeldGrid
          label={t('sessions.title')}
          columns={sessionColumns}
          items={listed}
          idOf={idOf}
          firstSort={newestFirst}
          openId={openId}
          onOpen={onOpen}
        />
      )}
    </section>
  );
}

function holds({ accountNo, name, ip }: ListedSession, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [accountNo, name, ip ?? ''].some((word) => word.toLowerCase().includes(wanted));
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
