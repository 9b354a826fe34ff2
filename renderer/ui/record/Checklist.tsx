import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons';
import { useText } from '../../locales/text.ts';
import { Clause } from '../show/Clause.tsx';
import type { RecordView } from './RecordPane.tsx';

/** What is still missing before a site may go online; what is done stands below, in grey. */
export function Checklist({ items }: { readonly items: NonNullable<RecordView['checklist']> }) {
  const { t, say } = useText();
  const missing = items.filter(({ done }) => !done).length;
  return (
    <section className="pane-section">
      <h3>
        {t('ready.title')}{' '}
        <span className={missing > 0 ? 'tone-warn' : 'tone-good'}>
          {missing > 0 ? t('ready.left', { n: missing }) : t('ready.all')}
        </span>
      </h3>
      <ul className="bare">
        {items
          .toSorted((a, b) => Number(a.done) - Number(b.done))
          .map((item) => (
            <li key={`${item.rule} ${item.place}`} className="deadline">
              <span role="img" aria-label={t(item.done ? 'field.yes' : 'field.no')}>
                {item.done ? (
                  <CheckCircleOutlined className="tone-good" />
                ) : (
                  <CloseCircleOutlined className="tone-warn" />
                )}
              </span>
              <span className={item.done ? 'grow muted' : 'grow'}>{say(item.text)}</span>
              <Clause rule={item.rule} />
            </li>
          ))}
      </ul>
    </section>
  );
}
