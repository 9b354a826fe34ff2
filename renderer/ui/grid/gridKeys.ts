/** Where the grid's one focused cell is; row -1 is the head. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** What a key does in the grid. */
export type GridMove =
  | { readonly kind: 'move'; readonly to: Cell }
  | { readonly kind: 'open' }
  | { readonly kind: 'tick' }
  | { readonly kind: 'tickRange' };

interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on one screen. */
  readonly page: number;
}

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** The grid's keys as one pure function: arrows or J/K, PageUp/Down, Home/End, Enter, Space, Shift+Space. */
export function gridMove(event: Key, at: Cell, extent: Extent): GridMove | null {
  if (event.altKey || event.metaKey) return null;
  const row = (to: number): GridMove => ({
    kind: 'move',
    to: { ...at, row: Math.max(-1, Math.min(extent.rows - 1, to)) },
  });
  const column = (to: number): GridMove => ({
    kind: 'move',
    to: { ...at, column: Math.max(0, Math.min(extent.columns - 1, to)) },
  });
  if (event.ctrlKey) {
    if (event.key === 'Home') return { kind: 'move', to: { row: 0, column: 0 } };
    if (event.key === 'End')
      return { kind: 'move', to: { row: extent.rows - 1, column: extent.columns - 1 } };
    return null;
  }
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      return row(at.row + 1);
    case 'ArrowUp':
      return row(at.row - 1);
    case 'k':
      return row(Math.max(0, at.row - 1));
    case 'ArrowRight':
      return column(at.column + 1);
    case 'ArrowLeft':
      return column(at.column - 1);
    case 'PageDown':
      return row(at.row + extent.page);
    case 'PageUp':
      return row(Math.max(0, at.row - extent.page));
    case 'Home':
      return row(0);
    case 'End':
      return row(extent.rows - 1);
    case 'Enter':
      return { kind: 'open' };
    case ' ':
      return { kind: event.shiftKey ? 'tickRange' : 'tick' };
    default:
      return null;
  }
}
