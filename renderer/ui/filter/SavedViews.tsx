import { DeleteOutlined, SaveOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef, Popover, Select } from 'antd';
import { useRef, useState } from 'react';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import type { ListSpec } from '../grid/useRecordPages.ts';
import { hostQuery, useHost } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';

type View = MethodOutput<'views.list'>[number];

interface Props {
  readonly spec: ListSpec;
  readonly columns: readonly string[];
  readonly onOpen: (view: View | null) => void;
}

/** Named filters of one list: choose one, save the present one, delete one. */
export function SavedViews({ spec, columns, onOpen }: Props) {
  const { t } = useText();
  const client = useClient();
  const queries = useQueryClient();
  const views = useHost('views.list', {});
  const input = useRef<InputRef>(null);
  const [name, setName] = useState('');
  const [current, setCurrent] = useState<string | null>(null);
  const { queryKey } = hostQuery(client, 'views.list', {});
  const keep = (list: View[]) => queries.setQueryData(queryKey, list);
  const save = useMutation({
    mutationFn: () =>
      client.call('views.save', {
        id: crypto.randomUUID(),
        name: name.trim(),
        query: { ...spec, window: { offset: 0, limit: 100 } },
        columns: [...columns],
      }),
    onSuccess: (list) => {
      keep(list);
      setName('');
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) => client.call('views.remove', { id }),
    onSuccess: (list) => {
      keep(list);
      setCurrent(null);
    },
  });
  const mine = (views.data ?? []).filter((view) => view.query.type === spec.type);
  const open = mine.find((view) => view.id === current);
  return (
    <div className="row views">
      <Select
        size="small"
        variant="borderless"
        popupMatchSelectWidth={false}
        aria-label={t('views.label')}
        prefix={<span className="muted">{t('views.label')}:</span>}
        value={current ?? ''}
        onChange={(id) => {
          setCurrent(id === '' ? null : id);
          onOpen(mine.find((view) => view.id === id) ?? null);
        }}
        options={[
          { value: '', label: t('views.none') },
          ...mine.map((view) => ({ value: view.id, label: view.name })),
        ]}
      />
      {open && (
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('views.remove', { name: open.name })}
          title={t('views.remove', { name: open.name })}
          onClick={() => remove.mutate(open.id)}
        />
      )}
      <Popover
        trigger="click"
        destroyOnHidden
        afterOpenChange={(open) => open && input.current?.focus()}
        content={
          <form
            className="row"
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() !== '') save.mutate();
            }}
          >
            <Input
              ref={input}
              maxLength={60}
              aria-label={t('views.name')}
              placeholder={t('views.name')}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <Button htmlType="submit" type="primary" disabled={name.trim() === ''} loading={save.isPending}>
              {t('views.saveNow')}
            </Button>
          </form>
        }
      >
        <Button
          size="small"
          type="text"
          icon={<SaveOutlined aria-hidden />}
          aria-label={t('views.save')}
          title={t('views.save')}
        />
      </Popover>
    </div>
  );
}
