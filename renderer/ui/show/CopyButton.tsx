import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../../locales/text.ts';
import { useCopy } from './useCopy.ts';

interface Props {
  readonly text: string;
  /** Words of the button; without them it is the sign alone. */
  readonly label?: string;
}

/** Puts a text on the clipboard and says that it did. */
export function CopyButton({ text, label }: Props) {
  const { t } = useText();
  const { copied, copy, forget } = useCopy();
  const icon = copied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />;
  const rest = { onBlur: forget, onMouseLeave: forget };
  if (label !== undefined)
    return (
      <Button {...rest} icon={icon} onClick={() => void copy(text)}>
        {copied ? t('field.copied') : label}
      </Button>
    );
  return (
    <button
      {...rest}
      type="button"
      className="plain"
      aria-label={t(copied ? 'field.copied' : 'field.copy')}
      title={t(copied ? 'field.copied' : 'field.copy')}
      onClick={(event) => {
        event.stopPropagation();
        void copy(text);
      }}
    >
      {icon}
    </button>
  );
}
