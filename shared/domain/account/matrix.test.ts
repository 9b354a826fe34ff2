import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../calendar/legalDay.ts';
import { cell, checkSeparationOfCells, roleCell, type Cell } from '../../access/rights.ts';
import type { AccountKind } from '../../rules/terms.ts';
import { decide, evolve, unborn } from '../object.ts';
import { idOf, sealedSample, unitIds } from '../testing/context.ts';
import { accountDef } from './account.ts';
import { doubled } from './algebra.ts';
import { unanalysed } from './acts/split.ts';
import type { AccountFacts } from './facts.ts';
import { activeCells, heldCells, isOpen } from './holdings.ts';
import { grantsOf, type AccountState } from './state.ts';
import {
  accountContext,
  accountFacts,
  clerks,
  filingFacts,
  grantNos,
  identified,
  run,
  siteIds,
} from './testing/build.ts';
import { rolesOfKind, type GrantStateName } from './terms.ts';

/** Rights that clash with one another on both sites, so that a careless grant breaks the matrix at once. */
const clashing: readonly Cell[] = Object.values(siteIds).flatMap((site) =>
  ['edit', 'submit', 'review1', 'publish', 'configure', 'view'].map((action) => cell(site, 'news', action)),
);
const kinds: readonly AccountKind[] = ['administrator', 'center', 'unit', 'query'];

/** Everything the world of one person with four accounts is made of. */
interface World {
  readonly accounts: Map<string, AccountState>;
  today: string;
  nextGrant: number;
  /** Whether the matrix turned something away: the property must not hold for want of trying. */
  clashes: number;
  done: number;
  /** Most rights ever in force at once. */
  active: number;
}

function worldOf(): World {
  const accounts = new Map<string, AccountState>();
  kinds.forEach((kind, index) => {
    const id = idOf('e', index + 1);
    const sealed = { name: '陈样一', idNumber: sealedSample('320400198503120008', '320400********0008') };
    const filed =
      kind === 'unit' || kind === 'query' ? { holder: idOf('f', 1) } : { ...sealed, unit: unitIds.center };
    const input = { accountNo: `czs-rz-${index}`, kind, ...filed };
    const context = accountContext(filed.holder ? {} : { filing: null }, { actor: clerks.SA });
    accounts.set(id, identified(run(unborn(id), 'open', input, context)));
  });
  return { accounts, today: '2026-03-02', nextGrant: 1, clashes: 0, done: 0, active: 0 };
}

function factsFor(world: World, state: AccountState): AccountFacts {
  const others = [...world.accounts.values()].filter((other) => other.id !== state.id);
  const filing = filingFacts({
    requestedCells: clashing,
    validUntil: '2030-01-01',
    lastTraining: world.today,
  });
  return accountFacts({
    filing: state.holder ? filing : null,
    otherCells: others.flatMap((other) => heldCells(other, world.today)),
  });
}

/** Number of a grant in one of the states, picked by a number; a number that is none when there is none. */
function pickNo(state: AccountState, bits: number, ...states: readonly GrantStateName[]): string {
  const fitting = grantsOf(state).filter((grant) => states.includes(grant.state));
  return fitting[bits % Math.max(1, fitting.length)]?.no ?? 'QX-0';
}

/** Parts of one right each; about a third of them is taken, so that some are lawful and some clash. */
function dealt(cells: readonly Cell[], bits: number): unknown[] {
  return cells.map((value, index) => ({
    cells: [value],
    take: (index + bits) % 3 === 0 ? 'grant' : 'decline',
  }));
}

function splitOf(state: AccountState, bits: number): unknown {
  const open = state.holder ? unanalysed(state, clashing) : [];
  if (bits % 3 === 0 && open.length > 0) return { parent: 'filing', parts: dealt(open, bits) };
  const parent = pickNo(state, bits, 'proposed', 'granted', 'active', 'suspended', 'declined');
  const cells = state.grants?.[parent]?.cells ?? [];
  if (bits % 3 === 1 && cells.length > 0) return { parent, parts: [{ cells, take: 'grant' }] };
  const roles = (state.kind ? rolesOfKind[state.kind] : []).map(roleCell);
  return { parent: 'direct', parts: dealt(roles, bits).slice(bits % 2) };
}

