import { type KeyboardEvent, useEffect, useRef } from 'react';
import { objectTypes } from '../../../shared/domain/objectType.ts';
import { useText } from '../../locales/text.ts';
import { isObjectType } from '../../ui/defs.ts';
import { roleName } from '../../ui/record/EffectPreview.tsx';
import { Clause } from '../../ui/show/Clause.tsx';
import { DateText, DueText } from '../../ui/show/DateText.tsx';
import { isFocusLost } from '../../ui/useFocusReturn.ts';
import { isComposing } from '../../ui/useShortcuts.ts';
import type { Group, Line } from './groups.ts';

interface Props {
  readonly groups: readonly Group[];
  /** The legal day at the center. */
  readonly today: string;
  readonly openId: string | null;
  readonly onOpen: (line: Line) => void;
}

/** One list in titled groups; J/K or arrows move, Enter opens. */
export function WorkList({ groups, today, openId, onOpen }: Props) {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isFocusLost()) box.current?.querySelector<HTMLElement>('.work-line')?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step === undefined) return;
    const lines = [...(box.current?.querySelectorAll<HTMLElement>('.work-line') ?? [])];
    const at = lines.findIndex((line) => line === document.activeElement);
    const next = lines[Math.max(0, Math.min(lines.length - 1, at + step))];
    if (!next) return;
    event.preventDefault();
    next.focus();
    if (openId !== null) next.click();
  };
  return (
    <div ref={box} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <section key={group.label} aria-label={t(group.label)}>
          <h2 className={group.urgent ? 'work-head tone-danger' : 'work-head'}>
            {t(group.label)} <span className="muted">{group.lines.length}</span>
          </h2>
          {group.lines.map((line) => (
            <WorkLine
              key={line.key}
              line={line}
              today={today}
              isOpen={line.id === openId}
              onOpen={() => onOpen(line)}
            />
          ))}
        </section>
      ))}
    </div>
  );
}

interface LineProps {
  readonly line: Line;
  readonly today: string;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function WorkLine({ line, today, isOpen, onOpen }: LineProps) {
  const { t, say, join } = useText();
  const roles = join(line.roles.map((role) => roleName(role, say)));
  return (
    <div
      role="button"
      tabIndex={0}
      className={isOpen ? 'work-line is-open' : 'work-line'}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        onOpen();
      }}
    >
      <span className="work-type muted">
        {isObjectType(line.type) ? say(objectTypes[line.type]) : line.type}
      </span>
      <span className="work-title ellipsis" title={line.title}>
        {line.title}
      </span>
      <span className="work-text">
        {line.text ? say(line.text) : line.roles.length > 0 && t('work.waitsFor', { roles })}{' '}
        <Clause rule={line.rule} />
      </span>
      <span className="muted ellipsis work-who" title={roles}>
        {line.text ? roles : ''}
      </span>
      <span className="work-day">{line.due && <DateText value={line.due} />}</span>
      <span className="work-left">
        {line.due ? <DueText due={line.due} today={today} /> : line.at && <DateText value={line.at} />}
      </span>
    </div>
  );
}
