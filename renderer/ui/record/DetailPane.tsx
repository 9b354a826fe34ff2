import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import * as z from 'zod';
import { useText } from '../../locales/text.ts';
import { useLayoutMemory } from '../layoutMemory.ts';
import { useShortcuts } from '../useShortcuts.ts';
import './record.css';

const [narrowest, widest] = [480, 640];
const widthSchema = z.number().min(narrowest).max(widest);

interface Props {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The pane beside a list: 480-640 px, its width remembered, closed by Esc. The list keeps its place. */
export function DetailPane({ label, onClose, children }: Props) {
  const { t } = useText();
  const [width, setWidth] = useLayoutMemory('pane', widthSchema, 520);
  const from = useRef<{ x: number; width: number } | null>(null);
  useShortcuts({ escape: onClose });
  const resize = (to: number) => setWidth(Math.max(narrowest, Math.min(widest, Math.round(to))));
  const onMove = (event: PointerEvent) => {
    if (from.current) resize(from.current.width + from.current.x - event.clientX);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: 16, ArrowRight: -16 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    resize(width + step);
  };
  return (
    <aside className="pane" style={{ width }} aria-label={label}>
      <div
        className="pane-edge"
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t('pane.resize')}
        aria-valuenow={width}
        aria-valuemin={narrowest}
        aria-valuemax={widest}
        onKeyDown={onKey}
        onPointerDown={(event) => {
          from.current = { x: event.clientX, width };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onMove}
        onPointerUp={() => {
          from.current = null;
        }}
      />
      {children}
    </aside>
  );
}

/** Head of the pane: title, what stands beside it, and the close button. */
export function PaneHead({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children?: ReactNode;
}) {
  const { t } = useText();
  return (
    <header className="pane-head">
      <div className="grow">
        <h2>{title}</h2>
        {children && <div className="row wrap">{children}</div>}
      </div>
      <Button
        type="text"
        icon={<CloseOutlined aria-hidden />}
        aria-label={t('pane.close')}
        title={`${t('pane.close')} (Esc)`}
        onClick={onClose}
      />
    </header>
  );
}
