import { useCenter } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { lookUp, useDefs } from '../../ui/defs.ts';
import { ChangeLines } from '../../ui/record/ChangeLines.tsx';
import { DetailPane, PaneHead } from '../../ui/record/DetailPane.tsx';
import { roleName } from '../../ui/record/EffectPreview.tsx';
import { CodeText } from '../../ui/show/CodeText.tsx';
import { DateText } from '../../ui/show/DateText.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';
import { results } from './columns.ts';
import { eventName } from '../../../shared/log/eventName.ts';
import { ResultText } from './ResultText.tsx';

/** One log line: who, when, why, before and after, and its place in the chain. */
export function LinePane({ seq, onClose }: { readonly seq: number; readonly onClose: () => void }) {
  const words = useText();
  const { t } = words;
  const defs = useDefs();
  const found = useCenter('records.line', { seq });
  const line = found.data?.line;
  const def = line && lookUp(defs, line.event.split('.')[0] ?? '');
  return (
    <DetailPane label={t('audit.line', { seq })} onClose={onClose}>
      <PaneHead title={line ? words.say(eventName(line.event)) : ''} onClose={onClose}>
        <span className="code muted">#{seq}</span>
        {line && <ResultText result={line.result} results={results} />}
      </PaneHead>
      <div className="pane-body">
        {found.isPending && <LoadingState isPaused={found.isPaused} />}
        {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
        {found.data && (
          <>
            <LineFacts view={found.data} />
            {hasChange(found.data.line) && (
              <section className="pane-section">
                <h3>{t('conflict.changed')}</h3>
                <ChangeLines
                  def={def}
                  before={found.data.line.before}
                  after={found.data.line.after}
                  titles={found.data.titles}
                />
              </section>
            )}
          </>
        )}
      </div>
    </DetailPane>
  );
}

/** Lines such as a sign-in change no object. */
function hasChange({ before, after }: View['line']): boolean {
  return Object.keys(before).length + Object.keys(after).length > 0;
}

type View = NonNullable<ReturnType<typeof useCenter<'records.line'>>['data']>;

function LineFacts({ view }: { readonly view: View }) {
  const { t, say, join } = useText();
  const { line } = view;
  const facts = Object.entries(line.facts);
  const rows = [
    { label: t('audit.at'), value: <DateText value={line.at} /> },
    { label: t('audit.actor'), value: line.actor },
    { label: t('audit.unit'), value: line.actorUnit },
    { label: t('audit.roles'), value: join(line.actorRoles.map((role) => roleName(role, say))) },
    ...(line.reason ? [{ label: t('audit.reason'), value: line.reason }] : []),
    ...(facts.length > 0
      ? [{ label: t('audit.facts'), value: <code className="code">{JSON.stringify(line.facts)}</code> }]
      : []),
    { label: t('audit.hash'), value: <CodeText>{view.hash}</CodeText> },
    { label: t('audit.prev'), value: <CodeText>{view.prev}</CodeText> },
  ];
  return (
    <dl className="fields">
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
