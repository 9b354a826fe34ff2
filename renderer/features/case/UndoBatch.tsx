import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useReadAnew } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { ReasonForm } from '../../ui/form/ReasonForm.tsx';
import { recordPath } from '../../ui/recordPath.ts';

/** Undo of an approved import: proposed as a new case, with the reason in words. */
export function UndoBatch({ id }: { readonly id: string }) {
  const { t } = useText();
  const client = useClient();
  const readAnew = useReadAnew();
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  const undo = useMutation({
    mutationFn: (reason: string) => client.center('imports.undo', { id, reason }, { key }),
    retry: 0,
    onSuccess: async ({ caseId }) => {
      await readAnew();
      await navigate(recordPath('case', caseId));
    },
  });
  return (
    <ReasonForm
      label={t('cases.undo')}
      note={t('cases.undoNote')}
      reasonLabel={t('cases.undoReason')}
      submitLabel={t('cases.undoSubmit')}
      isBusy={undo.isPending}
      error={undo.error}
      onSubmit={undo.mutate}
    />
  );
}
