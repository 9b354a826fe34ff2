import { appRoles } from '../../../shared/access/roles.ts';
import { centerScope, partsOf, siteActions } from '../../../shared/access/rights.ts';
import type { Options } from '../../../shared/domain/options.ts';
import * as z from 'zod';
import { useCenter } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { useTitle } from './RefText.tsx';

interface Props {
  readonly cells: readonly string[];
  readonly titles?: Readonly<Record<string, string>> | undefined;
}

/** Rights as people read them: one line per site and column, then the actions in words. */
export function CellsText({ cells, titles }: Props) {
  const { t } = useText();
  if (cells.length === 0) return <span className="muted">{t('cells.none')}</span>;
  return (
    <ul className="bare">
      {[...linesOf(cells)].map(([key, actions]) => (
        <CellLine key={key} where={key} actions={actions} titles={titles} />
      ))}
    </ul>
  );
}

function CellLine({
  where,
  actions,
  titles,
}: {
  where: string;
  actions: readonly string[];
  titles: Props['titles'];
}) {
  const { t, say, join } = useText();
  const { site, column } = partsOf(`${where}/`);
  const isCenter = site === centerScope;
  const table: Options = isCenter ? appRoles : siteActions;
  const words = actions.map((action) => {
    const label = table[action];
    return label ? say(label) : action;
  });
  return (
    <li>
      {isCenter ? t('cells.roles') : <PlaceName site={site} column={column} titles={titles} />}
      {': '}
      {join(words)}
    </li>
  );
}

interface PlaceProps {
  readonly site: string;
  readonly column: string;
  readonly titles?: Props['titles'];
}

/** A site and column by their names: `常州市示范发展局网站 · 通知公告`. */
export function PlaceName({ site, column, titles }: PlaceProps) {
  const { t } = useText();
  const isWhole = column === '-';
  const name = useTitle('site', site, titles);
  const record = useCenter('records.get', { type: 'site', id: site }, { enabled: !isWhole });
  return (
    <span>
      {name}{' '}
      <span className="muted">· {isWhole ? t('cells.whole') : columnName(record.data?.state, column)}</span>
    </span>
  );
}

const columnsSchema = z.looseObject({
  columns: z.array(z.looseObject({ id: z.string(), name: z.string().nullish() })),
});

/** Name of a site's column by its id; the id where the site is not known. */
export function columnName(site: unknown, column: string): string {
  const found = columnsSchema.safeParse(site).data?.columns.find(({ id }) => id === column);
  return found?.name ?? column;
}

/** Actions by `site/column`, in the order in which they come. */
export function linesOf(cells: readonly string[]): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const value of cells) {
    const { site, column, action } = partsOf(value);
    const key = `${site}/${column}`;
    lines.set(key, [...(lines.get(key) ?? []), action]);
  }
  return lines;
}

/** Is the value a list of rights as `site/column/action`. */
export function isCells(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'string' && item.split('/').length === 3)
  );
}
