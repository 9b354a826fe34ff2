import { problems } from './catalog.ts';
import type { Place } from './problemDef.ts';

const places: Readonly<Record<Place, string>> = {
  field: 'at the field',
  inline: 'beside the act',
  toast: 'as a notice',
  page: 'as a page',
  gate: 'in the connection gate',
};

/** The catalogue of problems as the Markdown page `docs/errors.md`, sorted by code. */
export function errorsPage(): string {
  const rows = Object.entries(problems)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { status, where, retryable, text }]) =>
        `| \`${code}\` | ${status} | ${places[where]} | ${retryable ? 'yes' : ''} | ${text.zh}<br>${text.en} |`,
    );
  return [
    '# Problems',
    '',
    'Generated from `shared/errors/catalog.ts` by `scripts/genErrors.ts`; do not edit.',
    '',
    'Every failure that a person or a program can meet has one code. The API answers with problem details (RFC 9457,',
    '`application/problem+json`), `type` is `urn:egov-center:problem:<code>`, and `findings` lists every broken rule',
    'with its place. *Retry*: a read is tried once more by itself; a write never is, except that a lost answer is asked',
    'for again under the same idempotency key.',
    '',
    '| Code | Status | Shown | Retry | Text |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
