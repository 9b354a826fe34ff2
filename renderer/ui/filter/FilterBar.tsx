import { CloseOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef, Popover } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Filter } from '../../../shared/query/spec.ts';
import { useText } from '../../locales/text.ts';
import { useShortcuts } from '../useShortcuts.ts';
import { FilterEditor } from './FilterEditor.tsx';
import { type FilterColumns, filterText } from './filterText.ts';
import './filter.css';

interface Props {
  readonly columns: FilterColumns;
  readonly filters: readonly Filter[];
  readonly text: string;
  readonly titles?: Readonly<Record<string, string>>;
  readonly onChange: (next: { readonly filters?: readonly Filter[]; readonly text?: string }) => void;
}

/** Free text and removable filter chips; `/` goes to the text, each chip says its filter in words. */
export function FilterBar({ columns, filters, text, titles, onChange }: Props) {
  const words = useText();
  const { t } = words;
  const input = useRef<InputRef>(null);
  const [adding, setAdding] = useState(false);
  useShortcuts({ '/': () => input.current?.focus({ cursor: 'all' }) });
  return (
    <div className="filter-bar" role="search" aria-label={t('filter.bar')}>
      <FreeText ref={input} text={text} onText={(next) => onChange({ text: next })} />
      {filters.map((filter, index) => {
        const name = filterText(filter, columns, words, titles);
        return (
          <span key={`${filter.column} ${filter.op}`} className="chip">
            <span className="ellipsis" title={name}>
              {name}
            </span>
            <button
              type="button"
              className="plain"
              aria-label={t('filter.remove', { name })}
              onClick={() => onChange({ filters: filters.filter((_, at) => at !== index) })}
            >
              <CloseOutlined />
            </button>
          </span>
        );
      })}
      <Popover
        trigger="click"
        placement="bottomLeft"
        open={adding}
        onOpenChange={setAdding}
        destroyOnHidden
        afterOpenChange={(open) => open && document.getElementById('filter-column')?.focus()}
        content={
          <FilterEditor
            columns={columns}
            onApply={(filter) => {
              setAdding(false);
              onChange({ filters: [...filters.filter((other) => other.column !== filter.column), filter] });
            }}
          />
        }
      >
        <Button size="small" type="text" icon={<PlusOutlined aria-hidden />}>
          {t('filter.add')}
        </Button>
      </Popover>
      {(filters.length > 0 || text !== '') && (
        <Button size="small" type="text" onClick={() => onChange({ filters: [], text: '' })}>
          {t('list.clear')}
        </Button>
      )}
    </div>
  );
}

interface FreeTextProps {
  readonly ref: React.Ref<InputRef>;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** The text is asked for 200 ms after the last key, and never while an input method composes. */
function FreeText({ ref, text, onText }: FreeTextProps) {
  const { t } = useText();
  const [typed, setTyped] = useState(text);
  const [shown, setShown] = useState(text);
  const [composing, setComposing] = useState(false);
  if (text !== shown) {
    setShown(text);
    // What was typed meanwhile is newer than any change of the address, and is on its way itself.
    if (typed === shown) setTyped(text);
  }
  useEffect(() => {
    if (composing || typed === text) return;
    const timer = setTimeout(() => onText(typed), 200);
    return () => clearTimeout(timer);
  }, [typed, composing, text, onText]);
  return (
    <Input
      ref={ref}
      className="filter-text"
      size="small"
      allowClear
      prefix={<SearchOutlined />}
      suffix={typed === '' ? <kbd aria-hidden="true">/</kbd> : null}
      aria-label={t('filter.text')}
      placeholder={t('filter.text')}
      maxLength={100}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    />
  );
}
