import { Popover } from 'antd';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useHost } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { useShortcuts } from '../../ui/useShortcuts.ts';
import { GateActions } from './GateActions.tsx';
import { LightList, LightRow } from './lights.tsx';

/** How the list of lights stands: hovered it goes with the pointer, pinned it stays until it is put away. */
export type GateListState = 'closed' | 'hovered' | 'pinned';

interface Props {
  readonly list: GateListState;
  readonly onList: (state: GateListState) => void;
}

/** Six small lights in the top bar; Alt+0, hover or press opens cause and remedy. */
export function GateStrip({ list, onList }: Props) {
  const { t, say } = useText();
  const { data: gate } = useHost('gate.get', {});
  const strip = useRef<HTMLButtonElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isOpen = list !== 'closed';
  const toggle = () => onList(list === 'pinned' ? 'closed' : 'pinned');
  useShortcuts({ 'alt+0': toggle });
  const close = () => {
    if (content.current?.contains(document.activeElement)) strip.current?.focus();
    onList('closed');
  };
  const isInside = (target: Node) =>
    content.current?.contains(target) === true || strip.current?.contains(target) === true;
  usePutAway(isOpen, isInside, close);
  if (!gate) return null;
  return (
    <Popover
      trigger={['hover']}
      placement="bottomRight"
      open={isOpen}
      // Only what the pointer opened goes with the pointer.
      onOpenChange={(next) => list !== 'pinned' && onList(next ? 'hovered' : 'closed')}
      afterOpenChange={(opened) => opened && list === 'pinned' && content.current?.focus()}
      content={
        <div
          ref={content}
          className="gate-popover stack"
          role="group"
          aria-label={t('gate.title')}
          tabIndex={-1}
        >
          <LightList lights={gate.lights} />
          <GateActions gate={gate} />
        </div>
      }
    >
      <button ref={strip} type="button" className="plain gate-strip" aria-expanded={isOpen} onClick={toggle}>
        <LightRow gate={gate} />
        <span>{t('gate.title')}</span>
        {gate.lights.map(
          ({ name, state, cause }) =>
            state === 'warn' && (
              <span key={name} className="tone-warn ellipsis" title={say(cause)}>
                · {say(cause)}
              </span>
            ),
        )}
      </button>
    </Popover>
  );
}

/**
 * Escape puts the list away and nothing beneath it: it is heard before anybody else hears it. So does a press
 * anywhere else.
 */
function usePutAway(isOpen: boolean, isInside: (target: Node) => boolean, close: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  });
  const onPress = useEffectEvent((event: PointerEvent) => {
    if (event.target instanceof Node && !isInside(event.target)) close();
  });
  useEffect(() => {
    if (!isOpen) return;
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('pointerdown', onPress, true);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('pointerdown', onPress, true);
    };
  }, [isOpen]);
}
