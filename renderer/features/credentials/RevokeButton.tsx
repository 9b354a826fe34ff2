import { Button, Input, Modal, type RefSelectProps, Select } from 'antd';
import { useRef, useState } from 'react';
import { wallDay } from '../../../shared/calendar/wallTime.ts';
import { useSession } from '../../app/session.ts';
import { useReadAnew } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { SendButton } from '../../ui/form/SendButton.tsx';
import { useProven } from '../../ui/form/useProven.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { useFocusReturn } from '../../ui/useFocusReturn.ts';
import { type Certificate, type ReasonCode, reasonCodes } from './certificates.ts';

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
  useFocusReturn();
  const client = useClient();
  const readAnew = useReadAnew();
  const { accountNo } = useSession();
  const [code, setCode] = useState<ReasonCode | null>(null);
  const [reason, setReason] = useState('');
  const first = useRef<RefSelectProps>(null);
  const { serial } = certificate;
  const revoke = useProven(
    async () => {
      if (code) await client.center('certificates.revoke', { serial, code, reason: reason.trim() });
    },
    async () => {
      onClose();
      await readAnew();
    },
  );
  const ready = code !== null && reason.trim().length >= 2;
  if (revoke.stepUp) return revoke.stepUp;
  // No form: Enter in a field is not to do what cannot be undone.
  return (
    <Modal
      open
      title={t('ca.revokeTitle', { account: certificate.accountNo ?? certificate.displayName })}
      footer={null}
      onCancel={onClose}
      width={440}
      afterOpenChange={() => first.current?.focus()}
    >
      <div className="stack">
        <p>
          {t('ca.revokeText', {
            serial,
            from: wallDay(certificate.notBefore),
            to: wallDay(certificate.notAfter),
          })}
        </p>
        <p>{t('ca.revokeLead')}</p>
        {certificate.accountNo === accountNo && <p className="tone-danger">{t('ca.revokeOwn')}</p>}
        <label htmlFor="revoke-code" className="muted">
          {t('ca.revokeCode')}
        </label>
        <Select
          id="revoke-code"
          ref={first}
          value={code}
          onChange={setCode}
          options={reasonCodes.map((value) => ({ value, label: t(`ca.${value}`) }))}
        />
        <label className="stack tight">
          <span className="muted">{t('ca.revokeReason')}</span>
          <Input maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
        {revoke.error && <ErrorState error={revoke.error} />}
        <div className="row wrap">
          <Button htmlType="button" onClick={onClose}>
            {t('form.cancel')}
          </Button>
          <SendButton
            danger
            htmlType="button"
            disabled={!ready}
            loading={revoke.isPending}
            onClick={() => revoke.send()}
          >
            {t('ca.revoke')}
          </SendButton>
        </div>
      </div>
    </Modal>
  );
}
