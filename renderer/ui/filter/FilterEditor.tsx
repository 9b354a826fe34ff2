import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { addDays, dayOf, startOfDay } from '../../../shared/calendar/legalDay.ts';
import type { Filter } from '../../../shared/query/spec.ts';
import { useText } from '../../locales/text.ts';
import { DayInput } from '../form/DayInput.tsx';
import { RefPicker } from '../form/RefPicker.tsx';
import type { FilterColumn, FilterColumns } from './filterText.ts';

interface Props {
  readonly columns: FilterColumns;
  readonly onApply: (filter: Filter) => void;
}

/** Chooses a column, then its values in the way that fits the column's kind. */
export function FilterEditor({ columns, onApply }: Props) {
  const { t, say } = useText();
  const [column, setColumn] = useState<string | null>(null);
  const chosen = column === null ? undefined : columns[column];
  return (
    <div className="filter-editor stack">
      <Select
        id="filter-column"
        defaultOpen
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('filter.column')}
        placeholder={t('filter.column')}
        value={column}
        onChange={setColumn}
        options={Object.entries(columns).map(([key, { label }]) => ({ value: key, label: say(label) }))}
      />
      {column !== null && chosen && (
        <Values key={column} column={chosen} onApply={(part) => onApply({ column, ...part })} />
      )}
    </div>
  );
}

type Part = Omit<Filter, 'column'>;

function Values({
  column,
  onApply,
}: {
  readonly column: FilterColumn;
  readonly onApply: (part: Part) => void;
}) {
  const [part, setPart] = useState<Part>(() => startOf(column));
  const { t } = useText();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (part.values.some((value) => value !== null && value !== '')) onApply(part);
      }}
    >
      <ValueInput column={column} part={part} onPart={setPart} />
      <Button type="primary" htmlType="submit">
        {t('filter.apply')}
      </Button>
    </form>
  );
}

function startOf(column: FilterColumn): Part {
  if (column.kind === 'day' || column.kind === 'instant' || column.kind === 'integer')
    return { op: 'between', values: [null, null] };
  if (column.kind === 'boolean') return { op: 'in', values: [true] };
  if (column.kind === 'list') return { op: 'has', values: [] };
  if (column.kind === 'text') return { op: 'contains', values: [''] };
  return { op: 'in', values: [] };
}

interface ValueProps {
  readonly column: FilterColumn;
  readonly part: Part;
  readonly onPart: (part: Part) => void;
}

function ValueInput({ column, part, onPart }: ValueProps) {
  const { t, say } = useText();
  const set = (values: Part['values']) => onPart({ ...part, values });
  if (column.options) {
    return (
      <Checkbox.Group
        className="filter-options"
        value={part.values}
        onChange={(values) => set(values)}
        options={Object.entries(column.options).map(([value, label]) => ({ value, label: say(label) }))}
      />
    );
  }
  if (part.op === 'between') return <Range kind={column.kind} values={part.values} onValues={set} />;
  if (column.kind === 'boolean') {
    return (
      <Select
        aria-label={say(column.label)}
        value={part.values[0] === true}
        onChange={(value) => set([value])}
        options={[
          { value: true, label: t('filter.yes') },
          { value: false, label: t('filter.no') },
        ]}
      />
    );
  }
  if (column.ref) {
    const ids = part.values.filter((value) => typeof value === 'string');
    return (
      <RefPicker id="filter-ref" type={column.ref} multiple value={ids} onChange={(next) => set([...next])} />
    );
  }
  return (
    <Input
      autoFocus
      aria-label={say(column.label)}
      value={String(part.values[0] ?? '')}
      onChange={(event) => set([event.target.value])}
    />
  );
}

interface RangeProps {
  readonly kind: FilterColumn['kind'];
  readonly values: Part['values'];
  readonly onValues: (values: Part['values']) => void;
}

function Range({ kind, values, onValues }: RangeProps) {
  const { t } = useText();
  const [from = null, to = null] = values;
  const inputs = [
    {
      edge: 'start',
      label: t('filter.from'),
      value: from,
      put: (value: string | number | null) => onValues([value, to]),
    },
    {
      edge: 'end',
      label: t('filter.to'),
      value: to,
      put: (value: string | number | null) => onValues([from, value]),
    },
  ] as const;
  return (
    <div className="row">
      {inputs.map(({ edge, label, value, put }) =>
        kind === 'integer' ? (
          <Input
            key={label}
            type="number"
            aria-label={label}
            placeholder={label}
            value={value === null ? '' : String(value)}
            onChange={(event) => put(event.target.value === '' ? null : Number(event.target.value))}
          />
        ) : (
          <DayInput
            key={label}
            id={`range-${label}`}
            label={label}
            value={typeof value === 'string' ? dayOfBound(value) : null}
            onChange={(day) => put(day === null || kind !== 'instant' ? day : instantOf(day, edge))}
          />
        ),
      )}
    </div>
  );
}

/** A day's first or last instant in China. */
function instantOf(day: string, edge: 'start' | 'end'): string {
  if (edge === 'start') return startOfDay(day);
  return new Date(Date.parse(startOfDay(addDays(day, 1))) - 1).toISOString();
}

function dayOfBound(value: string): string {
  return value.endsWith('Z') ? dayOf(value) : value;
}
