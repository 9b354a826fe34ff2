import { dayOf } from '../../shared/calendar/legalDay.ts';
import type { ImportContext } from '../../shared/import/context.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import type { Center } from '../center.ts';
import type { Queryable } from '../db/database.ts';
import { columnOf, tableOf } from '../fold/tables.ts';

/** What reading rows needs of the registers: ids by the names people use. */
export async function importContext(center: Center, db: Queryable): Promise<ImportContext> {
  const [unitByName, unitByUscc, siteByName, siteByCode, domainByName, addressByText] = await Promise.all([
    idsBy(db, 'unit', 'name', 'active'),
    idsBy(db, 'unit', 'uscc', 'active'),
    idsBy(db, 'site', 'name', null),
    idsBy(db, 'site', 'siteCode', null),
    idsBy(db, 'domainRecord', 'domainAscii', null),
    idsBy(db, 'ipRecord', 'address', null),
  ]);
  return {
    today: dayOf(center.now()),
    sampleMode: center.sample,
    unitByName,
    unitByUscc,
    siteByName,
    siteByCode,
    domainByName,
    addressByText,
    personDigest: (idNumber) => center.vault.digestOf('idNumber', idNumber),
  };
}

async function idsBy(
  db: Queryable,
  type: ObjectType,
  column: string,
  state: string | null,
): Promise<ReadonlyMap<string, string>> {
  const name = columnOf(column);
  const { rows } = await db.query<{ key: string; id: string }>(
    `SELECT ${name} AS key, id FROM ${tableOf(type)} WHERE ${name} IS NOT NULL AND ($1::text IS NULL OR state = $1)`,
    [state],
  );
  return new Map(rows.map((row) => [row.key, row.id]));
}
