import type { QuerySpec } from '../../shared/query/spec.ts';
import type { Pool } from '../../server/db/database.ts';
import { initialsOf } from '../../server/fold/grams.ts';

/** One question put to the center: a list or a global search, each time about another record. */
export interface Question {
  readonly name: string;
  readonly kind: 'list' | 'search';
  /** @param n serial of the asking */
  ask(n: number): Asked;
}

/** The request as it goes over the wire; a list also as the query it holds. */
interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query: QuerySpec | null;
}

interface Sampled {
  readonly name: string;
  readonly number: string | null;
  readonly unit: string;
  readonly state: string;
}

const PAGE = 100;

/** Records the questions are about, spread over the whole table. */
async function sampled(pool: Pool, count: number): Promise<readonly Sampled[]> {
  const { rows } = await pool.query<Sampled>(
    `SELECT "c_name" AS name, "c_filingNo" AS number, unit_id AS unit, state FROM fold.staff_filing
WHERE "c_name" IS NOT NULL AND "c_filingNo" IS NOT NULL AND unit_id IS NOT NULL ORDER BY md5(id::text) LIMIT $1`,
    [count],
  );
  return rows;
}

function filings(more: Partial<QuerySpec>): Asked {
  const query: QuerySpec = {
    type: 'staffFiling',
    filters: [],
    text: '',
    sort: [],
    window: { offset: 0, limit: PAGE },
    ...more,
  };
  return { method: 'POST', path: '/v1/query', query };
}

/** What people ask of the largest register. @throws Error when the database holds no filings */
export async function questionsOf(pool: Pool, samples: number): Promise<readonly Question[]> {
  const known = await sampled(pool, samples);
  const of = (n: number): Sampled => {
    const record = known[n % known.length];
    if (!record) throw new Error('the database holds no filings');
    return record;
  };
  const list = (name: string, ask: (n: number) => Partial<QuerySpec>): Question => ({
    name,
    kind: 'list',
    ask: (n) => filings(ask(n)),
  });
  const search = (name: string, text: (record: Sampled) => string): Question => ({
    name,
    kind: 'search',
    ask: (n) => filings({ text: text(of(n)) }),
  });
  return [
    list('first page', () => ({})),
    list('first page by date', () => ({ sort: [{ column: 'effectiveDate', dir: 'desc' }] })),
    list('page at 50,000', (n) => ({ window: { offset: 50_000 + n * PAGE, limit: PAGE } })),
    list('state + unit by date', (n) => ({
      filters: [
        { column: 'state', op: 'in', values: [of(n).state] },
        { column: 'unit', op: 'in', values: [of(n).unit] },
      ],
      sort: [{ column: 'effectiveDate', dir: 'desc' }],
    })),
    search('two characters', ({ name }) => [...name].slice(0, 2).join('')),
    search('pinyin initials', ({ name }) => initialsOf(name)),
    search('part of a number', ({ number }) => (number ?? '').slice(-8)),
    {
      name: 'global search',
      kind: 'search',
      ask: (n) => {
        const text = encodeURIComponent([...of(n).name].slice(0, 2).join(''));
        return { method: 'GET', path: `/v1/search?text=${text}`, query: null };
      },
    },
  ];
}
