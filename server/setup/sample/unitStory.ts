import type { UnitFields } from '../../../shared/domain/unit/fields.ts';
import type { Story } from './timeline.ts';
import type { UnitPlan } from './unitPlans.ts';
import type { World } from './world.ts';

/** A unit that is on record. */
export interface Unit extends UnitPlan {
  readonly id: string;
}

/** The fields of a unit's entry. */
export function unitFieldsOf(w: World, plan: UnitPlan, superior: Unit | null, index: number): UnitFields {
  return {
    name: plan.name,
    shortName: plan.shortName,
    ...(plan.uscc !== null && { uscc: plan.uscc }),
    unitType: plan.unitType,
    hasAdminFunction: plan.unitType !== 'company' && plan.unitType !== 'institution',
    divisionCode: plan.division,
    level: plan.level,
    ...(superior && { parentUnit: superior.id }),
    roles: plan.unitType === 'company' ? ['operator'] : ['host', 'operator'],
    district: plan.unitType === 'government' && plan.level === 'county',
    leaderInCharge: w.nextPerson().name,
    mainLeader: w.nextPerson().name,
    contact: w.nextPerson().name,
    phone: `0519-${String(9000 + index).padStart(8, '0')}`,
    address: `江苏省常州市示范路 ${index + 1} 号`,
    postcode: '213000',
    seal: [...w.scans.seal],
  };
}

/** Enters a unit: proposed by C1, approved by C2. */
export async function* enterUnit(w: World, unit: Unit, superior: Unit | null, index: number): Story {
  const proposed = await w.act('C1', 'unit', unit.id, 'enter', unitFieldsOf(w, unit, superior, index));
  yield w.times.soon();
  await w.approve('C2', proposed);
}
