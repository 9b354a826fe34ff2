import { useEffect, useEffectEvent } from 'react';

/** Key chord -> what it does. `ctrl+shift+l`, `alt+1`, `f8`, `escape`, `/`, `?`, `n`. */
export type Shortcuts = Readonly<Record<string, (() => void) | undefined>>;

/** The chord of a key event as `Shortcuts` writes it. */
function chordOf(event: KeyboardEvent): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const key = event.altKey && digit ? digit : event.key.toLowerCase();
  const printable = key.length === 1 && !/[a-z0-9 ]/.test(key);
  const ctrl = event.ctrlKey || event.metaKey ? 'ctrl+' : '';
  const alt = event.altKey ? 'alt+' : '';
  // The character already says that Shift was held (`?`).
  const shift = event.shiftKey && !printable ? 'shift+' : '';
  return `${ctrl}${alt}${shift}${key}`;
}

/** True while an input method composes: its Enter, letters and Escape are not ours. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.key === 'Process';
}

/** Is the target a place where letters are typed. */
function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="combobox"],[role="listbox"],[role="menu"]'))
    return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** A chord without Ctrl or Alt that types something; such an act never runs from inside a field. */
function isSingle(chord: string): boolean {
  return chord.replace('shift+', '').length === 1;
}

/**
 * Runs acts on key chords anywhere on the page. Single letters do nothing inside fields, behind an open dialog,
 * or while an input method composes.
 */
export function useShortcuts(shortcuts: Shortcuts, enabled = true): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const chord = chordOf(event);
    const isEarly = event.eventPhase === Event.CAPTURING_PHASE;
    if (event.defaultPrevented || isComposing(event) || isEarly !== isCommand(chord)) return;
    const act = shortcuts[chord];
    if (!act) return;
    if (isSingle(chord) && (isField(event.target) || hasDialog())) return;
    // Escape first closes what lies on top.
    if (chord === 'escape' && (hasDialog() || isExpanded(event.target))) return;
    event.preventDefault();
    if (isEarly) event.stopPropagation();
    act();
  });
  useEffect(() => {
    if (!enabled) return;
    // On the document, so that both phases are heard there.
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('keydown', onKey);
    };
  }, [enabled]);
}

/** Chords that a field has no use for; they are taken before a list of choices can take its Enter. */
function isCommand(chord: string): boolean {
  return /^(ctrl|alt)\+/.test(chord) || /^f\d+$/.test(chord);
}

/** Is the target a field whose list of choices is open. */
function isExpanded(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.getAttribute('aria-expanded') === 'true' && isField(target);
}

function hasDialog(): boolean {
  const dialog = document.querySelector('[role="dialog"][aria-modal="true"]');
  return dialog !== null && dialog.getClientRects().length > 0;
}
