import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import * as z from 'zod';
import { useText } from '../../locales/text.ts';
import type { Editor, EditorProps } from './actFields.ts';

const rowsSchema = z.array(z.record(z.string(), z.unknown())).catch([]);

interface Props extends EditorProps {
  /** Editor of one cell. */
  readonly Cell: Editor;
}

/** A small table of the record, such as trainings or DNS records: one line per row, editors by column. */
export function RowsEditor({ Cell, ...props }: Props) {
  const { id, meta, value, onChange } = props;
  const { t, say } = useText();
  const rows = rowsSchema.parse(value);
  const columns = Object.entries(meta.columns ?? {});
  const put = (index: number, key: string, next: unknown) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, [key]: next } : row)));
  return (
    <div className="stack tight rows-editor">
      {rows.map((row, index) => (
        <div key={index} className="rows-line" role="group" aria-label={`${say(meta.label)} ${index + 1}`}>
          {columns.map(([key, column]) => (
            <div key={key} className="rows-cell">
              {column.kind !== 'boolean' && (
                <label className="muted" htmlFor={`${id}.${index}.${key}`}>
                  {say(column.label)}
                </label>
              )}
              <Cell
                {...props}
                id={`${id}.${index}.${key}`}
                meta={column}
                value={row[key]}
                onChange={(next) => put(index, key, next)}
              />
            </div>
          ))}
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t('form.removeRow', { n: index + 1 })}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        id={id}
        type="dashed"
        icon={<PlusOutlined aria-hidden />}
        onClick={() => onChange([...rows, {}])}
      >
        {t('form.addRow')}
      </Button>
    </div>
  );
}
