import { SolutionOutlined } from '@ant-design/icons';
import { Link } from 'react-router';
import { useText } from '../../locales/text.ts';
import { recordPath } from '../recordPath.ts';
import type { RecordView } from './RecordPane.tsx';

/** What waits for a decision about this record, so that nobody proposes it a second time. */
export function OpenCases({ cases }: { readonly cases: RecordView['openCases'] }) {
  const { t } = useText();
  return (
    <section className="pane-section">
      <h3>{t('pane.openCases')}</h3>
      <ul className="bare">
        {cases.map(({ id, title, proposer }) => (
          <li key={id} className="deadline">
            <SolutionOutlined className="tone-warn" aria-hidden="true" />
            <Link className="grow" to={recordPath('case', id)}>
              {title}
            </Link>
            <span className="muted">{t('pane.proposedBy', { name: proposer })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
