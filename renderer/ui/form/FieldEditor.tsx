import { Checkbox, Input, InputNumber, Select } from 'antd';
import * as z from 'zod';
import { useText } from '../../locales/text.ts';
import type { EditorProps } from './actFields.ts';
import { DayInput } from './DayInput.tsx';
import { FilePicker } from './FilePicker.tsx';
import { RefPicker } from './RefPicker.tsx';
import { RowsEditor } from './RowsEditor.tsx';
import { SecretInput } from './SecretInput.tsx';

const texts = z.array(z.string()).catch([]);

/** The editor that fits a field's kind. */
export function FieldEditor(props: EditorProps) {
  const { id, meta, value, onChange, onBlur, invalid } = props;
  const { say } = useText();
  const text = typeof value === 'string' ? value : '';
  const status = invalid ? { status: 'error' as const } : {};
  const common = { id, onBlur, 'aria-invalid': invalid, 'aria-describedby': `${id}-note` };
  const options = Object.entries(meta.options ?? {}).map(([key, label]) => ({
    value: key,
    label: say(label),
  }));
  switch (meta.kind) {
    case 'text':
    case 'code':
      return (
        <Input
          {...common}
          {...status}
          className={meta.kind === 'code' ? 'code' : ''}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'longText':
      return (
        <Input.TextArea
          {...common}
          {...status}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'enum':
      return (
        <Select
          {...common}
          {...status}
          allowClear={!meta.required}
          showSearch={{ optionFilterProp: 'label' }}
          value={text === '' ? null : text}
          onChange={(next) => onChange(next ?? null)}
          options={options}
        />
      );
    case 'enumSet':
      return (
        <Select
          {...common}
          {...status}
          mode="multiple"
          value={texts.parse(value)}
          onChange={onChange}
          options={options}
        />
      );
    case 'tags':
      return (
        <Select
          {...common}
          {...status}
          mode="tags"
          tokenSeparators={[',', '、', ' ', ';']}
          value={texts.parse(value)}
          onChange={onChange}
          options={options}
        />
      );
    case 'day':
      return (
        <DayInput
          id={id}
          value={text === '' ? null : text}
          onChange={onChange}
          onBlur={onBlur}
          invalid={invalid}
        />
      );
    case 'integer':
      return (
        <InputNumber
          {...common}
          {...status}
          style={{ width: '100%' }}
          precision={0}
          value={typeof value === 'number' ? value : null}
          onChange={onChange}
        />
      );
    case 'boolean':
      return (
        <Checkbox id={id} checked={value === true} onChange={(event) => onChange(event.target.checked)}>
          {say(meta.label)}
        </Checkbox>
      );
    case 'ref':
    case 'refs':
      return <RefEditor {...props} />;
    case 'secret':
      return <SecretInput {...props} />;
    case 'files':
      return <FilePicker {...props} />;
    case 'rows':
      return <RowsEditor {...props} Cell={FieldEditor} />;
    default:
      return meta.kind satisfies never;
  }
}

function RefEditor({ id, meta, value, onChange, onBlur, invalid }: EditorProps) {
  if (!meta.ref) return null;
  const many = meta.kind === 'refs';
  const ids = typeof value === 'string' ? [value] : texts.parse(value);
  return (
    <RefPicker
      id={id}
      type={meta.ref}
      multiple={many}
      value={ids}
      onChange={(next) => onChange(many ? [...next] : (next[0] ?? null))}
      onBlur={onBlur}
      invalid={invalid}
    />
  );
}
