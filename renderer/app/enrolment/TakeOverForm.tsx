import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input, QRCode } from 'antd';
import { useState } from 'react';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { CodeText } from '../../ui/show/CodeText.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { FindingList } from '../../ui/show/FindingList.tsx';
import type { Enrolment } from './EnrolmentPage.tsx';

interface Props {
  readonly enrolment: Enrolment;
  readonly onDone: () => void;
}

/** What was approved is taken over: authenticator set up and proven, password chosen, certificate put to use. */
export function TakeOverForm({ enrolment, onDone }: Props) {
  const { t } = useText();
  const client = useClient();
  const { message } = App.useApp();
  const { needs } = enrolment;
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const complete = useMutation({
    mutationFn: () =>
      client.call('enrolment.complete', {
        password: needs.password ? password : null,
        code: needs.authenticator ? code : null,
      }),
    onSuccess: () => {
      void message.success(t('enrol.done'));
      onDone();
    },
    onError: () => setCode(''),
  });
  const findings = complete.error instanceof ProblemError ? complete.error.problem.findings : [];
  const ready =
    (!needs.authenticator || code !== '') && (!needs.password || (password !== '' && password === repeated));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) complete.mutate();
      }}
    >
      <h2>{t('enrol.takeOver')}</h2>
      {needs.authenticator && <Authenticator code={code} onCode={setCode} />}
      {needs.password && (
        <>
          <label className="stack tight">
            <span className="muted">{t('enrol.password')}</span>
            <Input.Password
              autoComplete="new-password"
              maxLength={200}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
            <span className="muted small">{t('enrol.passwordRule')}</span>
          </label>
          <label className="stack tight">
            <span className="muted">{t('enrol.repeat')}</span>
            <Input.Password
              autoComplete="new-password"
              maxLength={200}
              value={repeated}
              onChange={(event) => setRepeated(event.target.value)}
            />
            {repeated !== '' && repeated !== password && (
              <span className="tone-danger small">{t('enrol.differs')}</span>
            )}
          </label>
        </>
      )}
      <FindingList findings={findings} />
      {complete.error && findings.length === 0 && <ErrorState error={complete.error} />}
      <div>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={complete.isPending}>
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
