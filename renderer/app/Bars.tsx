import { DisconnectOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { centerKey, useHost } from '../bridge/center.ts';
import { useText } from '../locales/text.ts';
import { wallTime } from '../../shared/calendar/wallTime.ts';

/** One bar under the top bar that can not be overlooked: the gate is closed, or what is shown is not live. */
export function Bars() {
  const { t, say } = useText();
  const queries = useQueryClient();
  const { data: gate } = useHost('gate.get', {});
  if (!gate || gate.open) return null;
  const bad =
    gate.lights.find(({ state }) => state === 'bad') ?? gate.lights.find(({ state }) => state === 'unknown');
  const updates = queries.getQueryCache().findAll({ queryKey: [centerKey] });
  const newest = Math.max(0, ...updates.map((query) => query.state.dataUpdatedAt));
  return (
    <div className="bar bar-danger" role="alert">
      <DisconnectOutlined aria-hidden="true" />
      <span className="ellipsis">{t('bar.closed', { cause: bad ? say(bad.cause) : '' })}</span>
      {newest > 0 && <span>{t('bar.offline', { at: wallTime(new Date(newest).toISOString()) })}</span>}
      <kbd>Alt+0</kbd> {t('bar.reason')}
    </div>
  );
}
