import { CheckOutlined, CloseOutlined, WarningOutlined } from '@ant-design/icons';
import type { Options } from '../../../shared/domain/options.ts';
import { useText } from '../../locales/text.ts';

/** How a logged act ended: icon, word and colour. */
export function ResultText({ result, results }: { readonly result: string; readonly results: Options }) {
  const { say } = useText();
  const label = results[result];
  const word = label ? say(label) : result;
  if (result === 'done') {
    return (
      <span className="muted">
        <CheckOutlined aria-hidden="true" /> {word}
      </span>
    );
  }
  return (
    <span className="tone-danger">
      {result === 'refused' ? <CloseOutlined aria-hidden="true" /> : <WarningOutlined aria-hidden="true" />}{' '}
      {word}
    </span>
  );
}
