import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { useShortcuts } from './useShortcuts.ts';

function Page({ onA, onSend }: { readonly onA: () => void; readonly onSend: () => void }) {
  useShortcuts({ a: onA, 'ctrl+enter': onSend });
  return (
    <>
      <button type="button">press</button>
      <input aria-label="field" onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()} />
    </>
  );
}

function open() {
  const onA = vi.fn<() => void>();
  const onSend = vi.fn<() => void>();
  render(<Page onA={onA} onSend={onSend} />);
  return { onA, onSend };
}

describe('keys', () => {
  it('of one letter act on the page, but never inside a field', () => {
    const { onA } = open();
    fireEvent.keyDown(screen.getByLabelText('field'), { key: 'a' });
    expect(onA).not.toHaveBeenCalled();
    fireEvent.keyDown(screen.getByRole('button'), { key: 'a' });
    expect(onA).toHaveBeenCalledOnce();
  });

  it.each([{ isComposing: true }, { key: 'Process' }])(
    'never act while an input method composes',
    (composing) => {
      const { onA, onSend } = open();
      fireEvent.keyDown(screen.getByRole('button'), { key: 'a', ...composing });
      fireEvent.keyDown(screen.getByLabelText('field'), { key: 'Enter', ctrlKey: true, ...composing });
      expect(onA).not.toHaveBeenCalled();
      expect(onSend).not.toHaveBeenCalled();
    },
  );

  it('with Ctrl reach the form even from a field that keeps Enter for itself, once', () => {
    const { onSend } = open();
    fireEvent.keyDown(screen.getByLabelText('field'), { key: 'Enter', ctrlKey: true });
    expect(onSend).toHaveBeenCalledOnce();
  });
});
