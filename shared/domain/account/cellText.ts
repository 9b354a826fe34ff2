import { appRoles } from '../../access/roles.ts';
import { centerScope, partsOf, siteActions, type Cell } from '../../access/rights.ts';
import type { Options } from '../options.ts';
import type { Text } from '../../text.ts';
import type { SiteFacts } from './facts.ts';

/** How sites and columns are called; ids stand for themselves where no name is known. */
export interface CellNames {
  site(id: string): string;
  column(site: string, column: string): string;
}

/** Names out of the facts about sites. */
export function namesOf(sites: Readonly<Record<string, SiteFacts>>): CellNames {
  return {
    site: (id) => sites[id]?.name ?? id,
    column: (site, column) => sites[site]?.columns[column] ?? column,
  };
}

/**
 * A set of rights in words, one phrase per site and column: 「政府门户·要闻:编辑、送审;中心:权限管理员」.
 * The text of the matrix, the ledger and the findings alike.
 */
export function cellsText(cells: readonly Cell[], names: CellNames): Text {
  const groups = Map.groupBy([...cells].sort().map(partsOf), ({ site, column }) => `${site}/${column}`);
  const phrases = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const where = placeText(first.site, first.column, names);
    const actions = group.map(({ action }) => actionText(first.site, action));
    return [
      {
        zh: `${where.zh}:${actions.map((action) => action.zh).join('、')}`,
        en: `${where.en}: ${actions.map((action) => action.en).join(', ')}`,
      },
    ];
  });
  return {
    zh: phrases.map((phrase) => phrase.zh).join(';'),
    en: phrases.map((phrase) => phrase.en).join('; '),
  };
}

function placeText(site: string, column: string, names: CellNames): Text {
  if (site === centerScope) return { zh: '中心', en: 'Center' };
  const name = names.site(site);
  if (column === '-') return { zh: name, en: name };
  const full = `${name}·${names.column(site, column)}`;
  return { zh: full, en: full };
}

function actionText(site: string, action: string): Text {
  const options: Options = site === centerScope ? appRoles : siteActions;
  return options[action] ?? { zh: action, en: action };
}
