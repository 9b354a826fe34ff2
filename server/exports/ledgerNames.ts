import { columnNamesOf, type SiteState } from '../../shared/domain/site/state.ts';
import type { FilingState } from '../../shared/domain/staffFiling/state.ts';
import type { Queryable } from '../db/database.ts';
import { Reader } from '../log/reader.ts';
import { idsIn } from '../query/list.ts';

/**
 * Names of everything that some values refer to, as the ledgers ask for them: titles by id, titles of a site's
 * columns under `site/column`, numbers of staff filings under `no/` and the id.
 */
export async function ledgerNames(db: Queryable, values: unknown): Promise<Readonly<Record<string, string>>> {
  const ids = [...new Set(idsIn(values))];
  if (ids.length === 0) return {};
  const { rows } = await db.query<{ id: string; type: string; title: string }>({
    name: 'ledger-names',
    text: 'SELECT id, type, title FROM fold.directory WHERE id = ANY($1)',
    values: [ids],
  });
  const reader = new Reader(db);
  const of = (type: string) => rows.filter((row) => row.type === type).map((row) => row.id);
  const sites: readonly SiteState[] = await reader.loadMany('site', of('site'));
  const filings: readonly FilingState[] = await reader.loadMany('staffFiling', of('staffFiling'));
  return Object.fromEntries([
    ...rows.map((row) => [row.id, row.title] as const),
    ...sites.flatMap((site) =>
      Object.entries(columnNamesOf(site)).map(([column, name]) => [`${site.id}/${column}`, name] as const),
    ),
    ...filings.flatMap((filing) => (filing.filingNo ? [[`no/${filing.id}`, filing.filingNo] as const] : [])),
  ]);
}
