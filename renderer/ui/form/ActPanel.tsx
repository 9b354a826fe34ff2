import { Alert, Button, Input } from 'antd';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ObjectState } from '../../../shared/domain/object.ts';
import type { Outcome } from '../../bridge/useCommand.ts';
import { useText } from '../../locales/text.ts';
import { useWritable } from '../../app/useWritable.ts';
import type { AnyDef } from '../defs.ts';
import { isBackward } from '../record/actOrder.ts';
import { EffectPreview } from '../record/EffectPreview.tsx';
import { ErrorState } from '../show/ErrorState.tsx';
import { FindingList } from '../show/FindingList.tsx';
import { useQuestion } from '../useQuestion.ts';
import { useShortcuts } from '../useShortcuts.ts';
import type { ActExtras } from './actFields.ts';
import { ConflictNote } from './ConflictNote.tsx';
import { fieldId, FormFields } from './FormFields.tsx';
import { StepUp } from './StepUp.tsx';
import { useActForm } from './useActForm.ts';
import { useFindingJump } from './useFindingJump.ts';

interface Props {
  readonly def: AnyDef;
  readonly actName: string;
  /** The record the act is for; `unborn(id)` for a new one. */
  readonly state: ObjectState;
  readonly extras?: ActExtras;
  readonly onDone: (outcome: Outcome) => void;
  readonly onCancel: () => void;
}

const noExtras: ActExtras = {};

/**
 * The form of one act, generated from its schema: fields in groups, a reason, the effect preview where others
 * have to agree or the act is dangerous, and one button whose verb is the act. Ctrl+Enter goes one step on.
 */
export function ActPanel({ def, actName, state, extras = noExtras, onDone, onCancel }: Props) {
  const { t, verb } = useText();
  const ask = useQuestion();
  const writable = useWritable();
  const form = useActForm({ def, actName, state, extras, onDone });
  const { act, preview } = form;
  const [provenAway, setProvenAway] = useState(false);
  const jump = useFindingJump(form.findings);
  const mustPreview = form.needsPreview && preview === null;
  // A preview that ends in a refusal does not close the way: the center refuses the act itself and puts it on record.
  const mayGo = writable.ok && form.canSubmit && !form.isBusy;
  const button =
    act.approve && preview?.approve !== null
      ? t('form.submitFor', { act: verb(act.label) })
      : verb(act.label);

  const send = () => {
    setProvenAway(false);
    if (!act.dangerous) return form.submit();
    ask({
      title: t('form.confirmTitle', { act: verb(act.label) }),
      text: t('form.confirmLead', { title: def.title(state), act: verb(act.label) }),
      yes: button,
      no: t('form.confirmBack'),
      isDanger: isBackward(actName),
      onYes: form.submit,
    });
  };
  const goOn = () => {
    if (!mayGo) return;
    if (mustPreview) form.showPreview();
    else send();
  };
  useShortcuts({ 'ctrl+enter': goOn, f8: jump.next });
  const focusFirst = useEffectEvent(() => {
    const first = form.fields.find(({ key }) => !extras.hidden?.includes(key))?.key ?? 'reason';
    document.getElementById(fieldId(first))?.focus({ preventScroll: true });
  });
  useEffect(() => focusFirst(), []);
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The effect stands below the fields; what was asked for has to be seen.
    if (preview) shown.current?.scrollIntoView({ block: 'nearest' });
  }, [preview]);

  return (
    <>
      <div className="pane-body">
        <div className="stack">
          {form.draft.restored && (
            <Alert
              type="info"
              title={t('form.draftRestored')}
              action={
                <Button size="small" onClick={form.discard}>
                  {t('form.draftDiscard')}
                </Button>
              }
            />
          )}
          {form.conflict && (
            <ConflictNote
              def={def}
              state={state}
              current={form.conflict}
              onGoOn={() => form.rebase(form.conflict?.rev ?? form.rev)}
            />
          )}
          {form.error && <ErrorState error={form.error} isBare />}
          <FindingList findings={form.findings} onJump={jump.to} />
        </div>
        {extras.above?.(state)}
        <FormFields
          fields={form.fields.filter(({ key }) => !extras.hidden?.includes(key))}
          groups={def.groups}
          values={form.values}
          findings={form.findings}
          state={state}
          extras={extras}
          onChange={form.setValue}
          onBlur={form.checkOnBlur}
          onHold={form.hold}
        />
        {!extras.noReason && (
          <div className="form-field is-wide">
            <label htmlFor={fieldId('reason')}>
              {t(act.reasonRequired ? 'form.reasonRequired' : 'form.reason')}
            </label>
            <Input.TextArea
              id={fieldId('reason')}
              autoSize={{ minRows: 2, maxRows: 6 }}
              maxLength={2000}
              value={form.reason}
              onChange={(event) => form.setReason(event.target.value)}
            />
            <div className="form-note" />
          </div>
        )}
        <div ref={shown}>{preview && <EffectPreview preview={preview} />}</div>
      </div>
      <footer className="form-foot">
        <Button
          type="primary"
          danger={isBackward(actName) && !mustPreview}
          disabled={!mayGo}
          loading={form.isBusy}
          title={writable.ok ? t('form.submitHint') : writable.why}
          onClick={goOn}
        >
          {mustPreview ? t('form.preview') : button}
        </Button>
        <Button onClick={onCancel}>{t('form.cancel')}</Button>
        <span className="muted">{form.draft.saved && t('form.draftSaved')}</span>
        {!writable.ok && <span className="tone-warn">{writable.why}</span>}
      </footer>
      {form.needsStepUp && !provenAway && (
        <StepUp onProven={form.submit} onCancel={() => setProvenAway(true)} />
      )}
    </>
  );
}
