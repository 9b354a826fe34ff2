import { useReadAnew } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { ReasonForm } from '../../ui/form/ReasonForm.tsx';
import { useProven } from '../../ui/form/useProven.tsx';

/** 强制下线: ends somebody's session. */
export function EndSession({ id }: { readonly id: string }) {
  const { t } = useText();
  const client = useClient();
  return (
    <AccessAct
      label={t('access.end')}
      note={t('access.endNote')}
      danger
      run={(reason) => client.center('access.endSession', { id, reason })}
    />
  );
}

interface Props {
  readonly label: string;
  readonly note: string;
  readonly danger?: boolean;
  readonly run: (reason: string) => Promise<unknown>;
}

/** An act on somebody's access: a reason and a fresh one-time code; afterwards everything is read anew. */
export function AccessAct({ label, note, danger = false, run }: Props) {
  const { t } = useText();
  const readAnew = useReadAnew();
  const act = useProven(run, readAnew);
  return (
    <>
      <ReasonForm
        label={label}
        note={note}
        reasonLabel={t('form.reasonRequired')}
        submitLabel={label}
        danger={danger}
        isBusy={act.isPending}
        error={act.error}
        onSubmit={act.send}
      />
      {act.stepUp}
    </>
  );
}
