import { appRoles } from '../../../shared/access/roles.ts';
import { centerScope, partsOf, siteActions } from '../../../shared/access/rights.ts';
import type { Options } from '../../../shared/domain/options.ts';
import { useText } from '../../locales/text.ts';
import { linesOf, PlaceName } from '../../ui/show/CellsText.tsx';

interface Props {
  readonly cells: readonly string[];
  /** Index of the part a right has gone to; -1 = none. Marks the chip with the part's number. */
  readonly owner?: (cell: string) => number;
  readonly onPress?: (cell: string) => void;
}

/** Rights as chips, one line per site and column. */
export function CellChips({ cells, owner, onPress }: Props) {
  const { t, say } = useText();
  return [...linesOf(cells)].map(([key, actions]) => {
    const { site, column } = partsOf(`${key}/`);
    const table: Options = site === centerScope ? appRoles : siteActions;
    return (
      <div key={key} className="chip-line">
        <span className="chip-where">
          {site === centerScope ? t('cells.roles') : <PlaceName site={site} column={column} />}
        </span>
        {actions.map((action) => {
          const value = `${key}/${action}`;
          const part = owner?.(value) ?? -1;
          const word = table[action];
          const text = word ? say(word) : action;
          const mark = part >= 0 && <span className={`part-no part-${part % 6}`}>{part + 1}</span>;
          return onPress ? (
            <button key={value} type="button" className="cell-chip" onClick={() => onPress(value)}>
              {text}
            </button>
          ) : (
            <span key={value} className={part < 0 ? 'cell-chip is-free' : 'cell-chip'}>
              {mark}
              {text}
            </span>
          );
        })}
      </div>
    );
  });
}
