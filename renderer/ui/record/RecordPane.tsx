import { App, Button } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useSession } from '../../app/session.ts';
import type { OperationOutput } from '../../../shared/api/operations.ts';
import { type ObjectState, unborn } from '../../../shared/domain/object.ts';
import { useCenter } from '../../bridge/center.ts';
import type { Outcome } from '../../bridge/useCommand.ts';
import { useText } from '../../locales/text.ts';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import type { AnyDef } from '../defs.ts';
import type { ActExtras } from '../form/actFields.ts';
import { ActPanel } from '../form/ActPanel.tsx';
import { Clause } from '../show/Clause.tsx';
import { DateText, DueText } from '../show/DateText.tsx';
import { ErrorState } from '../show/ErrorState.tsx';
import { LoadingState } from '../show/LoadingState.tsx';
import { StateTag } from '../show/StateTag.tsx';
import { isFocusLost, useFocusReturn } from '../useFocusReturn.ts';
import { DetailPane, PaneHead } from './DetailPane.tsx';
import { inWorkingOrder, isBackward } from './actOrder.ts';
import { Checklist } from './Checklist.tsx';
import { FieldList } from './FieldList.tsx';
import { OpenCases } from './OpenCases.tsx';
import { Timeline } from './Timeline.tsx';

export type RecordView = OperationOutput<'records.get'>;

/** What a feature adds to the pane of its records. */
export interface PaneExtras {
  /** By act name. */
  readonly acts?: Readonly<Record<string, ActExtras>>;
  /** Acts that the list of buttons leaves out, because the feature shows them elsewhere. */
  readonly hiddenActs?: (state: ObjectState, accountId: string) => ReadonlySet<string>;
  /** Small tools beside the acts, such as printing. */
  readonly tools?: (view: RecordView) => ReactNode;
  /** Stands above the fields. */
  readonly top?: (view: RecordView, openAct: (act: string) => void) => ReactNode;
  /** Stands between the fields and the history. */
  readonly bottom?: (view: RecordView) => ReactNode;
}

interface Props {
  readonly def: AnyDef;
  readonly id: string;
  /** Act whose form is open; null shows the record. */
  readonly act: string | null;
  readonly extras?: PaneExtras;
  readonly onAct: (act: string | null) => void;
  readonly onClose: () => void;
}

/** One record beside its list: summary, acts, deadlines, fields, history; or the form of one act. */
export function RecordPane(props: Props) {
  const { def, id, act } = props;
  const { say } = useText();
  const isNew = act !== null && def.acts[act]?.from.includes('none') === true;
  if (isNew) return <ActPane {...props} act={act} state={unborn(id)} title={say(def.label)} />;
  return <SavedRecord {...props} />;
}

function SavedRecord(props: Props) {
  const { def, id, act, onAct, onClose } = props;
  // Whoever opens a record is about to act on it: what is there now, not what was read a moment ago.
  const record = useCenter('records.get', { type: def.type, id }, { staleTime: 0 });
  const state = record.data?.state;
  if (state && act !== null && def.acts[act])
    return <ActPane {...props} act={act} state={state} title={def.title(state)} />;
  return (
    <DetailPane label={state ? def.title(state) : ''} onClose={onClose}>
      <PaneHead title={state ? def.title(state) : ''} onClose={onClose}>
        {state && <StateTag state={state.state} states={def.states} />}
      </PaneHead>
      {record.data && <Acts def={def} view={record.data} extras={props.extras} onAct={onAct} />}
      <div className="pane-body">
        {record.error && <ErrorState error={record.error} retry={() => void record.refetch()} />}
        {record.isPending && <LoadingState isPaused={record.isPaused} />}
        {record.data && <RecordBody {...props} view={record.data} />}
      </div>
    </DetailPane>
  );
}

function ActPane(
  props: Props & { readonly act: string; readonly state: ObjectState; readonly title: string },
) {
  const { def, act, state, onAct, onClose } = props;
  const { t, verb } = useText();
  const { message } = App.useApp();
  useFocusReturn();
  const label = def.acts[act] ? verb(def.acts[act].label) : act;
  const isNew = state.state === 'none';
  const leave = () => (isNew ? onClose() : onAct(null));
  const onDone = (outcome: Outcome) => {
    onAct(null);
    void message.success(
      outcome.kind === 'case'
        ? t('form.becameCase', { no: outcome.caseNo ?? '' })
        : t('form.done', { act: label }),
    );
  };
  const extras = props.extras?.acts?.[act];
  return (
    <DetailPane label={label} onClose={leave}>
      <PaneHead title={`${label} · ${props.title}`} onClose={leave} />
      <ActPanel
        key={`${state.id} ${act}`}
        def={def}
        actName={act}
        state={state}
        {...(extras && { extras })}
        onDone={onDone}
        onCancel={leave}
      />
    </DetailPane>
  );
}

interface ActsProps {
  readonly def: AnyDef;
  readonly view: RecordView;
  readonly extras: PaneExtras | undefined;
  readonly onAct: (act: string) => void;
}

function Acts({ def, view, extras, onAct }: ActsProps) {
  const { t, verb } = useText();
  const { accountId } = useSession();
  const hidden = extras?.hiddenActs?.(view.state, accountId);
  const acts = inWorkingOrder(view.acts.filter((name) => !hidden?.has(name)));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A form opened by a button of this row has gone with it; where it gives the focus to nobody, it comes here.
    const frame = requestAnimationFrame(() => {
      if (isFocusLost()) box.current?.querySelector('button')?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div ref={box} className="pane-acts" role="group" aria-label={t('pane.acts')}>
      {acts.length === 0 && <span className="muted">{t('pane.noActs')}</span>}
      {acts.map((name, index) => {
        const act = def.acts[name];
        if (!act) return null;
        return (
          <Button
            key={name}
            size="small"
            type={index === 0 && !isBackward(name) ? 'primary' : 'default'}
            danger={isBackward(name) && act.dangerous}
            onClick={() => onAct(name)}
          >
            {verb(act.label)}
          </Button>
        );
      })}
      {extras?.tools && <span className="grow" />}
      {extras?.tools?.(view)}
    </div>
  );
}

function RecordBody({ def, id, extras, onAct, view }: Props & { readonly view: RecordView }) {
  const { t, say } = useText();
  return (
    <>
      {view.openCases.length > 0 && <OpenCases cases={view.openCases} />}
      {extras?.top?.(view, onAct)}
      {view.deadlines.length > 0 && (
        <section className="pane-section">
          <h3>{t('pane.deadlines')}</h3>
          {view.deadlines.map((deadline) => (
            <div key={deadline.key} className="deadline">
              <span className="grow">
                {say(deadline.text)} <Clause rule={deadline.rule} />
              </span>
              <DateText value={deadline.due} />
              <DueText due={deadline.due} />
            </div>
          ))}
        </section>
      )}
      {view.checklist && <Checklist items={view.checklist} />}
      <FieldList def={def} state={view.state} titles={view.titles} />
      {extras?.bottom?.(view)}
      <section className="pane-section">
        <h3>{t('pane.timeline')}</h3>
        <Timeline def={def} id={id} />
      </section>
      <p className="muted">{t('pane.asOf', { rev: view.state.rev, at: wallTime(view.asOf.at) })}</p>
    </>
  );
}
