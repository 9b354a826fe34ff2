import * as z from 'zod';
import { centerScope, partsOf, type Cell } from '../../../access/rights.ts';
import { refuse, type Finding } from '../../../rules/finding.ts';
import { actsOf } from '../../object.ts';
import { keysOf } from '../../options.ts';
import { patchOf } from '../../patchOf.ts';
import { doubled, rest, surplus, union } from '../algebra.ts';
import { cellsText, namesOf } from '../cellText.ts';
import type { AccountFacts } from '../facts.ts';
import { checkCells, checkConflicts, checkDoubled, type AccountContext } from '../guards.ts';
import { isHeld } from '../holdings.ts';
import { cellsSchema, grantNoSchema, grantsOf, type AccountState, type Grant } from '../state.ts';
import { takes, type GrantStateName } from '../terms.ts';

const act = actsOf<AccountState, AccountFacts>();

/**
 * `filing`: what the filing asks for and no grant has answered yet; `direct`: roles of this program, which no filing
 * asks for; else the number of a grant.
 */
const splitInput = z.strictObject({
  parent: z.union([z.literal('filing'), z.literal('direct'), grantNoSchema]),
  parts: z
    .array(
      z.strictObject({
        cells: cellsSchema,
        take: z.enum(keysOf(takes)),
        remark: z.string().max(500).nullish(),
      }),
    )
    .min(1)
    .max(100),
});
type SplitInput = z.output<typeof splitInput>;

const splittable: ReadonlySet<GrantStateName> = new Set<GrantStateName>([
  'proposed',
  'granted',
  'active',
  'suspended',
  'declined',
]);

/** Rights of the filing's request that no grant holds and none has declined: what is left to analyse. */
export function unanalysed(state: AccountState, requested: readonly Cell[]): Cell[] {
  const answered = grantsOf(state).filter((grant) => splittable.has(grant.state));
  return rest(
    requested,
    answered.map((grant) => grant.cells),
  );
}

/** The rights a split starts from; null when the parent is no grant that can be split. */
function parentCells(
  state: AccountState,
  input: SplitInput,
  requested: readonly Cell[] | null,
): Cell[] | null {
  if (input.parent === 'filing') return requested === null ? null : unanalysed(state, requested);
  if (input.parent === 'direct') return union(...input.parts.map((part) => part.cells));
  const grant = state.grants?.[input.parent];
  return grant && splittable.has(grant.state) ? union(grant.cells) : null;
}

/** A right in force that is declined is taken away, so another person has to agree. */
function takesAway(state: AccountState, input: SplitInput): boolean {
  const parent = state.grants?.[input.parent];
  return parent !== undefined && isHeld(parent) && input.parts.some((part) => part.take === 'decline');
}

/** 析权: breaks a request or a grant into parts that are disjoint and together exactly the whole. */
export const split = act({
  label: { zh: '析权', en: 'Analyse and split' },
  category: 'permission',
  from: ['toAnalyse', 'proposed', 'toEnable', 'active', 'suspended'],
  to: ['proposed', 'toEnable', 'active', 'suspended'],
  roles: ['P1'],
  approve: (state, input) => (takesAway(state, input) ? ['P2'] : null),
  numbers: (input) => ({ grant: input.parts.length }),
  input: splitInput,
  step: (state, input, context) => {
    const parent = state.grants?.[input.parent];
    const whole = parentCells(state, input, context.facts.filing?.requestedCells ?? null);
    const findings =
      whole === null
        ? [unknownParent(input.parent)]
        : [...checkParts(whole, input, context), ...checkTaken(state, parent, input, context)];
    const grants = partGrants(parent, input, context.numbers.grant ?? []);
    const split = parent ? { [parent.no]: { state: 'split' } } : {};
    return {
      findings,
      patch: patchOf({
        state: state.state === 'toAnalyse' ? 'proposed' : state.state,
        grants: { ...grants, ...split },
      }),
      ...(parent && isHeld(parent) && { stamps: { reviewedOn: 'day' as const } }),
    };
  },
});

