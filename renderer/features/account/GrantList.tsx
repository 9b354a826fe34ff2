import { grantStates } from '../../../shared/domain/account/terms.ts';
import type { ObjectState } from '../../../shared/domain/object.ts';
import { useText } from '../../locales/text.ts';
import { CellsText } from '../../ui/show/CellsText.tsx';
import { CodeText } from '../../ui/show/CodeText.tsx';
import { StateTag } from '../../ui/show/StateTag.tsx';
import { grantsIn } from './grants.ts';
import './account.css';

interface Props {
  readonly state: ObjectState;
  readonly titles: Readonly<Record<string, string>>;
}

/** The account's grants: rights, term, state, reason. */
export function GrantList({ state, titles }: Props) {
  const { t } = useText();
  const grants = grantsIn(state);
  return (
    <section className="pane-section">
      <h3>{t('grants.title')}</h3>
      {grants.length === 0 && <p className="muted">{t('cells.none')}</p>}
      {grants.map((grant) => (
        <div key={grant.no} className={grant.state === 'suspended' ? 'grant is-suspended' : 'grant'}>
          <div className="row wrap">
            <CodeText>{grant.no}</CodeText>
            <StateTag state={grant.state} states={grantStates} />
            <span className="muted">
              {grant.from ?? ''} – {grant.to ?? ''}
            </span>
          </div>
          <CellsText cells={grant.cells} titles={titles} />
          {grant.reason && <div className="muted">{t('timeline.reason', { text: grant.reason })}</div>}
        </div>
      ))}
    </section>
  );
}
