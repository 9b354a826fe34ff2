import { TableOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { useText } from '../../locales/text.ts';
import type { AnyDef } from '../defs.ts';

interface Props {
  readonly def: AnyDef;
  readonly chosen: readonly string[];
  readonly onChosen: (columns: string[]) => void;
}

/** Which columns the list shows; at least one stays. */
export function ColumnChooser({ def, chosen, onChosen }: Props) {
  const { t, say } = useText();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          className="column-list"
          value={[...chosen]}
          onChange={(keys) => {
            if (keys.length > 0) onChosen(Object.keys(def.columns).filter((key) => keys.includes(key)));
          }}
          options={Object.entries(def.columns).map(([value, { label }]) => ({ value, label: say(label) }))}
        />
      }
    >
      <Button
        size="small"
        type="text"
        icon={<TableOutlined aria-hidden />}
        aria-label={t('list.columnsTitle')}
        title={t('list.columnsTitle')}
      />
    </Popover>
  );
}
