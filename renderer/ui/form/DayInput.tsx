import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { checkLegalDay } from '../../../shared/calendar/legalDay.ts';
import { useText } from '../../locales/text.ts';

interface Props {
  readonly id: string;
  readonly label?: string;
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
  readonly onBlur?: () => void;
  readonly invalid?: boolean;
}

/** Ways of typing a day that people use; the first is how it is shown. */
const formats = ['YYYY-MM-DD', 'YYYY-M-D', 'YYYYMMDD', 'YYYY/M/D', 'YYYY.M.D', 'YYYY年M月D日'];

/** A legal day: typed in any common way or picked, kept as `2026-11-21`. */
export function DayInput({ id, label, value, onChange, onBlur, invalid }: Props) {
  const { t } = useText();
  const isDay = value !== null && checkLegalDay(value, '').value !== null;
  return (
    <DatePicker
      id={id}
      {...(label && { 'aria-label': label, placeholder: label })}
      {...(!label && { placeholder: t('form.dateHint') })}
      style={{ width: '100%' }}
      format={formats}
      value={isDay ? dayjs(value) : null}
      {...(invalid && { status: 'error' as const })}
      onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)}
      onBlur={() => onBlur?.()}
    />
  );
}
