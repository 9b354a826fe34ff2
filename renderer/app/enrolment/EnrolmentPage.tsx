import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { enrolmentKinds, enrolmentStates } from '../../../shared/domain/enrolment/terms.ts';
import { hostQuery, useHost } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { FingerprintText } from '../../ui/show/FingerprintText.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';
import { useQuestion } from '../../ui/useQuestion.ts';
import { ApplyForm } from './ApplyForm.tsx';
import { type Enrolment, isOver } from './enrolment.ts';
import { TakeOverForm } from './TakeOverForm.tsx';
import { useLeave } from './useLeave.ts';
import './enrolment.css';

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
        <EnrolmentSteps onLeave={onLeave} hasBack />
      </div>
    </main>
  );
}

interface StepsProps {
  /** It is over, one way or the other. */
  readonly onLeave: () => void;
  /** Is there a page to go back to, with nothing ended by it. */
  readonly hasBack?: boolean;
}

/** The step that is due, wherever it is shown. */
export function EnrolmentSteps({ onLeave, hasBack = false }: StepsProps) {
  const { t } = useText();
  const client = useClient();
  const queries = useQueryClient();
  // Under a lock the host knows of no enrolment; what it said before stays on screen beneath the cover.
  const isLocked = useHost('keychain.get', {}).data?.state === 'locked';
  const standing = useQuery({
    ...hostQuery(client, 'enrolment.check', {}),
    enabled: !isLocked,
    refetchInterval: ASK_MS,
  });
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
  const [isTyped, setTyped] = useState(false);
  const leave = useLeave(onLeave);
  if (enrolment === undefined && standing.isPending) return <LoadingState />;
  return (
    <div className="stack" onChange={() => setTyped(true)}>
      {standing.error && <ErrorState error={standing.error} retry={() => void standing.refetch()} />}
      {!enrolment && (
        <ApplyForm
          onApplied={(applied) => {
            setTyped(false);
            setEnrolment(applied);
          }}
        />
      )}
      {enrolment && <Heading enrolment={enrolment} />}
      {enrolment?.state === 'applied' && <Waiting enrolment={enrolment} />}
      {enrolment?.state === 'approved' && <TakeOverForm enrolment={enrolment} onDone={onLeave} />}
      {enrolment && isOver(enrolment) && <Over enrolment={enrolment} />}
      {abandon.error && <ErrorState error={abandon.error} />}
      <div className="row">
        {enrolment && (
          <AbandonButton
            isOver={isOver(enrolment)}
            isBusy={abandon.isPending}
            onAbandon={() => abandon.mutate()}
          />
        )}
        {hasBack && (
          <Button type="text" onClick={() => leave(isTyped)}>
            {t('enrol.back')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface AbandonProps {
  readonly isOver: boolean;
  readonly isBusy: boolean;
  readonly onAbandon: () => void;
}

/** Ends what is under way, after a question; what has ended is only put away. */
function AbandonButton({ isOver: isEnded, isBusy, onAbandon }: AbandonProps) {
  const { t } = useText();
  const ask = useQuestion();
  if (isEnded)
    return (
      <Button loading={isBusy} onClick={onAbandon}>
        {t('setup.finish')}
      </Button>
    );
  return (
    <Button
      danger
      loading={isBusy}
      onClick={() =>
        ask({
          title: t('enrol.abandonTitle'),
          text: t('enrol.abandonText'),
          yes: t('enrol.abandon'),
          no: t('enrol.keep'),
          isDanger: true,
          onYes: onAbandon,
        })
      }
    >
      {t('enrol.abandon')}
    </Button>
  );
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
  const lead = enrolment.kind === 'renewal' ? 'enrol.waitingRenewal' : 'enrol.waitingLead';
  return (
    <section className="stack" aria-live="polite">
      <h2>{t('enrol.waiting')}</h2>
      <p>{t(enrolment.keyFingerprint === null ? 'enrol.waitingNoKey' : lead)}</p>
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
