import { addDays, daysBetween, type LegalDay } from '../../calendar/legalDay.ts';
import { addWorkdays, rollToWorkday, type WorkCalendar } from '../../calendar/workCalendar.ts';
import type { Text } from '../../text.ts';
import { type Finding, warn } from '../finding.ts';
import type { Deadline, Limit } from '../rule.ts';
import { remind } from './remind.ts';

/** Day by which a change of a domain or an address is reported (R019, 「及时」, a policy of working days). */
export function reportDeadline(given: {
  readonly changeDate: LegalDay;
  readonly report: Limit;
  readonly calendar: WorkCalendar;
}): Deadline {
  const { day: due, settled } = addWorkdays(given.calendar, given.changeDate, given.report.value);
  return {
    rule: 'R019',
    due,
    source: given.report.source,
    settled,
    text: { zh: `域名、IP信息更新最迟于 ${due} 报备`, en: `Report the domain or IP update by ${due}` },
  };
}

/** Last day to ask for an ICP change before the planned change (X03). It counts back, so a day off does not move it. */
export function icpChangeDeadline(given: {
  readonly plannedChange: LegalDay;
  readonly lead: Limit;
}): Deadline {
  const due = addDays(given.plannedChange, -given.lead.value);
  return {
    rule: 'X03',
    due,
    source: given.lead.source,
    settled: true,
    text: {
      zh: `计划于 ${given.plannedChange} 变更，最迟于 ${due} 办理ICP备案变更`,
      en: `The change is planned for ${given.plannedChange}; file the ICP change by ${due}`,
    },
  };
}

/** The ICP change was, or can now only be, asked for later than the lead time demands (X03). */
export function checkIcpChange(given: {
  readonly plannedChange: LegalDay;
  readonly filedOn: LegalDay | null;
  readonly today: LegalDay;
  readonly lead: Limit;
}): readonly Finding[] {
  const { due } = icpChangeDeadline(given);
  const acted = given.filedOn ?? given.today;
  if (acted <= due) return [];
  const earliest = addDays(acted, given.lead.value);
  return [
    warn('icp/change-late', 'X03', 'plannedChange', {
      zh: `ICP备案变更应提前 ${given.lead.value} 天（最迟 ${due}）办理，已晚 ${daysBetween(due, acted)} 天；请将变更推迟到 ${earliest} 以后`,
      en: `An ICP change is filed ${given.lead.value} days ahead (by ${due}), this is ${daysBetween(due, acted)} days late; put the change off to ${earliest}`,
    }),
  ];
}

/** Day by which changed registration data reach the registrar (X16); a last day off moves on (X14). */
export function registrationChangeDeadline(given: {
  readonly changeDate: LegalDay;
  readonly change: Limit;
  readonly calendar: WorkCalendar;
}): Deadline {
  const { day: due, settled } = rollToWorkday(given.calendar, addDays(given.changeDate, given.change.value));
  return {
    rule: 'X16',
    due,
    source: given.change.source,
    settled,
    text: { zh: `域名注册信息最迟于 ${due} 变更`, en: `Change the registration data by ${due}` },
  };
}

/** Day by which the registry finishes after the verification (X10). */
export function registryDeadline(given: {
  readonly verifiedOn: LegalDay;
  readonly registry: Limit;
  readonly calendar: WorkCalendar;
}): Deadline {
  const { day: due, settled } = addWorkdays(given.calendar, given.verifiedOn, given.registry.value);
  return {
    rule: 'X10',
    due,
    source: given.registry.source,
    settled,
    text: { zh: `注册管理机构最迟于 ${due} 办结`, en: `The registry finishes by ${due}` },
  };
}

/** Day by which both annual tables of a year are on the home page (X13): 31 January, not moved by a weekend. */
export function annualTableDeadline(given: { readonly reportYear: number }): Deadline {
  const due = `${given.reportYear + 1}-01-31`;
  return {
    rule: 'X13',
    due,
    source: 'law',
    settled: true,
    text: {
      zh: `${given.reportYear} 年监管、工作年度报表最迟于 ${due} 发布`,
      en: `Publish the annual tables of ${given.reportYear} by ${due}`,
    },
  };
}

/** The days on which a coming expiry is called to mind (X11), earliest first. */
export function expiryAlertDays(given: {
  readonly expiry: LegalDay;
  readonly steps: readonly Limit[];
}): readonly Deadline[] {
  return given.steps
    .map((step) => ({ step, due: addDays(given.expiry, -step.value) }))
    .toSorted((a, b) => (a.due < b.due ? -1 : 1))
    .map(({ step, due }) => ({
      rule: 'X11',
      due,
      source: step.source,
      settled: true,
      text: { zh: `距到期还有 ${step.value} 天`, en: `${step.value} days before expiry` },
    }));
}

/** What the calendar says today on something that expires: nothing, a reminder by the nearest step, or that it is over. */
export function checkExpiry(given: {
  readonly what: Text;
  readonly expiry: LegalDay;
  readonly today: LegalDay;
  readonly steps: readonly Limit[];
}): readonly Finding[] {
  const { what, expiry } = given;
  const left = daysBetween(given.today, expiry);
  if (left < 0) {
    return [
      warn('expiry/over', 'X11', 'expiryDate', {
        zh: `${what.zh}已于 ${expiry} 到期，逾期 ${-left} 天；请立即续期`,
        en: `${what.en} expired on ${expiry}, ${-left} days ago; renew at once`,
      }),
    ];
  }
  if (!given.steps.some((step) => left <= step.value)) return [];
  return [
    remind('expiry/near', 'X11', 'expiryDate', {
      zh: `${what.zh}将于 ${expiry} 到期，还有 ${left} 天；请及时续期`,
      en: `${what.en} expires on ${expiry}, in ${left} days; renew in time`,
    }),
  ];
}