/** What the random numbers mean for an act in the present state. */
function inputOf(world: World, state: AccountState, act: string, bits: number): unknown {
  const { today } = world;
  const term = { from: addDays(today, bits % 5), to: addDays(today, 20 + (bits % 60)), basis: '函' };
  const suspension = { cause: 'leave', from: today, until: today };
  const held = pickNo(state, bits, 'granted', 'active', 'suspended');
  switch (act) {
    case 'split':
      return splitOf(state, bits);
    case 'adjust': {
      const kept = state.grants?.[held]?.cells ?? [];
      const more = clashing.filter((_, index) => index % 12 === bits % 12);
      return { grant: held, cells: [...kept, ...more], basis: '函' };
    }
    case 'suspend':
      return bits % 2 === 0 ? suspension : { ...suspension, grants: [pickNo(state, bits, 'active')] };
    case 'enable':
      return { proof: '已核实', ...(bits % 2 === 1 && { grants: [pickNo(state, bits, 'suspended')] }) };
    case 'revoke':
      return { grants: [held] };
    case 'renew':
      return { grants: [held], to: addDays(today, 20 + (bits % 90)), basis: '函' };
    default:
      return { grants: [pickNo(state, bits, 'proposed')], ...term };
  }
}

const tried = [
  'split',
  'grant',
  'grant',
  'enable',
  'enable',
  'adjust',
  'suspend',
  'revoke',
  'renew',
] as const;

/** One attempt: any act the account's state has open, with an input made for it. */
function play(world: World, account: number, turn: number, bits: number): void {
  const state = world.accounts.get(idOf('e', account + 1));
  const possible = tried.filter((name) => state && accountDef.acts[name]?.from.includes(state.state));
  const act = possible[turn % possible.length] ?? 'split';
  const schema = accountDef.acts[act]?.input;
  if (!state || !schema) return;
  const input = inputOf(world, state, act, bits);
  if (!schema.safeParse(input).success) return;
  const numbers = grantNos(world.nextGrant, 40);
  const context = accountContext(factsFor(world, state), { today: world.today, numbers: { grant: numbers } });
  const decision = decide(accountDef, state, act, input, context);
  if (!decision.ok) {
    if (decision.findings.some((found) => found.rule === 'R134')) world.clashes += 1;
    return;
  }
  world.nextGrant += 40;
  world.done += 1;
  const moment = { at: context.now, day: world.today, actor: clerks.P2, proposer: clerks.P1 };
  world.accounts.set(state.id, evolve(state, decision.change, moment));
}

function expectLawful(world: World): void {
  const states = [...world.accounts.values()];
  const held = states.flatMap((state) => heldCells(state, world.today));
  world.active = Math.max(world.active, states.flatMap((state) => activeCells(state, world.today)).length);
  expect(checkSeparationOfCells(held, '', (site) => site)).toEqual([]);
  for (const state of states) {
    const active = activeCells(state, world.today);
    expect(active.every((value) => held.includes(value))).toBe(true);
    expect(
      doubled(
        grantsOf(state)
          .filter(isOpen)
          .map((grant) => grant.cells),
      ),
    ).toEqual([]);
  }
}

test('whatever is done on all accounts of a person, together they never break the exclusion matrix', () => {
  const step = fc.tuple(fc.nat({ max: kinds.length - 1 }), fc.nat({ max: 9 }), fc.nat({ max: 4095 }));
  let clashes = 0;
  let done = 0;
  let active = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 30, maxLength: 80 }), (steps) => {
      const world = worldOf();
      for (const [account, turn, bits] of steps) {
        if (turn === 9) world.today = addDays(world.today, bits % 20);
        else play(world, account, turn, bits);
        expectLawful(world);
      }
      clashes += world.clashes;
      done += world.done;
      active = Math.max(active, world.active);
    }),
    { numRuns: 100 },
  );
  expect(clashes).toBeGreaterThan(50);
  expect(done).toBeGreaterThan(600);
  expect(active).toBeGreaterThan(1);
});
