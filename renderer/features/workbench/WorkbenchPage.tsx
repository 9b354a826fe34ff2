import { useState } from 'react';
import type { ObjectType } from '../../../shared/domain/objectType.ts';
import { LastSignIn } from '../../app/LastSignIn.tsx';
import { useCenter } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { isObjectType, useDef } from '../../ui/defs.ts';
import { type PaneExtras, RecordPane } from '../../ui/record/RecordPane.tsx';
import { EmptyState } from '../../ui/show/EmptyState.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';
import { actExtras } from '../actExtras.ts';
import { hiddenCaseActs } from '../case/caseActs.tsx';
import { CaseTop } from '../case/CaseTop.tsx';
import { groupsOf, type Line } from './groups.ts';
import { WorkList } from './WorkList.tsx';
import './workbench.css';

/** Panes of the workbench show the same forms as the lists do. */
const extrasOf = (type: ObjectType): PaneExtras => ({
  acts: actExtras[type],
  ...(type === 'case' && {
    hiddenActs: hiddenCaseActs,
    top: (view, openAct) => <CaseTop view={view} openAct={openAct} />,
  }),
});

interface Open {
  readonly type: ObjectType;
  readonly id: string;
  readonly act: string | null;
}

/** What waits for this person, most urgent first (工作台); Enter opens the object beside the list. */
export default function WorkbenchPage() {
  const { t, say } = useText();
  const work = useCenter('workbench.get', {});
  const [open, setOpen] = useState<Open | null>(null);
  const groups = work.data ? groupsOf(work.data) : [];
  const next = work.data?.due.find((due) => due.group === 'later');
  const isEmpty = groups.every(({ lines }) => lines.length === 0);
  const onOpen = ({ type, id }: Line) => {
    if (isObjectType(type)) setOpen({ type, id, act: null });
  };
  return (
    <div className="page">
      <main className="page-main">
        <div className="page-head">
          <h1>
            {t('nav.workbench')} <span className="muted count">{work.data?.today}</span>
          </h1>
          <span className="grow" />
          <span className="muted small ellipsis">
            <LastSignIn />
          </span>
        </div>
        <div className="work">
          {work.isPending && <LoadingState isPaused={work.isPaused} />}
          {work.error && <ErrorState error={work.error} retry={() => void work.refetch()} />}
          {work.data && isEmpty && (
            <EmptyState
              why={t('work.empty')}
              next={
                next ? t('work.emptyNext', { day: next.due, text: say(next.text) }) : t('work.emptyNever')
              }
            />
          )}
          {work.data && !isEmpty && (
            <WorkList groups={groups} today={work.data.today} openId={open?.id ?? null} onOpen={onOpen} />
          )}
        </div>
      </main>
      {open && <OpenRecord open={open} onOpen={setOpen} />}
    </div>
  );
}

function OpenRecord({ open, onOpen }: { readonly open: Open; readonly onOpen: (open: Open | null) => void }) {
  const def = useDef(open.type);
  if (!def) return null;
  return (
    <RecordPane
      key={open.id}
      def={def}
      id={open.id}
      act={open.act}
      extras={extrasOf(open.type)}
      onAct={(act) => onOpen({ ...open, act })}
      onClose={() => onOpen(null)}
    />
  );
}
