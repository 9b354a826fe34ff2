import type { Sheet, SheetRow } from './model.ts';

/** A table's rows, pulled one at a time, with a look at whether there is another. */
export interface RowSource {
  /** The next row, or null at the end. */
  readonly next: () => Promise<SheetRow | null>;
  /** True once the end was seen. */
  readonly isEmpty: () => boolean;
  /** Pulls one row ahead, so that `isEmpty` tells the truth. */
  readonly look: () => Promise<void>;
  /** Tells the producer that no more rows are wanted. */
  readonly close: () => Promise<void>;
}

/** Opens the rows of a sheet. At most one row is held. */
export function openRows(rows: Sheet['rows']): RowSource {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  let held: SheetRow | null = null;
  let ended = false;
  const accept = (step: IteratorResult<SheetRow, unknown>): SheetRow | null => {
    if (step.done !== true) return step.value;
    ended = true;
    return null;
  };
  // Not async functions all the way: a million rows would leave a million needless promises behind.
  const pull = (): Promise<SheetRow | null> => {
    const step = iterator.next();
    return (step instanceof Promise ? step : Promise.resolve(step)).then(accept);
  };
  return {
    next: () => {
      if (held === null) return ended ? Promise.resolve(null) : pull();
      const row = held;
      held = null;
      return Promise.resolve(row);
    },
    isEmpty: () => ended && held === null,
    look: async () => {
      if (held === null && !ended) held = await pull();
    },
    close: async () => {
      if (!ended) await iterator.return?.();
    },
  };
}
