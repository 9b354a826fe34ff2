import { Popover } from 'antd';
import { useState } from 'react';
import { useHost } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { useShortcuts } from '../../ui/useShortcuts.ts';
import { GateActions } from './GateActions.tsx';
import { Light, LightList } from './lights.tsx';

/** Six small lights in the top bar; Alt+0, hover or press opens cause and remedy. */
export function GateStrip() {
  const { t, say } = useText();
  const { data: gate } = useHost('gate.get', {});
  const [open, setOpen] = useState(false);
  useShortcuts({ 'alt+0': () => setOpen(!open) });
  if (!gate) return null;
  const words = gate.lights.map(({ name, state }) => `${t(`gate.${name}`)} ${t(`gate.${state}`)}`).join(', ');
  return (
    <Popover
      trigger={['hover', 'click']}
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="gate-popover stack">
          <LightList gate={gate} />
          <GateActions gate={gate} />
        </div>
      }
    >
      <button
        type="button"
        className="plain gate-strip"
        aria-label={`${t('gate.title')}: ${words}`}
        aria-expanded={open}
      >
        {gate.lights.map(({ name, state }) => (
          <Light key={name} state={state} />
        ))}
        <span>{t('gate.title')}</span>
        {gate.lights.map(
          ({ name, state, cause }) =>
            state === 'warn' && (
              <span key={name} className="tone-warn">
                · {say(cause)}
              </span>
            ),
        )}
      </button>
    </Popover>
  );
}
