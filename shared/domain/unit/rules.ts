import { refuse, type Finding } from '../../rules/finding.ts';
import { checkUscc } from '../../validate/uscc.ts';
import { checkFields, type CheckedFields } from '../fields.ts';
import { unknownRef } from '../guards.ts';
import type { ObjectState } from '../object.ts';
import { unitFields, usccClasses, type UnitFields } from './fields.ts';

/** A unit as the log folds it. */
export type UnitState = ObjectState &
  UnitFields & {
    /** Unit that took over the tasks of a merged one (R072). */
    readonly successor?: string;
    readonly endedOn?: string;
    readonly endReason?: string;
  };

/** A record named in a finding or a follow-up. */
export interface Named {
  readonly id: string;
  readonly title: string;
}

/** What the acts of a unit have to know of other records. */
export interface UnitFacts {
  /** Other active units with the code the unit would have. */
  readonly sameUscc: readonly Named[];
  /** The superior the unit would have, its superior, and so on to the top; empty without a superior. */
  readonly superiors: readonly (Named & { readonly state: string })[];
  /** The successor named by a merger; null when it does not exist. */
  readonly successor: (Named & { readonly state: string }) | null;
  /** Active units directly below this one. */
  readonly inferiors: readonly Named[];
  /** Sites not yet closed or cancelled in which the unit has a part. */
  readonly openSites: readonly Named[];
  /** Staff filings of the unit that are not final. */
  readonly openFilings: readonly (Named & { readonly state: string })[];
  /** Accounts of the unit that are not revoked and do not end with one of those filings. */
  readonly looseAccounts: readonly Named[];
}

/** What to look up for `UnitFacts`: the keys the unit would have after the input. */
export function unitNeeds(
  state: UnitState,
  input: Readonly<Record<string, unknown>>,
): { readonly uscc: string | null; readonly parentUnit: string | null; readonly successor: string | null } {
  return {
    uscc: usccOf(keyOf(input['uscc'] ?? state.uscc)),
    parentUnit: keyOf(input['parentUnit'] === undefined ? state.parentUnit : input['parentUnit']),
    successor: keyOf(input['successor']),
  };
}

function keyOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function usccOf(raw: string | null): string | null {
  return raw === null ? null : checkUscc(raw, '').value;
}

/**
 * Everything wrong with a unit as it would stand after an act.
 * @param id of the unit, to find it among its own superiors.
 */
export function checkUnit(id: string, unit: UnitFields, facts: UnitFacts): CheckedFields<UnitFields> {
  const { data, findings } = checkFields(unitFields, unit, true);
  return {
    data,
    findings: [
      // An internal body (内设机构) is no legal person and has no code of its own.
      ...findings.filter((f) => !(unit.level === 'internal' && isMissingUscc(f))),
      ...codeFindings(data),
      ...sameCode(facts),
      ...superiorFindings(id, data, facts),
    ],
  };
}

function isMissingUscc(finding: Finding): boolean {
  return finding.code === 'field/required' && finding.place === 'uscc';
}

/** Warnings on how a sound code fits the unit's area and kind; a wrong code is reported by its field. */
function codeFindings(unit: UnitFields): readonly Finding[] {
  if (!unit.uscc) return [];
  const checked = checkUscc(unit.uscc, 'uscc', {
    ...(unit.divisionCode && { division: unit.divisionCode }),
    ...(unit.unitType && { classes: usccClasses[unit.unitType] }),
  });
  return checked.value === null ? [] : checked.findings;
}

function sameCode(facts: UnitFacts): readonly Finding[] {
  return facts.sameUscc.map((other) =>
    refuse('unit/same-uscc', null, 'uscc', {
      zh: `统一社会信用代码已登记在「${other.title}」名下;请核对,或在该单位上办理变更`,
      en: `The code is already held by ${other.title}; check it, or change that unit`,
    }),
  );
}

function superiorFindings(id: string, unit: UnitFields, facts: UnitFacts): readonly Finding[] {
  const place = 'parentUnit';
  if (!unit.parentUnit) {
    if (unit.level !== 'internal' && unit.level !== 'subordinate') return [];
    return [
      refuse('unit/superior-missing', 'R038', place, {
        zh: '内设机构、下属事业单位必须填写上级单位',
        en: 'An internal body or subordinate institution must name its superior unit',
      }),
    ];
  }
  const [superior] = facts.superiors;
  if (unit.parentUnit === id || facts.superiors.some((above) => above.id === id)) {
    return [
      refuse('unit/superior-cycle', null, place, {
        zh: '上级单位不能是本单位或本单位的下级;请重新选择',
        en: 'The superior cannot be the unit itself or one below it; choose another',
      }),
    ];
  }
  if (superior?.state === 'active') return [];
  return [unknownRef(place, { zh: '上级单位', en: 'Superior unit' })];
}

/** A unit may go only when nothing hangs on it that no follow-up ends (R038, R072). */
export function checkLoose(facts: UnitFacts): readonly Finding[] {
  const all = [
    ...facts.openSites.map((item) => ({ item, kind: { zh: '网站', en: 'site' }, code: 'unit/open-site' })),
    ...facts.inferiors.map((item) => ({
      item,
      kind: { zh: '下级单位', en: 'unit below' },
      code: 'unit/open-inferior',
    })),
    ...facts.looseAccounts.map((item) => ({
      item,
      kind: { zh: '账号', en: 'account' },
      code: 'unit/open-account',
    })),
    ...facts.openFilings
      .filter((filing) => !inForce.has(filing.state))
      .map((item) => ({ item, kind: { zh: '在办备案', en: 'filing in work' }, code: 'unit/open-filing' })),
  ];
  return all.map(({ item, kind, code }) =>
    refuse(code, 'R072', '', {
      zh: `${kind.zh}「${item.title}」尚未办结;请先下线、注销、办结或转出`,
      en: `The ${kind.en} ${item.title} is still open; close it or hand it over first`,
    }),
  );
}

/** States of a staff filing that is in force and ends with its unit (domain.md 3.1). */
export const inForce: ReadonlySet<string> = new Set(['effective', 'replacing']);
