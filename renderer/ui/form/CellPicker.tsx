import { DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import * as z from 'zod';
import { appRoles } from '../../../shared/access/roles.ts';
import { cell, centerScope, siteActions } from '../../../shared/access/rights.ts';
import type { Options } from '../../../shared/domain/options.ts';
import { useCenter } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { linesOf, PlaceName } from '../show/CellsText.tsx';
import { RefPicker } from './RefPicker.tsx';

interface Props {
  readonly id: string;
  readonly cells: readonly string[];
  readonly onChange: (cells: readonly string[]) => void;
  /** Offers the roles of this program as well. */
  readonly withRoles?: boolean;
}

/** Rights by site, column and action: one line per site and column, one box per action. */
export function CellPicker({ id, cells, onChange, withRoles = false }: Props) {
  const { t, say } = useText();
  const [added, setAdded] = useState<readonly string[]>([]);
  const lines = linesOf(cells);
  const keys = [...new Set([...lines.keys(), ...added])];
  const put = (key: string, actions: readonly string[]) => {
    const [site = '', column = ''] = key.split('/');
    onChange([
      ...cells.filter((one) => !one.startsWith(`${key}/`)),
      ...actions.map((action) => cell(site, column, action)),
    ]);
  };
  return (
    <div className="stack tight cell-picker">
      {keys.map((key) => {
        const [site = '', column = ''] = key.split('/');
        const table: Options = site === centerScope ? appRoles : siteActions;
        return (
          <div key={key} className="rows-line" role="group">
            <div className="row grow">
              {site === centerScope ? t('cells.roles') : <PlaceName site={site} column={column} />}
            </div>
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('filter.remove', { name: key })}
              onClick={() => {
                setAdded(added.filter((other) => other !== key));
                put(key, []);
              }}
            />
            <Checkbox.Group
              value={lines.get(key) ?? []}
              onChange={(actions) => put(key, actions)}
              options={Object.entries(table).map(([value, label]) => ({ value, label: say(label) }))}
            />
          </div>
        );
      })}
      <LineAdder id={id} withRoles={withRoles} onAdd={(key) => setAdded([...added, key])} />
    </div>
  );
}

const columnsSchema = z.array(z.looseObject({ id: z.string(), name: z.string().nullish() })).catch([]);

function LineAdder({
  id,
  withRoles,
  onAdd,
}: {
  id: string;
  withRoles: boolean;
  onAdd: (key: string) => void;
}) {
  const { t } = useText();
  const [site, setSite] = useState<string | null>(null);
  const record = useCenter('records.get', { type: 'site', id: site ?? '' }, { enabled: site !== null });
  const columns = columnsSchema.parse(record.data?.state['columns'] ?? []);
  return (
    <div className="row">
      <div className="grow">
        <RefPicker
          id={id}
          type="site"
          label={t('cells.addSite')}
          value={site === null ? [] : [site]}
          onChange={([next]) => setSite(next ?? null)}
        />
      </div>
      {site !== null && (
        <Select
          style={{ width: 180 }}
          aria-label={t('cells.column')}
          placeholder={t('cells.column')}
          onChange={(column: string) => {
            onAdd(`${site}/${column}`);
            setSite(null);
          }}
          options={[
            { value: '-', label: t('cells.whole') },
            ...columns.map((column) => ({ value: column.id, label: column.name ?? column.id })),
          ]}
        />
      )}
      {withRoles && <Button onClick={() => onAdd(`${centerScope}/-`)}>{t('cells.roles')}</Button>}
    </div>
  );
}
