import * as z from 'zod';
import { useSession } from '../../app/session.ts';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import type { ObjectState } from '../../../shared/domain/object.ts';
import { objectDefs } from '../../../shared/domain/registry.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { SendButton } from '../../ui/form/SendButton.tsx';
import { useProven } from '../../ui/form/useProven.tsx';
import { RecordsPage } from '../../ui/page/RecordsPage.tsx';
import type { PaneExtras } from '../../ui/record/RecordPane.tsx';
import { CodeText } from '../../ui/show/CodeText.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { FingerprintText } from '../../ui/show/FingerprintText.tsx';
import { useQuestion } from '../../ui/useQuestion.ts';
import { CredentialTabs } from './CredentialTabs.tsx';
import { enrolmentActs } from './enrolmentActs.ts';

const sort = [{ column: 'openedAt', dir: 'desc' as const }];
const creation = ['open'];
const pane: PaneExtras = {
  acts: enrolmentActs,
  hiddenActs: (state, accountId) => hiddenActs(state, accountId),
  top: (view) => (
    <>
      <KeyToCompare state={view.state} />
      {view.state.state === 'opened' && <OneTimeCode key={view.state.id} state={view.state} />}
    </>
  ),
};

/** Enrolments (凭据申领): who is to get which credentials, and who has approved. */
export default function EnrolmentsPage() {
  const { t } = useText();
  return (
    <RecordsPage
      def={objectDefs.enrolment}
      title={t('nav.credentials')}
      creation={creation}
      initialSort={sort}
      pane={pane}
      head={<CredentialTabs at="/credentials" />}
    />
  );
}

const stateSchema = z.looseObject({ keyFingerprint: z.string().nullish(), openedBy: z.string().nullish() });

/** Whoever opened it does not approve it; the button that would be refused is not offered. */
function hiddenActs(state: ObjectState, accountId: string): ReadonlySet<string> {
  return new Set(stateSchema.parse(state).openedBy === accountId ? ['approve', 'refuse'] : []);
}

function KeyToCompare({ state }: { readonly state: ObjectState }) {
  const { t } = useText();
  const { keyFingerprint } = stateSchema.parse(state);
  if (!keyFingerprint) return null;
  return (
    <section className="pane-section stack tight">
      <h3>{t('credentials.keyTitle')}</h3>
      <FingerprintText value={keyFingerprint} />
      {state.state === 'applied' && <span className="muted">{t('credentials.compare')}</span>}
    </section>
  );
}

/** Makes the code that the holder applies with, for whoever opened it; it is on screen once and nowhere else. */
function OneTimeCode({ state }: { readonly state: ObjectState }) {
  const { t } = useText();
  const client = useClient();
  const { accountId } = useSession();
  const ask = useQuestion();
  const make = useProven(() => client.center('enrolments.code', { id: state.id }));
  const makeAnother = () =>
    ask({
      title: t('credentials.anotherTitle'),
      text: t('credentials.anotherText'),
      yes: t('credentials.anotherCode'),
      isDanger: true,
      onYes: make.send,
    });
  if (stateSchema.parse(state).openedBy !== accountId) return null;
  return (
    <section className="pane-section stack tight">
      <h3>{t('enrol.code')}</h3>
      {make.data && (
        <>
          <strong className="one-time-code">
            <CodeText>{make.data.code}</CodeText>
          </strong>
          <span className="muted">{t('credentials.codeLead', { at: wallTime(make.data.expiresAt) })}</span>
        </>
      )}
      {make.error && <ErrorState error={make.error} />}
      <div className="row wrap">
        <SendButton
          size="small"
          loading={make.isPending}
          onClick={() => (make.data ? makeAnother() : make.send())}
        >
          {t(make.data ? 'credentials.anotherCode' : 'credentials.newCode')}
        </SendButton>
      </div>
      {make.stepUp}
    </section>
  );
}
