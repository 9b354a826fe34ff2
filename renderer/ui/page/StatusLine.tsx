import type { QueryResult } from '../../../shared/query/spec.ts';
import { useText } from '../../locales/text.ts';
import { clockTime } from '../../../shared/calendar/wallTime.ts';

interface Props {
  readonly latest: QueryResult | null;
  readonly ticked: number;
}

/** `412 条 · 截至 09:31:07 · 已选 0` */
export function StatusLine({ latest, ticked }: Props) {
  const { t } = useText();
  const parts = latest
    ? [
        t('list.total', { n: latest.total }),
        t('list.asOf', { at: clockTime(latest.asOf.at) }),
        ...(latest.source === 'replica' ? [t('list.replica')] : []),
        t('list.selected', { n: ticked }),
      ]
    : [];
  return (
    <div className="status-line" role="status">
      {parts.join(' · ')}
    </div>
  );
}
