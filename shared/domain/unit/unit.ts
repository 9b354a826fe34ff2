import { divisions } from '../../validate/divisions.ts';
import { orgCodeOf } from '../../validate/uscc.ts';
import { unitLevels, unitTypes } from '../../rules/terms.ts';
import type { ObjectDef } from '../object.ts';
import { unitActs } from './acts.ts';
import { unitFields, unitGroups, unitStates } from './fields.ts';
import type { UnitFacts, UnitState } from './rules.ts';

/** Unit (单位): a body that runs, supervises or works on sites, or a service company (domain.md 2.1). */
export const unitDef: ObjectDef<UnitState, UnitFacts> = {
  type: 'unit',
  label: { zh: '单位', en: 'Unit' },
  states: unitStates,
  fields: unitFields,
  groups: unitGroups,
  acts: unitActs,
  columns: {
    name: {
      label: { zh: '单位全称', en: 'Full name' },
      kind: 'text',
      width: 260,
      value: (unit) => unit.name ?? null,
    },
    shortName: {
      label: { zh: '简称', en: 'Short name' },
      kind: 'text',
      width: 120,
      value: (unit) => unit.shortName ?? null,
    },
    uscc: {
      label: { zh: '统一社会信用代码', en: 'Credit code' },
      kind: 'text',
      width: 180,
      value: (unit) => unit.uscc ?? null,
    },
    orgCode: {
      label: { zh: '组织机构代码', en: 'Organisation code' },
      kind: 'text',
      value: (unit) => (unit.uscc ? orgCodeOf(unit.uscc) : null),
    },
    unitType: {
      label: { zh: '机构类型', en: 'Kind' },
      kind: 'enum',
      options: unitTypes,
      width: 110,
      value: (unit) => unit.unitType ?? null,
    },
    level: {
      label: { zh: '层级', en: 'Level' },
      kind: 'enum',
      options: unitLevels,
      width: 110,
      value: (unit) => unit.level ?? null,
    },
    divisionCode: {
      label: { zh: '行政区划代码', en: 'Division' },
      kind: 'text',
      width: 110,
      value: (unit) => unit.divisionCode ?? null,
    },
    parentUnit: {
      label: { zh: '上级单位', en: 'Superior' },
      kind: 'ref',
      ref: 'unit',
      width: 200,
      value: (unit) => unit.parentUnit ?? null,
    },
    contact: {
      label: { zh: '联系人', en: 'Contact' },
      kind: 'text',
      width: 100,
      value: (unit) => unit.contact ?? null,
    },
    phone: {
      label: { zh: '联系电话', en: 'Phone' },
      kind: 'text',
      width: 140,
      value: (unit) => unit.phone ?? null,
    },
    state: {
      label: { zh: '状态', en: 'State' },
      kind: 'enum',
      options: unitStates,
      width: 90,
      value: (unit) => unit.state,
    },
  },
  title: (unit) => unit.name ?? unit.shortName ?? unit.id,
  searchText: (unit) =>
    [
      unit.shortName,
      unit.uscc,
      unit.contact,
      unit.leaderInCharge,
      divisions.find((division) => division.code === unit.divisionCode)?.name,
    ].filter((word) => word !== null && word !== undefined),
  unitOf: (unit) => unit.id,
  personOf: () => null,
  readers: ['SA', 'SEC', 'AUD', 'P1', 'P2', 'C1', 'C2', 'DIR', 'U', 'INS'],
  deadlines: () => [],
};
