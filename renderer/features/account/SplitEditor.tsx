import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Segmented } from 'antd';
import { useEffect, useEffectEvent, useState } from 'react';
import { takes } from '../../../shared/domain/account/terms.ts';
import { useText } from '../../locales/text.ts';
import type { EditorProps } from '../../ui/form/actFields.ts';
import { CellPicker } from '../../ui/form/CellPicker.tsx';
import { CellChips } from './CellChips.tsx';
import { giveTo, type Part, partsIn, restOf, takeBack } from './split.ts';
import { useParentCells } from './useParentCells.ts';
import './account.css';

/**
 * Splits rights (析权): the whole at the top, the parts below, and a rest row of what no part has taken.
 * A press moves a right from the rest to the marked part and back. The act can be sent only at rest 0.
 */
export function SplitEditor({ id, value, values, state, onChange, onHold }: EditorProps) {
  const { t } = useText();
  const parent = typeof values['parent'] === 'string' ? values['parent'] : null;
  const whole = useParentCells(state, parent);
  const parts = partsIn(value);
  const [marked, setMarked] = useState(0);
  const isDirect = parent === 'direct';
  const left = isDirect ? [] : restOf(whole, parts);
  const isEmpty = !isDirect && whole.length === 0;
  const isHeld = parent === null || isEmpty || left.length > 0;
  const hold = useEffectEvent(onHold);
  useEffect(() => hold(isHeld), [isHeld]);
  const put = (next: readonly Part[]) => onChange(next);
  return (
    <div id={id} className="split" tabIndex={-1}>
      {!isDirect && (
        <section className="split-whole">
          <h3>{t('split.parent')}</h3>
          {isEmpty && <p className="muted">{t('split.nothing')}</p>}
          <CellChips cells={whole} owner={(cell) => parts.findIndex((part) => part.cells.includes(cell))} />
        </section>
      )}
      {parts.map((part, index) => (
        <PartBox
          key={index}
          part={part}
          index={index}
          isMarked={index === marked}
          isDirect={isDirect}
          restCount={left.length}
          canRemove={parts.length > 1}
          onMark={() => setMarked(index)}
          onPart={(next) => put(parts.map((other, at) => (at === index ? next : other)))}
          onTakeAll={() => put(giveTo(parts, index, left))}
          onTakeBack={(cells) => put(takeBack(parts, cells))}
          onRemove={() => {
            setMarked(0);
            put(parts.filter((_, at) => at !== index));
          }}
        />
      ))}
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined aria-hidden />}
        onClick={() => {
          setMarked(parts.length);
          put([...parts, { cells: [], take: 'grant' }]);
        }}
      >
        {t('split.addPart')}
      </Button>
      {!isDirect && !isEmpty && (
        <section
          className={left.length > 0 ? 'split-rest is-open' : 'split-rest'}
          aria-label={t('split.rest')}
        >
          <h3>
            {t('split.rest')} {left.length}
          </h3>
          <CellChips cells={left} onPress={(cell) => put(giveTo(parts, marked, [cell]))} />
          <p role="status" className={left.length > 0 ? 'tone-warn' : 'tone-good'}>
            {left.length > 0 ? t('split.restSome', { n: left.length }) : t('split.restNone')}
          </p>
        </section>
      )}
    </div>
  );
}

interface PartProps {
  readonly part: Part;
  readonly index: number;
  readonly isMarked: boolean;
  readonly isDirect: boolean;
  readonly restCount: number;
  readonly canRemove: boolean;
  readonly onMark: () => void;
  readonly onPart: (part: Part) => void;
  readonly onTakeAll: () => void;
  readonly onTakeBack: (cells: readonly string[]) => void;
  readonly onRemove: () => void;
}

function PartBox(props: PartProps) {
  const { t, say } = useText();
  const { part, index } = props;
  const name = t('split.part', { n: index + 1 });
  return (
    <section className={props.isMarked ? 'split-part is-marked' : 'split-part'} aria-label={name}>
      <div className="row wrap">
        <button type="button" className="plain" aria-pressed={props.isMarked} onClick={props.onMark}>
          <strong>
            <span className={`part-no part-${index % 6}`}>{index + 1}</span> {name}
          </strong>
        </button>
        <span className="muted">{t('cells.count', { n: part.cells.length })}</span>
        <span className="grow" />
        <Segmented
          size="small"
          value={part.take}
          onChange={(take) => props.onPart({ ...part, take })}
          options={(['grant', 'decline'] as const).map((take) => ({ value: take, label: say(takes[take]) }))}
        />
        {!props.isDirect && (
          <Button size="small" disabled={props.restCount === 0} onClick={props.onTakeAll}>
            {t('split.take')}
          </Button>
        )}
        {props.canRemove && (
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t('split.removePart', { n: index + 1 })}
            onClick={props.onRemove}
          />
        )}
      </div>
      {props.isDirect ? (
        <CellPicker
          id={`part-${index}`}
          withRoles
          cells={part.cells}
          onChange={(cells) => props.onPart({ ...part, cells: [...cells] })}
        />
      ) : (
        <CellChips cells={part.cells} onPress={(cell) => props.onTakeBack([cell])} />
      )}
      <Input
        size="small"
        aria-label={`${name} ${t('split.remark')}`}
        placeholder={t('split.remark')}
        maxLength={500}
        value={part.remark ?? ''}
        onChange={(event) => props.onPart({ ...part, remark: event.target.value })}
      />
    </section>
  );
}
