import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { enrolmentKinds, enrolmentStates } from '../../../shared/domain/enrolment/terms.ts';
import { hostQuery } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { FingerprintText } from '../../ui/show/FingerprintText.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';
import { ApplyForm } from './ApplyForm.tsx';
import { TakeOverForm } from './TakeOverForm.tsx';
import './enrolment.css';

export type Enrolment = NonNullable<MethodOutput<'enrolment.get'>>;

/** How often the center is asked whether the second person has approved. */
const ASK_MS = 3_000;

/** From one-time code to usable credentials (凭据申领): apply, wait for the second person, take over. */
export function EnrolmentPage({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useText();
  return (
    <main className="entrance">
      <div className="entrance-card">
        <p className="muted">{t('app.name')}</p>
        <h1>{t('enrol.title')}</h1>
        <EnrolmentSteps onLeave={onLeave}>
          <Button type="text" onClick={onLeave}>
            {t('enrol.back')}
          </Button>
        </EnrolmentSteps>
      </div>
    </main>
  );
}

interface StepsProps {
  /** It is over, one way or the other. */
  readonly onLeave: () => void;
  /** Stands beside the buttons of every step: the way back. */
  readonly children?: ReactNode;
}

/** The step that is due, wherever it is shown. */
export function EnrolmentSteps({ onLeave, children }: StepsProps) {
  const client = useClient();
  const queries = useQueryClient();
  const standing = useQuery({ ...hostQuery(client, 'enrolment.check', {}), refetchInterval: ASK_MS });
  const known = useQuery(hostQuery(client, 'enrolment.get', {}));
  const enrolment = standing.data ?? known.data;
  const setEnrolment = (next: Enrolment | null) => {
    for (const method of ['enrolment.check', 'enrolment.get'] as const)
      queries.setQueryData(hostQuery(client, method, {}).queryKey, next);
  };
  const abandon = useMutation({
    mutationFn: () => client.call('enrolment.abandon', {}),
    onSuccess: () => {
      setEnrolment(null);
      onLeave();
    },
  });
  const finish = () => {
    setEnrolment(null);
    // The certificate in use, the gate and the session are others now.
    void queries.invalidateQueries({ queryKey: ['host'] });
    onLeave();
  };
  if (enrolment === undefined && standing.isPending) return <LoadingState />;
  return (
    <div className="stack">
      {standing.error && <ErrorState error={standing.error} retry={() => void standing.refetch()} />}
      {!enrolment && <ApplyForm onApplied={setEnrolment} />}
      {enrolment && <Heading enrolment={enrolment} />}
      {enrolment?.state === 'applied' && <Waiting enrolment={enrolment} />}
      {enrolment?.state === 'approved' && <TakeOverForm enrolment={enrolment} onDone={finish} />}
      {enrolment && isOver(enrolment) && <Over enrolment={enrolment} />}
      <div className="row">
        {enrolment && (
          <Button danger={!isOver(enrolment)} loading={abandon.isPending} onClick={() => abandon.mutate()}>
            <AbandonWords enrolment={enrolment} />
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}

function AbandonWords({ enrolment }: { readonly enrolment: Enrolment }) {
  const { t } = useText();
  return t(isOver(enrolment) ? 'setup.finish' : 'enrol.abandon');
}

function isOver({ state }: Enrolment): boolean {
  return state !== 'applied' && state !== 'approved';
}

function Heading({ enrolment }: { readonly enrolment: Enrolment }) {
  const { t, say } = useText();
  const { kind, accountNo, holderName } = enrolment;
  return (
    <p className="enrol-matter">
      {t('enrol.for', { kind: say(enrolmentKinds[kind]), account: accountNo, holder: holderName })}
    </p>
  );
}

function Waiting({ enrolment }: { readonly enrolment: Enrolment }) {
  const { t } = useText();
  return (
    <section className="stack" aria-live="polite">
      <h2>{t('enrol.waiting')}</h2>
      <p>{t(enrolment.keyFingerprint === null ? 'enrol.waitingNoKey' : 'enrol.waitingLead')}</p>
      {enrolment.keyFingerprint !== null && <FingerprintText value={enrolment.keyFingerprint} />}
      {!enrolment.lasts && <p className="tone-warn">{t('enrol.keepOpen')}</p>}
    </section>
  );
}

function Over({ enrolment }: { readonly enrolment: Enrolment }) {
  const { t, say } = useText();
  return (
    <section className="stack" role="status">
      <h2>
        {t('enrol.over')} · {say(enrolmentStates[enrolment.state])}
      </h2>
      {enrolment.reason !== null && <p>{t('enrol.reason', { reason: enrolment.reason })}</p>}
    </section>
  );
}
