import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { type KeyboardEvent, useDeferredValue, useState } from 'react';
import { useNavigate } from 'react-router';
import { objectTypes } from '../../shared/domain/objectType.ts';
import { centerQuery } from '../bridge/center.ts';
import { useClient } from '../bridge/useClient.ts';
import { useText } from '../locales/text.ts';
import { isObjectType } from '../ui/defs.ts';
import { recordPath } from '../ui/recordPath.ts';
import { ErrorState } from '../ui/show/ErrorState.tsx';
import { useFocusReturn } from '../ui/useFocusReturn.ts';
import { isComposing } from '../ui/useShortcuts.ts';
import { maySee, modules } from './modules.ts';
import { useSession } from './session.ts';

interface Choice {
  readonly key: string;
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  readonly path: string;
}

/** Ctrl+K: finds people, units, sites, domains, addresses, cases and modules; opens them, never acts. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  useFocusReturn();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { choices, error, isSettled, isPaused } = useChoices(text.trim());
  const go = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    void navigate(choice.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(choices.length - 1, at + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(choices[at]);
    }
  };
  return (
    <Modal
      zIndex={1200}
      open
      footer={null}
      closable={false}
      onCancel={onClose}
      width={640}
      style={{ top: 64 }}
      title={<span className="visually-hidden">{t('search.title')}</span>}
      styles={{ header: { height: 0, margin: 0 } }}
    >
      <Input
        autoFocus
        size="large"
        variant="borderless"
        role="combobox"
        aria-expanded={choices.length > 0}
        aria-controls="palette-list"
        aria-activedescendant={choices[at] ? `palette-${at}` : ''}
        aria-label={t('search.title')}
        placeholder={t('search.open')}
        maxLength={100}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {error && <ErrorState error={error} />}
      <div
        id="palette-list"
        className="palette-list"
        {...(choices.length > 0 && { role: 'listbox', 'aria-label': t('search.title') })}
      >
        {choices.map((choice, index) => (
          <div
            key={choice.key}
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={index === at ? 'palette-item is-on' : 'palette-item'}
            onMouseEnter={() => setAt(index)}
            onClick={() => go(choice)}
            onKeyDown={onKeyDown}
          >
            <span className="muted palette-kind">{choice.kind}</span>
            <span className="ellipsis">{choice.title}</span>
            <span className="muted grow ellipsis">{choice.detail}</span>
          </div>
        ))}
        {isSettled && choices.length === 0 && (
          <p className="muted palette-none">{t('search.none', { text })}</p>
        )}
        {isPaused && <p className="muted palette-none">{t('list.paused')}</p>}
      </div>
      <p className="muted small palette-hint">{t('search.hint')}</p>
    </Modal>
  );
}

function useChoices(text: string) {
  const { t, say } = useText();
  const client = useClient();
  const { roles } = useSession();
  const asked = useDeferredValue(text);
  const found = useQuery({
    ...centerQuery(client, 'records.search', { text: asked }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const pages = modules
    .filter((module) => maySee(module, roles) && t(module.label).toLowerCase().includes(text.toLowerCase()))
    .map((module) => ({
      key: module.path,
      kind: '→',
      title: t(module.label),
      detail: '',
      path: module.path,
    }));
  const hits = (asked === '' ? [] : (found.data?.hits ?? [])).flatMap((hit): Choice[] => {
    const { type, id, title, detail } = hit;
    return isObjectType(type)
      ? [{ key: `${type} ${id}`, kind: say(objectTypes[type]), title, detail, path: recordPath(type, id) }]
      : [];
  });
  return {
    choices: [...hits, ...pages],
    error: found.error,
    isPaused: found.isPaused,
    isSettled: asked !== '' && found.isSuccess && !found.isPlaceholderData,
  };
}
