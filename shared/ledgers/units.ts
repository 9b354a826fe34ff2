import { unitRoles, unitStates } from '../domain/unit/fields.ts';
import type { UnitState } from '../domain/unit/rules.ts';
import { unitLevels, unitTypes } from '../rules/terms.ts';
import { orgCodeOf } from '../validate/uscc.ts';
import { nameOf, plain, term, terms, yesNo } from './cells.ts';
import { column, numberColumn, type StateLedger } from './ledger.ts';

/** 单位名录; no source lays its columns down, they follow domain.md 2.1. */
export const unitLedger: StateLedger<UnitState> = {
  source: 'state',
  type: 'unit',
  title: { zh: '单位名录', en: 'Register of units' },
  columns: [
    numberColumn,
    column.text('单位名称', 'Unit', 28),
    column.text('简称', 'Short name', 14),
    column.text('统一社会信用代码', 'Credit code', 22),
    column.text('组织机构代码', 'Organisation code', 14),
    column.text('机构类型', 'Kind', 12),
    column.text('承担行政职能', 'Administrative functions', 13),
    column.text('行政区划代码', 'Division', 13),
    column.text('层级', 'Level', 14),
    column.text('上级单位', 'Superior unit', 26),
    column.text('单位角色', 'Parts in sites', 18),
    column.text('分管领导', 'Leader in charge', 10),
    column.text('主要负责人', 'Head', 11),
    column.text('联系人', 'Contact', 10),
    column.text('联系电话', 'Phone', 16),
    column.long('通信地址', 'Address', 30),
    column.text('邮政编码', 'Postcode', 9),
    column.text('状态', 'State', 8),
    column.long('备注', 'Remarks', 20),
  ],
  cells: (unit, context, n) => [
    n,
    plain(unit.name),
    plain(unit.shortName),
    plain(unit.uscc),
    unit.uscc ? orgCodeOf(unit.uscc) : null,
    term(unitTypes, unit.unitType),
    yesNo(unit.hasAdminFunction),
    plain(unit.divisionCode),
    term(unitLevels, unit.level),
    nameOf(unit.parentUnit, context),
    terms(unitRoles, unit.roles),
    plain(unit.leaderInCharge),
    plain(unit.mainLeader),
    plain(unit.contact),
    plain(unit.phone),
    plain(unit.address),
    plain(unit.postcode),
    term(unitStates, unit.state),
    plain(unit.remarks),
  ],
};
