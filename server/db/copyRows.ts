import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { from } from 'pg-copy-streams';
import type { Client } from './database.ts';

/** A value a column can take. */
export type ColumnValue = string | number | boolean | null | readonly string[];

/** A value in COPY's text format; lists become array literals. */
function copyText(value: ColumnValue): string {
  if (value === null) return '\\N';
  const text =
    typeof value === 'object'
      ? `{${value.map((item) => `"${item.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`
      : String(value);
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}

/** Letters sent at once; a message to PostgreSQL for every row would cost more than the row. */
const CHUNK = 65_536;

/** Streams rows into a table; pulls them only as fast as PostgreSQL takes them. */
export async function copyRows(
  client: Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly ColumnValue[]>,
): Promise<void> {
  const stream = client.query(from(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  let text = '';
  for (const row of rows) {
    text += `${row.map(copyText).join('\t')}\n`;
    if (text.length < CHUNK) continue;
    if (!stream.write(text)) await once(stream, 'drain');
    text = '';
  }
  if (text === '') stream.end();
  else stream.end(text);
  await finished(stream);
}