/** Parts of a grant in force keep its state and term: splitting alone neither gives nor takes a right. */
function partGrants(
  parent: Grant | undefined,
  input: SplitInput,
  numbers: readonly string[],
): Record<string, Grant> {
  const kept: Partial<Grant> = parent && isHeld(parent) ? parent : { state: 'proposed' };
  return Object.fromEntries(
    input.parts.map((part, index): [string, Grant] => {
      const no = numbers[index];
      if (no === undefined) throw new Error('a split needs one grant number for each part');
      const cells = union(part.cells);
      const own = { no, cells, parent: input.parent, ...(part.remark && { remark: part.remark }) };
      if (part.take === 'decline') return [no, { ...own, state: 'declined' }];
      return [no, { ...kept, state: kept.state ?? 'proposed', ...own }];
    }),
  );
}

function checkParts(whole: readonly Cell[], input: SplitInput, context: AccountContext): readonly Finding[] {
  const names = namesOf(context.facts.sites);
  const parts = input.parts.map((part) => part.cells);
  const found = [
    {
      cells: rest(whole, parts),
      code: 'account/split-rest',
      zh: '各部分合计少于原权限,尚未分配',
      en: 'The parts do not take up the whole; left over',
    },
    {
      cells: doubled(parts),
      code: 'account/split-doubled',
      zh: '同一权限分入了两个部分',
      en: 'A right stands in two parts',
    },
    {
      cells: surplus(whole, parts),
      code: 'account/split-surplus',
      zh: '各部分含有原权限之外的权限',
      en: 'The parts hold more than the whole',
    },
  ];
  const findings = found
    .filter(({ cells }) => cells.length > 0)
    .map(({ cells, code, zh, en }) => {
      const text = cellsText(cells, names);
      return refuse(code, 'R023', 'parts', { zh: `${zh}:${text.zh}`, en: `${en}: ${text.en}` });
    });
  return whole.length > 0 ? findings : [...findings, nothingToSplit()];
}

/** The taken parts are lawful for this person: known, filed, in scope, without conflict, not held twice. */
function checkTaken(
  state: AccountState,
  parent: Grant | undefined,
  input: SplitInput,
  context: AccountContext,
): readonly Finding[] {
  const taken = input.parts.map((part, index) => ({ ...part, place: `parts.${index}.cells` }));
  const granted = taken.filter((part) => part.take === 'grant');
  const cells = union(...granted.map((part) => part.cells));
  const proposed = grantsOf(state).filter((grant) => grant.state === 'proposed' && grant.no !== parent?.no);
  return [
    ...checkDirect(input),
    ...granted.flatMap((part) => checkCells(state, part.cells, context.facts, part.place)),
    ...checkDoubled(state, cells, parent ? [parent.no] : [], 'parts'),
    ...(cells.length === 0
      ? []
      : checkConflicts(state, union(cells, ...proposed.map((grant) => grant.cells)), context, 'parts')),
  ];
}

/** Rights on a site come out of a filing's request, never from nowhere (R022). */
function checkDirect(input: SplitInput): readonly Finding[] {
  const cells = union(...input.parts.map((part) => part.cells));
  if (input.parent !== 'direct' || cells.every((value) => partsOf(value).site === centerScope)) return [];
  return [
    refuse('account/split-direct', 'R022', 'parts', {
      zh: '网站权限须从备案申请中析出,不能直接提出;直接提出的只能是本系统的角色',
      en: 'Rights on sites are split out of the filing; only roles of this program are proposed directly',
    }),
  ];
}

function unknownParent(parent: string): Finding {
  return refuse('account/split-parent', null, 'parent', {
    zh: `「${parent}」不能析权:没有这份授权单,或其已注销、已析分;请从备案或现有授权单中选择`,
    en: `"${parent}" cannot be split: no such grant, or it is revoked or already split; choose the filing or a present grant`,
  });
}

function nothingToSplit(): Finding {
  return refuse('account/nothing-to-split', null, 'parent', {
    zh: '备案申请的权限均已析权,没有可再析的内容',
    en: 'Every right the filing asks for is analysed already; nothing is left to split',
  });
}
