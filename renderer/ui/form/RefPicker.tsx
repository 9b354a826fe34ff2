import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { ObjectType } from '../../../shared/domain/objectType.ts';
import { centerQuery } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { useDef } from '../defs.ts';
import { useTitle } from '../show/RefText.tsx';

interface Props {
  readonly id: string;
  readonly type: ObjectType;
  readonly value: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  readonly multiple?: boolean;
  readonly invalid?: boolean;
  readonly onBlur?: () => void;
  readonly label?: string;
  /** Further demand on what may be picked. */
  readonly filters?: Parameters<typeof centerQuery<'records.query'>>[2]['filters'];
}

/** Picks other records by name, number or pinyin initials; the center searches. */
export function RefPicker(props: Props) {
  const { id, type, value, onChange, multiple = false, filters = [] } = props;
  const { t } = useText();
  const client = useClient();
  const def = useDef(type);
  const [text, setText] = useState('');
  const asked = useDeferredValue(text);
  const found = useQuery(
    centerQuery(client, 'records.query', {
      type,
      filters,
      text: asked,
      sort: [],
      window: { offset: 0, limit: 50 },
    }),
  );
  const options = (found.data?.rows ?? []).map((row) => ({
    value: row.id,
    label: titleOf(row, found.data?.titles[row.id], def),
  }));
  const missing = value.filter((one) => !options.some((option) => option.value === one));
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      {...(multiple && { mode: 'multiple' as const })}
      {...(props.invalid && { status: 'error' as const })}
      {...(props.label && { 'aria-label': props.label })}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={t('ref.search')}
      notFoundContent={found.isFetching ? null : t(found.isPaused ? 'list.paused' : 'ref.none')}
      value={multiple ? [...value] : value[0]}
      onChange={(next: string | string[] | undefined) => {
        setText('');
        onChange(next === undefined ? [] : typeof next === 'string' ? [next] : next);
      }}
      onBlur={() => props.onBlur?.()}
      options={[...options, ...missing.map((one) => ({ value: one, label: <Title type={type} id={one} /> }))]}
    />
  );
}

function Title({ type, id }: { readonly type: ObjectType; readonly id: string }) {
  return useTitle(type, id);
}

/** What a list row is called: the answer's title, else the object's own, else its first text column. */
function titleOf(
  row: Readonly<Record<string, unknown>> & { readonly id: string },
  title: string | undefined,
  def: ReturnType<typeof useDef>,
): string {
  if (title) return title;
  const texts = Object.entries(def?.columns ?? {})
    .filter(([, column]) => column.kind === 'text')
    .map(([key]) => row[key])
    .filter((value) => typeof value === 'string' && value !== '');
  return texts.slice(0, 2).join(' · ') || row.id.slice(0, 8);
}
