import { Modal } from 'antd';
import { type TextKey, useText } from '../locales/text.ts';
import { useFocusReturn } from '../ui/useFocusReturn.ts';

const keys: readonly (readonly [string, TextKey])[] = [
  ['Ctrl+K', 'key.search'],
  ['/', 'key.filter'],
  ['J / K / ↑ / ↓', 'key.move'],
  ['Enter', 'key.open'],
  ['Esc', 'key.back'],
  ['Space / Shift+Space', 'key.tick'],
  ['N', 'key.new'],
  ['Ctrl+Enter', 'key.submit'],
  ['A / R / D', 'key.decide'],
  ['Ctrl+Shift+P', 'key.suspend'],
  ['Ctrl+E', 'key.export'],
  ['F8', 'key.error'],
  ['Alt+0', 'key.gate'],
  ['Alt+1…9', 'key.modules'],
  ['Ctrl+Shift+L', 'key.lock'],
  ['?', 'key.help'],
];

/** Every key of the program (`?`). */
export function KeyboardHelp({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  useFocusReturn();
  return (
    <Modal open title={t('help.title')} footer={null} onCancel={onClose} width={520}>
      <dl className="key-list">
        {keys.map(([chord, label]) => (
          <div key={chord}>
            <dt>
              <kbd>{chord}</kbd>
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
