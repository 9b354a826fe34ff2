import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { OperationInput } from '../../../shared/api/operations.ts';
import { useReadAnew } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { StepUp } from '../../ui/form/StepUp.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import type { Certificate } from './certificates.ts';

type Code = OperationInput<'certificates.revoke'>['code'];
const codes: readonly Code[] = [
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
];

/** 吊销: asks for the coded reason and an explanation, and for a fresh one-time code where none is in force. */
export function RevokeButton({ certificate }: { readonly certificate: Certificate }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" danger onClick={() => setOpen(true)}>
        {t('ca.revoke')}
      </Button>
      {open && <RevokeDialog certificate={certificate} onClose={() => setOpen(false)} />}
    </>
  );
}

interface DialogProps {
  readonly certificate: Certificate;
  readonly onClose: () => void;
}

function RevokeDialog({ certificate, onClose }: DialogProps) {
  const { t } = useText();
  const client = useClient();
  const readAnew = useReadAnew();
  const [code, setCode] = useState<Code | null>(null);
  const [reason, setReason] = useState('');
  const [isProving, setProving] = useState(false);
  const revoke = useMutation({
    mutationFn: async () => {
      if (code) await client.center('certificates.revoke', { serial: certificate.serial, code, reason });
    },
    retry: 0,
    onSuccess: async () => {
      onClose();
      await readAnew();
    },
    onError: (error) =>
      setProving(error instanceof ProblemError && error.problem.code === 'auth/step-up-required'),
  });
  const ready = code !== null && reason.trim().length >= 2;
  const prove = () => {
    setProving(false);
    revoke.mutate();
  };
  if (isProving) return <StepUp onProven={prove} onCancel={() => setProving(false)} />;
  return (
    <Modal
      open
      title={t('ca.revokeTitle', { account: certificate.accountNo ?? certificate.displayName })}
      footer={null}
      onCancel={onClose}
      width={440}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) revoke.mutate();
        }}
      >
        <p>{t('ca.revokeLead')}</p>
        <label htmlFor="revoke-code">{t('ca.revokeCode')}</label>
        <Select
          id="revoke-code"
          value={code}
          onChange={setCode}
          options={codes.map((value) => ({ value, label: t(`ca.${value}`) }))}
        />
        <label className="stack tight">
          <span className="muted">{t('ca.revokeReason')}</span>
          <Input maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
        {revoke.error && <ErrorState error={revoke.error} />}
        <div className="row">
          <Button danger htmlType="submit" disabled={!ready} loading={revoke.isPending}>
            {t('ca.revoke')}
          </Button>
          <Button type="text" onClick={onClose}>
            {t('form.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
