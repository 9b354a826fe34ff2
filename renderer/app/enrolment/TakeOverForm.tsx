import { useQuery } from '@tanstack/react-query';
import { Button, Input, QRCode } from 'antd';
import { useState } from 'react';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { isTwiceAlike, NewSecretFields, noSecret } from '../../ui/form/NewSecretFields.tsx';
import { CodeText } from '../../ui/show/CodeText.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import type { Enrolment } from './enrolment.ts';
import { useIsTakingOver, useTakeOver } from './useTakeOver.ts';

interface Props {
  readonly enrolment: Enrolment;
  readonly onDone: () => void;
}

/** What was approved is taken over: authenticator set up and proven, password chosen, certificate put to use. */
export function TakeOverForm({ enrolment, onDone }: Props) {
  const { t } = useText();
  const { needs } = enrolment;
  const [code, setCode] = useState('');
  const [secret, setSecret] = useState(noSecret);
  const complete = useTakeOver(enrolment, onDone);
  const isBusy = useIsTakingOver();
  const ready = (!needs.authenticator || code !== '') && (!needs.password || isTwiceAlike(secret));
  const send = () =>
    complete.mutate(
      { password: needs.password ? secret.value : null, code: needs.authenticator ? code : null },
      { onError: () => setCode('') },
    );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) send();
      }}
    >
      <h2>{t('enrol.takeOver')}</h2>
      {needs.authenticator && <Authenticator code={code} onCode={setCode} />}
      {needs.password && (
        <NewSecretFields label={t('enrol.password')} secret={secret} onChange={setSecret}>
          <span className="muted small">{t('secret.rule')}</span>
        </NewSecretFields>
      )}
      {complete.error && <ErrorState error={complete.error} />}
      <div>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={isBusy}>
          {t('enrol.finish')}
        </Button>
      </div>
    </form>
  );
}

interface AuthenticatorProps {
  readonly code: string;
  readonly onCode: (code: string) => void;
}

/** The QR code of the new authenticator and the first code it shows. Nothing of the key outlives this form. */
function Authenticator({ code, onCode }: AuthenticatorProps) {
  const { t } = useText();
  const client = useClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['authenticator'],
    queryFn: () => client.call('enrolment.authenticator', {}),
    networkMode: 'always',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const secret = data ? (new URL(data.uri).searchParams.get('secret') ?? '') : '';
  return (
    <div className="enrol-authenticator">
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {data && (
        <QRCode
          type="svg"
          aria-label={t('enrol.qr')}
          value={data.uri}
          size={176}
          errorLevel="M"
          color="#000000"
          bgColor="#ffffff"
        />
      )}
      <div className="stack grow">
        <p>{t('enrol.scan')}</p>
        {data && (
          <div>
            <span className="muted">{t('enrol.secret')}</span> <CodeText>{secret}</CodeText>
          </div>
        )}
        <label className="stack tight">
          <span className="muted">{t('enrol.firstCode')}</span>
          <Input
            autoFocus
            className="code"
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={10}
            value={code}
            onChange={(event) => onCode(event.target.value.trim())}
          />
        </label>
      </div>
    </div>
  );
}
