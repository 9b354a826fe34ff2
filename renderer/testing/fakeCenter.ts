import type { OperationId, OperationInput, OperationOutput } from '../../shared/api/operations.ts';
import { type ActContext, decide, evolve, type ObjectState, unborn } from '../../shared/domain/object.ts';
import { stateCalendar } from '../../shared/calendar/stateCalendar.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { Actor } from '../../shared/log/event.ts';
import type { Filter, QuerySpec, Row } from '../../shared/query/spec.ts';
import { ruleSetFor } from '../../shared/rules/ruleSet.ts';
import { textOf } from '../ui/show/textOf.ts';
import { type AnyDef, type Defs, lookUp } from '../ui/defs.ts';

/** The center's operations as the fake answers them; tests replace the ones they are about. */
export type CenterHandlers = {
  [K in OperationId]?: (
    input: OperationInput<K>,
    rev: number | null,
  ) => OperationOutput<K> | Promise<OperationOutput<K>>;
};

export const fakeNow = '2026-11-21T01:31:07.000Z';
const asOf = { seq: 4711, at: fakeNow };

export const fakeActor: Actor = {
  id: '0192aaaa-0000-7000-8000-000000000001',
  accountNo: 'cz-p1-0001',
  name: '王示三',
  unitId: null,
  unitName: '常州市电子政务中心',
  person: 'digest-of-the-person',
  roles: ['P1'],
};

/** The records of the fake, and what the handlers need to know of them. */
class Store {
  private readonly defs: Defs;
  private readonly records: Map<string, ObjectState>;
  private readonly types: Map<string, ObjectType>;

  constructor(defs: Defs, records: Map<string, ObjectState>, types: Map<string, ObjectType>) {
    this.defs = defs;
    this.records = records;
    this.types = types;
  }

  defOf(type: string): AnyDef {
    const def = lookUp(this.defs, type);
    if (!def) throw new ProblemError('record/not-found');
    return def;
  }

  all(type: string): readonly ObjectState[] {
    return [...this.records.values()].filter((state) => this.types.get(state.id) === type);
  }

  load(id: string): ObjectState {
    return this.records.get(id) ?? unborn(id);
  }

  save(type: ObjectType, state: ObjectState): void {
    this.records.set(state.id, state);
    this.types.set(state.id, type);
  }

  titles(ids: readonly string[] = [...this.records.keys()]): Record<string, string> {
    return Object.fromEntries(
      ids.flatMap((id) => {
        const state = this.records.get(id);
        return state ? [[id, this.defOf(this.types.get(id) ?? '').title(state)]] : [];
      }),
    );
  }

  plan(input: OperationInput<'commands.run'>) {
    const def = this.defOf(input.type);
    const before = this.load(input.id);
    const context = contextOf(input.reason ?? null);
    return { def, before, decision: decide(def, before, input.act, input.input, context) };
  }

  hits(text: string) {
    return [...this.records.values()]
      .flatMap(({ id }) => {
        const type = this.types.get(id);
        return type ? [{ type, id, title: this.titles([id])[id] ?? '', detail: '' }] : [];
      })
      .filter(({ title }) => title.includes(text))
      .slice(0, 20);
  }
}

/** A center in memory that runs the real deciders over the given records; no facts, no approval by others. */
export function fakeCenter(
  defs: Defs,
  records: Map<string, ObjectState>,
  types: Map<string, ObjectType>,
): CenterHandlers {
  const store = new Store(defs, records, types);
  return { ...readHandlers(store), ...commandHandlers(store) };
}

function readHandlers(store: Store): CenterHandlers {
  return {
    'records.query': (spec) => {
      const { rows, total } = query(store.defOf(spec.type), store.all(spec.type), spec);
      const referred = rows.flatMap((row) => Object.values(row)).filter((value) => typeof value === 'string');
      return { rows, total, titles: store.titles(referred), source: 'server', asOf };
    },
    'records.get': ({ type, id }) => {
      const state = store.load(id);
      const def = store.defOf(type);
      if (state.state === 'none') throw new ProblemError('record/not-found', { requestId: 'req-1' });
      const acts = Object.entries(def.acts).filter(([, act]) => act.from.includes(state.state));
      return {
        state: JSON.parse(JSON.stringify(state)),
        titles: store.titles(),
        acts: acts.filter(([, act]) => !act.roles.every((role) => role === 'SYS')).map(([name]) => name),
        deadlines: def
          .deadlines(state, fakeNow.slice(0, 10), ruleSetFor('320400'), stateCalendar)
          .map((one) => ({ ...one, text: { ...one.text }, roles: [...one.roles] })),
        checklist: null,
        openCases: [],
        asOf,
      };
    },
    'records.history': () => ({ lines: [], titles: {} }),
    'records.search': ({ text }) => ({ hits: store.hits(text) }),
    'workbench.get': () => ({ today: '2026-11-21', due: [], waiting: [], recent: [], counts: {} }),
  };
}

