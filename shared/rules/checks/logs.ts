import { addMonths, type LegalDay } from '../../calendar/legalDay.ts';
import { type Finding, needsReason, refuse } from '../finding.ts';
import type { Limit } from '../rule.ts';

/** Setting of the log retention in months: below the floor is refused (R139), below a year needs a reason (X05). */
export function checkLogRetention(given: {
  readonly months: number;
  readonly floor: Limit;
  readonly retention: Limit;
}): readonly Finding[] {
  if (given.months < given.floor.value) {
    return [
      refuse('log/below-floor', 'R139', 'logRetentionMonths', {
        zh: `日志留存不少于 ${given.floor.value} 个月，现设为 ${given.months} 个月`,
        en: `Logs are kept at least ${given.floor.value} months, not ${given.months}`,
      }),
    ];
  }
  if (given.months >= given.retention.value) return [];
  return [
    needsReason('log/below-retention', 'X05', 'logRetentionMonths', {
      zh: `日志应留存 ${given.retention.value} 个月，现设为 ${given.months} 个月；请写明理由`,
      en: `Logs are kept ${given.retention.value} months, not ${given.months}; give the reason`,
    }),
  ];
}

/** A purge of everything before a day: refused for logs younger than the floor (R139), and than a year without a reason (X05). */
export function checkPurge(given: {
  readonly before: LegalDay;
  readonly today: LegalDay;
  readonly floor: Limit;
  readonly retention: Limit;
}): readonly Finding[] {
  const floorDay = addMonths(given.today, -given.floor.value);
  const keptDay = addMonths(given.today, -given.retention.value);
  if (given.before > floorDay) {
    return [
      refuse('log/purge-below-floor', 'R139', 'before', {
        zh: `不能清除 ${floorDay} 以后的日志（留存不少于 ${given.floor.value} 个月）`,
        en: `Logs since ${floorDay} cannot be purged (kept at least ${given.floor.value} months)`,
      }),
    ];
  }
  if (given.before <= keptDay) return [];
  return [
    needsReason('log/purge-below-retention', 'X05', 'before', {
      zh: `${keptDay} 以后的日志应予留存（${given.retention.value} 个月）；提前清除请写明理由`,
      en: `Logs since ${keptDay} are kept (${given.retention.value} months); give the reason for an earlier purge`,
    }),
  ];
}
