import { useRef } from 'react';
import type { Finding } from '../../../shared/rules/finding.ts';
import { fieldId } from './FormFields.tsx';

/** Moves the focus to the field of a finding; `next` goes round through all of them (F8). */
export function useFindingJump(findings: readonly Finding[]) {
  const at = useRef(-1);
  const to = (place: string) => {
    const parts = place.split('.');
    // The nearest editor that exists: the cell of a row, else the field it stands in.
    for (let length = parts.length; length > 0; length -= 1) {
      const element = document.getElementById(fieldId(parts.slice(0, length).join('.')));
      if (!element) continue;
      element.scrollIntoView({ block: 'center' });
      element.focus({ preventScroll: true });
      return;
    }
  };
  return {
    to,
    next: () => {
      const placed = findings.filter(({ place }) => place !== '');
      if (placed.length === 0) return;
      at.current = (at.current + 1) % placed.length;
      to(placed[at.current]?.place ?? '');
    },
  };
}
