import { DisconnectOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { wallTime } from '../../shared/calendar/wallTime.ts';
import { centerKey, useHost } from '../bridge/center.ts';
import { useText } from '../locales/text.ts';
import { useMinute } from './clock.ts';

/** One bar under the top bar that can not be overlooked: the gate is closed, or what is shown is not live. */
export function Bars({ onReason }: { readonly onReason: () => void }) {
  const { t, say } = useText();
  const { data: gate } = useHost('gate.get', {});
  if (!gate || gate.open) return null;
  const bad =
    gate.lights.find(({ state }) => state === 'bad') ?? gate.lights.find(({ state }) => state === 'unknown');
  return (
    <div className="bar bar-danger" role="alert">
      <DisconnectOutlined aria-hidden="true" />
      <span className="ellipsis">{t('bar.closed', { cause: bad ? say(bad.cause) : '' })}</span>
      <DataAge />
      <button type="button" className="plain" onClick={onReason}>
        <kbd>Alt+0</kbd> {t('bar.reason')}
      </button>
    </div>
  );
}

/** From when the newest is that was read of the center, and how long ago that was. */
function DataAge() {
  const { t } = useText();
  const queries = useQueryClient();
  const now = useMinute();
  const updates = queries.getQueryCache().findAll({ queryKey: [centerKey] });
  const newest = Math.max(0, ...updates.map((query) => query.state.dataUpdatedAt));
  if (newest === 0) return null;
  const minutes = Math.max(0, Math.floor((now - newest) / 60_000));
  return (
    <span>{t('bar.offline', { at: wallTime(new Date(newest).toISOString()), ago: agoOf(minutes, t) })}</span>
  );
}

/** A span in the largest unit that tells something; in hours for two days, as long as people count in them. */
function agoOf(minutes: number, t: ReturnType<typeof useText>['t']): string {
  if (minutes < 1) return t('ago.now');
  if (minutes < 60) return t('ago.minutes', { n: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t('ago.hours', { n: hours }) : t('ago.days', { n: Math.floor(hours / 24) });
}
