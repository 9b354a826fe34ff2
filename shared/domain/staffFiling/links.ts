import { addYears } from '../../calendar/legalDay.ts';
import { refuse, warn, type Finding } from '../../rules/finding.ts';
import { checkOwnUnit, unknownRef } from '../guards.ts';
import type { FilingFields } from './fields.ts';
import type { FilingContext } from './rules.ts';
import { personDigestOf, type FilingFacts, type OtherFiling } from './state.ts';
import { longestTermYears, statesInForce } from './terms.ts';

/** The unit exists, is active, and is the clerk's own. */
export function checkUnitOfFiling(filing: FilingFields, context: FilingContext): readonly Finding[] {
  const { actor, facts } = context;
  if (!filing.unit) {
    return [
      refuse('field/required', null, 'unit', {
        zh: '「单位」未填写',
        en: 'Unit is missing',
      }),
    ];
  }
  const known = facts.unit?.id === filing.unit && facts.unit.state === 'active';
  return [
    ...(known ? [] : [unknownRef('unit', { zh: '单位', en: 'Unit' })]),
    ...checkOwnUnit(actor, filing.unit, 'unit'),
  ];
}

/** Nobody files themselves (R134); the kernel sees to it from the first event on, here it is told at once. */
export function checkNotOneself(filing: FilingFields, context: FilingContext): readonly Finding[] {
  const person = personDigestOf(filing);
  if (person === null || person !== context.actor.person) return [];
  return [
    refuse('access/own-benefit', 'R134', 'idNumber', {
      zh: '不得为本人办理备案;请由本单位其他经办人或中心备案员办理',
      en: 'Nobody files themselves; let another clerk of the unit or the center do it',
    }),
  ];
}

/** One open filing per person and unit; the same name with another number is worth a look. */
export function checkDuplicates(id: string, filing: FilingFields, facts: FilingFacts): readonly Finding[] {
  const others = facts.samePerson.filter((other) => other.id !== id && other.id !== filing.replacedFiling);
  return [
    ...others.map((other) =>
      refuse('staff/duplicate-filing', 'R022', 'idNumber', {
        zh: `此人在本单位已有未终结的备案(${numberOf(other)});请在该备案上办理变更或先撤回`,
        en: `This person already has an open filing of this unit (${numberOf(other)}); change that one or withdraw it`,
      }),
    ),
    ...facts.sameName
      .filter((other) => other.id !== id)
      .map((other) =>
        warn('staff/same-name', null, 'name', {
          zh: `本单位已有同名人员的备案(${numberOf(other)}),证件号码不同;请确认不是同一人`,
          en: `The unit has a filing of another person of that name (${numberOf(other)}); make sure they are two people`,
        }),
      ),
  ];
}

function numberOf(filing: OtherFiling): string {
  return filing.filingNo ?? filing.name;
}

/** A change, replacement or removal names a filing in force of the unit; who the person is depends on the kind. */
export function checkReplaced(filing: FilingFields, facts: FilingFacts): readonly Finding[] {
  const { filingType, replacedFiling } = filing;
  const place = 'replacedFiling';
  if (!filingType) return [];
  if (filingType === 'new') return replacedFiling ? [replacedNotExpected(place)] : [];
  if (!replacedFiling) return [replacedMissing(place)];
  const { replaced } = facts;
  const usable =
    replaced?.id === replacedFiling && replaced.unit === filing.unit && statesInForce.has(replaced.state);
  // A leaver's filing ends on the day of the handover, before the successor's takes effect.
  const over = replaced?.id === replacedFiling && replaced.state === 'ended' && filingType === 'replacement';
  if (!usable && !over) return [replacedNotInForce(place)];
  const same = replaced?.person !== null && replaced?.person === personDigestOf(filing);
  return same === (filingType === 'replacement') ? [wrongPerson(place, same)] : [];
}

function replacedNotExpected(place: string): Finding {
  return refuse('staff/replaced-not-expected', null, place, {
    zh: '新增备案不填写被替换的备案;请清空,或将备案类型改为变更、更换或撤销',
    en: 'A new filing replaces none; clear this, or make it a change, replacement or removal',
  });
}

function replacedMissing(place: string): Finding {
  return refuse('staff/replaced-missing', 'R122', place, {
    zh: '变更、更换、撤销备案须选择原备案',
    en: 'A change, replacement or removal names the filing it stands for',
  });
}

function replacedNotInForce(place: string): Finding {
  return refuse('staff/replaced-not-in-force', 'R122', place, {
    zh: '原备案须为本单位生效中的备案;请重新选择',
    en: 'The filing named must be one of this unit in force; choose another',
  });
}

function wrongPerson(place: string, same: boolean): Finding {
  return refuse('staff/replaced-person', 'R122', place, {
    zh: same
      ? '更换人员的备案须是另一人;本人信息变动请办理变更'
      : '变更、撤销须针对同一人的备案;换人请办理更换',
    en: same
      ? 'A replacement is another person; for the same person file a change'
      : 'A change or removal is for the same person; for another one file a replacement',
  });
}

/** The days of a filing agree with one another and with the day it is filed. */
export function checkDays(filing: FilingFields, filingDate: string): readonly Finding[] {
  const findings: Finding[] = [];
  const { effectiveDate, validUntil } = filing;
  if (effectiveDate && effectiveDate < filingDate)
    findings.push(
      refuse('staff/backdated', 'R122', 'effectiveDate', {
        zh: `生效日期不得早于报送日期 ${filingDate};请改为当日或以后`,
        en: `The filing cannot take effect before ${filingDate}, the day it is filed; choose that day or later`,
      }),
    );
  if (effectiveDate && validUntil && validUntil <= effectiveDate)
    findings.push(
      refuse('staff/term-empty', null, 'validUntil', {
        zh: '有效期须晚于生效日期',
        en: 'The term must end after the effective date',
      }),
    );
  const latest = addYears(filingDate, longestTermYears);
  if (validUntil && validUntil > latest)
    findings.push(
      refuse('staff/term-too-long', null, 'validUntil', {
        zh: `有效期最长 ${longestTermYears} 年,不得晚于 ${latest};到期前可重新备案`,
        en: `A filing is valid for at most ${longestTermYears} years, until ${latest}; it can be renewed`,
      }),
    );
  return [...findings, ...checkPast(filing, filingDate)];
}

function checkPast(filing: FilingFields, today: string): readonly Finding[] {
  const days = [
    { place: 'birthDate', day: filing.birthDate },
    { place: 'ndaDate', day: filing.ndaDate },
    ...(filing.training ?? []).map((row, index) => ({ place: `training.${index}.date`, day: row.date })),
  ];
  return days
    .filter(({ day }) => day && day > today)
    .map(({ place }) =>
      refuse('day/in-future', null, place, {
        zh: '此日期晚于报送日期,尚未发生;请核对',
        en: 'This day lies in the future; check it',
      }),
    );
}