function commandHandlers(store: Store): CenterHandlers {
  return {
    'commands.preview': (input) => {
      const { def, before, decision } = store.plan(input);
      const after = decision.ok ? evolve(before, decision.change, momentOf()) : before;
      const approve = def.acts[input.act]?.approve?.(before, input.input) ?? null;
      const change = {
        type: input.type,
        id: input.id,
        title: def.title(after),
        act: input.act,
        before: before.state === 'none' ? {} : JSON.parse(JSON.stringify(before)),
        after: JSON.parse(JSON.stringify(after)),
      };
      return {
        ok: decision.ok,
        findings: decision.findings.map((one) => ({ ...one, text: { ...one.text } })),
        changes: [change],
        consequences: decision.ok ? decision.effects.map((effect) => ({ ...effect.text })) : [],
        approve: approve && [...approve],
        afterReview: null,
        digest: 'a'.repeat(64),
      };
    },
    'commands.run': (input, rev) => {
      const { before, decision } = store.plan(input);
      if (before.rev !== rev) throw new ProblemError('record/version-conflict');
      if (!decision.ok)
        throw new ProblemError('act/refused', { requestId: 'req-2', findings: decision.findings });
      const after = evolve(before, decision.change, momentOf());
      store.save(input.type, after);
      const state = JSON.parse(JSON.stringify(after));
      return { kind: 'done', state, seq: 4712, caseId: null, caseNo: null, digest: null, noted: [] };
    },
  };
}

function momentOf() {
  return { at: fakeNow, day: fakeNow.slice(0, 10), actor: fakeActor, proposer: null };
}

function contextOf(reason: string | null): ActContext<unknown> {
  return {
    now: fakeNow,
    today: fakeNow.slice(0, 10),
    actor: fakeActor,
    proposer: null,
    reason,
    facts: {},
    rules: ruleSetFor('320400'),
    calendar: stateCalendar,
    numbers: {},
  };
}

function query(def: AnyDef, states: readonly ObjectState[], spec: QuerySpec): { rows: Row[]; total: number } {
  const { offset, limit } = spec.window;
  const page = <T>(list: readonly T[]) => list.slice(offset, offset + limit);
  const [sort] = spec.sort;
  // A plain list of any length costs one page only.
  if (!sort && spec.filters.length === 0 && spec.text === '')
    return { rows: page(states).map((state) => rowOf(def, state)), total: states.length };
  const found = states
    .filter((state) => def.title(state).includes(spec.text))
    .map((state) => rowOf(def, state))
    .filter((row) => spec.filters.every((filter) => matches(row, filter)));
  if (!sort) return { rows: page(found), total: found.length };
  const sign = sort.dir === 'asc' ? 1 : -1;
  const text = (row: Row) => textOf(row[sort.column]);
  const sorted = found.toSorted((a, b) => sign * text(a).localeCompare(text(b), 'zh-CN'));
  return { rows: page(sorted), total: found.length };
}

function rowOf(def: AnyDef, state: ObjectState): Row {
  const cells = Object.entries(def.columns).map(([key, column]) => [key, column.value(state)]);
  return JSON.parse(
    JSON.stringify({ ...Object.fromEntries(cells), id: state.id, rev: state.rev, state: state.state }),
  );
}

function matches(row: Row, { column, op, values }: Filter): boolean {
  const value = row[column];
  const [low = null, high = null] = values;
  const list = Array.isArray(value) ? value : [value];
  switch (op) {
    case 'in':
    case 'has':
      return list.some((item) => values.some((one) => one === item));
    case 'not':
      return !values.some((one) => one === value);
    case 'contains':
      return values.some((one) => textOf(value).includes(String(one)));
    case 'between':
      return (
        (low === null || textOf(value) >= textOf(low)) && (high === null || textOf(value) <= textOf(high))
      );
    case 'empty':
      return value === null || value === undefined;
    default:
      return op satisfies never;
  }
}
