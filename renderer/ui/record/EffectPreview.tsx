import { appRoles } from '../../../shared/access/roles.ts';
import type { Options } from '../../../shared/domain/options.ts';
import { useText } from '../../locales/text.ts';
import { lookUp, useDefs } from '../defs.ts';
import type { Preview } from '../form/useActForm.ts';
import { CodeText } from '../show/CodeText.tsx';
import { FindingList } from '../show/FindingList.tsx';
import { ChangeLines } from './ChangeLines.tsx';
import './record.css';

interface Props {
  readonly preview: Preview;
  readonly title?: string;
}

/**
 * What an act would do, in three parts: the change, its consequences, and who has to approve.
 * The same element stands in proposal, approval and history, so that what was approved is recognisably what was proposed.
 */
export function EffectPreview({ preview, title }: Props) {
  const { t, say, verb, join } = useText();
  const defs = useDefs();
  const names = (roles: readonly string[]) => join(roles.map((role) => roleName(role, say)));
  return (
    <section className="effect" aria-label={title ?? t('effect.title')}>
      <header className="row">
        <h3 className="grow">{title ?? t('effect.title')}</h3>
        {preview.digest && (
          <span className="muted row" title={t('effect.digest')}>
            <CodeText short>{preview.digest}</CodeText>
          </span>
        )}
      </header>
      {!preview.ok && <p className="tone-danger">{t('effect.refused')}</p>}
      {preview.changes.map((change) => {
        const def = lookUp(defs, change.type);
        const act = def?.acts[change.act];
        return (
          <div key={`${change.type} ${change.id} ${change.act}`} className="effect-change">
            <div className="row">
              <strong>{change.title}</strong>
              <span className="muted">
                {def && say(def.label)} · {act ? verb(act.label) : change.act}
              </span>
            </div>
            <ChangeLines def={def} before={change.before} after={change.after} />
          </div>
        );
      })}
      <h4>{t('effect.consequences')}</h4>
      {preview.consequences.length === 0 ? (
        <p className="muted">{t('effect.noConsequences')}</p>
      ) : (
        <ul>
          {preview.consequences.map((text) => (
            <li key={text.zh}>{say(text)}</li>
          ))}
        </ul>
      )}
      <FindingList findings={preview.findings.filter(({ severity }) => severity !== 'refuse')} />
      <h4>{t('effect.approve')}</h4>
      <p>
        {preview.approve
          ? t('effect.needs', { roles: names(preview.approve) })
          : preview.afterReview
            ? t('effect.after-review', { roles: names(preview.afterReview) })
            : t('effect.direct')}
      </p>
    </section>
  );
}

/** Name of a role by its key; `SYS` and unknown ones stand for themselves. */
export function roleName(role: string, say: ReturnType<typeof useText>['say']): string {
  const table: Options = { ...appRoles, SYS: { zh: '系统', en: 'System' } };
  const label = table[role];
  return label ? say(label) : role;
}
