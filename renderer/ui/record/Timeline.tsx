import { useState } from 'react';
import { Link } from 'react-router';
import type { OperationOutput } from '../../../shared/api/operations.ts';
import { useCenter } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { type AnyDef } from '../defs.ts';
import { recordPath } from '../recordPath.ts';
import { DateText } from '../show/DateText.tsx';
import { ErrorState } from '../show/ErrorState.tsx';
import { LoadingState } from '../show/LoadingState.tsx';
import { ChangeLines } from './ChangeLines.tsx';
import { roleName } from './EffectPreview.tsx';
import './record.css';

type Line = OperationOutput<'records.history'>['lines'][number];

/** Everything that happened to a record, newest first: who (as they were then), when, why, and what it changed. */
export function Timeline({ def, id }: { readonly def: AnyDef; readonly id: string }) {
  const { t } = useText();
  const history = useCenter('records.history', { type: def.type, id });
  if (history.error) return <ErrorState error={history.error} retry={() => void history.refetch()} />;
  if (history.isPending) return <LoadingState isPaused={history.isPaused} />;
  if (history.data.lines.length === 0) return <p className="muted">{t('timeline.none')}</p>;
  return (
    <ol className="timeline">
      {history.data.lines
        .toSorted((a, b) => b.seq - a.seq)
        .map((line) => (
          <TimelineLine key={line.seq} def={def} line={line} titles={history.data.titles} />
        ))}
    </ol>
  );
}

interface LineProps {
  readonly def: AnyDef;
  readonly line: Line;
  readonly titles: Readonly<Record<string, string>>;
}

function TimelineLine({ def, line, titles }: LineProps) {
  const { t, say, verb, join } = useText();
  const [open, setOpen] = useState(false);
  const act = def.acts[line.event.split('.').at(-1) ?? ''];
  const failed = line.result !== 'done';
  return (
    <li className={failed ? 'is-refused' : ''}>
      <div className="row wrap">
        <button type="button" className="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
          <strong>{act ? verb(act.label) : line.event}</strong>
        </button>
        {failed && (
          <span className="tone-danger">
            {t(line.result === 'refused' ? 'timeline.refused' : 'timeline.failed')}
          </span>
        )}
        <span className="muted">
          <DateText value={line.at} />
        </span>
        <Link
          className="code muted"
          to={`/audit?line=${line.seq}`}
          title={t('timeline.line', { seq: line.seq })}
        >
          #{line.seq}
        </Link>
        {line.caseId && <Link to={recordPath('case', line.caseId)}>{t('timeline.case')}</Link>}
      </div>
      <div className="muted">
        {[line.actor, line.actorUnit, join(line.actorRoles.map((role) => roleName(role, say)))]
          .filter((part) => part !== '')
          .join(' · ')}
      </div>
      {line.reason && <div>{t('timeline.reason', { text: line.reason })}</div>}
      {open && <ChangeLines def={def} before={line.before} after={line.after} titles={titles} />}
    </li>
  );
}
