import * as z from 'zod';
import { addDays, daysBetween } from '../../../calendar/legalDay.ts';
import { refuse, warn, type Finding } from '../../../rules/finding.ts';
import { limitOf } from '../../../rules/ruleSet.ts';
import { actsOf, type Step } from '../../object.ts';
import { keysOf } from '../../options.ts';
import { patchOf } from '../../patchOf.ts';
import type { SiteFacts, SiteState } from '../state.ts';
import { closeCauses, offlineCauses } from '../terms.ts';

const act = actsOf<SiteState, SiteFacts>();

/** Most days, and times a year, a site may be offline for a time (R079, 细则 10(2)2). */
const offlineLimits = { days: 30, perYear: 1 } as const;

/** Offline for a time (临时下线): approved, reported, announced, at most thirty days and once a year (R077-R079). */
export const takeOffline = act({
  label: { zh: '临时下线', en: 'take offline for a time' },
  from: ['online'],
  to: 'offline',
  roles: ['C1'],
  approve: ['C2'],
  reasonRequired: true,
  dangerous: true,
  input: z.strictObject({
    cause: z.enum(keysOf(offlineCauses)),
    from: z.iso.date(),
    until: z.iso.date(),
    /** Number of the report to the office that the rule set names. */
    reportNo: z.string().trim().min(1).max(100),
    ownNotice: z.string().trim().min(1).max(500),
    portalNotice: z.string().trim().min(1).max(500),
  }),
  step: (state, { cause, from, until, ...papers }) => ({
    findings: checkOffline(state, from, until),
    patch: { offlineFrom: from, offlineUntil: until, offlineCause: cause, offlinePapers: papers },
  }),
});

function checkOffline(state: SiteState, from: string, until: string): readonly Finding[] {
  const findings: Finding[] = [];
  const days = daysBetween(from, until);
  if (days < 0 || days > offlineLimits.days)
    findings.push(
      refuse('site/offline-too-long', 'R079', 'until', {
        zh: `临时下线不得超过 ${offlineLimits.days} 天,最迟 ${addDays(from, offlineLimits.days)} 恢复;请修改日期`,
        en: `A site is offline for at most ${offlineLimits.days} days, until ${addDays(from, offlineLimits.days)}; change the dates`,
      }),
    );
  const year = from.slice(0, 4);
  const before = (state.offlinePeriods ?? []).filter((one) => !one.exempt && one.from.startsWith(year));
  if (before.length >= offlineLimits.perYear)
    findings.push(
      refuse('site/offline-again', 'R079', 'from', {
        zh: `该网站 ${year} 年已临时下线 ${before.length} 次,每年不得超过 ${offlineLimits.perYear} 次`,
        en: `The site was already offline ${before.length} time(s) in ${year}; ${offlineLimits.perYear} a year is the most`,
      }),
    );
  return findings;
}

/** Shuts the site at once (紧急关停): force majeure or by order; reviewed afterwards, not counted (R080). */
export const shutDown = act({
  label: { zh: '紧急关停', en: 'shut down in emergency' },
  from: ['online', 'offline'],
  to: 'shut',
  roles: ['C1', 'SEC'],
  afterReview: ['C2'],
  reasonRequired: true,
  dangerous: true,
  input: z.strictObject({}),
  step: (state, _input, { today }): Step => ({
    // A planned time offline ends where the emergency begins and counts as it was.
    patch: { ...endPeriod(state, today, false), offlineCause: 'emergency' },
    stamps: { offlineFrom: 'day' },
  }),
});

/** Back online; an emergency needs its written report (R080), an upgrade its assessment (R040). */
export const resume = act({
  label: { zh: '恢复运行', en: 'resume' },
  from: ['offline', 'shut'],
  to: 'online',
  roles: ['C1'],
  approve: ['C2'],
  input: z.strictObject({
    on: z.iso.date(),
    writtenReport: z.string().trim().max(200).exactOptional(),
    assessmentReport: z.string().trim().max(100).exactOptional(),
  }),
  step: (state, input, { today }) => {
    const { findings, exempt } = checkResume(state, input, today);
    const report = input.assessmentReport;
    return {
      findings,
      patch: { ...endPeriod(state, input.on, exempt), ...(report && { assessmentReport: report }) },
    };
  },
});

function checkResume(
  state: SiteState,
  input: { readonly on: string; readonly writtenReport?: string; readonly assessmentReport?: string },
  today: string,
): { readonly findings: readonly Finding[]; readonly exempt: boolean } {
  const findings: Finding[] = [];
  const emergency = state.state === 'shut';
  if (input.on > today || (state.offlineFrom && input.on < state.offlineFrom))
    findings.push(
      refuse('site/resume-day', null, 'on', {
        zh: '恢复日期应在下线之后、今日之前(含);请核对',
        en: 'The day of resuming lies after going offline and not after today; check it',
      }),
    );
  if (emergency && !input.writtenReport)
    findings.push(
      refuse('site/no-written-report', 'R080', 'writtenReport', {
        zh: '紧急关停须有书面报告方可不计次;请填写报告名称和编号',
        en: 'An emergency needs its written report to be exempt; give its name and number',
      }),
    );
  if (!emergency && state.offlineCause === 'upgrade' && !input.assessmentReport)
    findings.push(
      refuse('site/upgrade-not-assessed', 'R040', 'assessmentReport', {
        zh: '升级改版后须先安全评估方可恢复;请填写评估报告编号',
        en: 'After an upgrade the site is assessed before it resumes; give the number of the report',
      }),
    );
  if (!emergency && state.offlineFrom && daysBetween(state.offlineFrom, input.on) > offlineLimits.days)
    findings.push(
      warn('site/offline-over', 'R079', 'on', {
        zh: `临时下线已超过 ${offlineLimits.days} 天,将列入整改`,
        en: `The site was offline for more than ${offlineLimits.days} days; this goes to rectification`,
      }),
    );
  return { findings, exempt: emergency };
}

function endPeriod(state: SiteState, to: string, exempt: boolean) {
  const ended = state.offlineFrom ? [{ from: state.offlineFrom, to, exempt }] : [];
  return patchOf({
    offlinePeriods: [...(state.offlinePeriods ?? []), ...ended],
    offlineFrom: null,
    offlineUntil: null,
    offlineCause: null,
    offlinePapers: null,
  });
}

/** Closed for good (R072-R076): cause, where the content went, and a notice that has stood long enough (X12). */
export const close = act({
  label: { zh: '关停', en: 'close for good' },
  from: ['online', 'offline', 'shut'],
  to: 'closed',
  roles: ['C1'],
  approve: ['C2'],
  reasonRequired: true,
  dangerous: true,
  input: z.strictObject({
    cause: z.enum(keysOf(closeCauses)),
    /** Where the content went. */
    migrationTarget: z.string().trim().min(1).max(200),
    noticeUrl: z.string().trim().min(1).max(500),
    noticePublished: z.iso.date(),
    /** Proofs that mark, ICP, police number and domain are cancelled and the state is reported (R074). */
    cancellations: z.string().trim().min(1).max(2000),
  }),
  step: (_state, input, { facts, rules, today, reason }) => {
    const notice = limitOf(rules, 'X12', 'notice').value;
    const earliest = addDays(input.noticePublished, notice);
    const early = today < earliest ? [noticeTooShort(notice, earliest)] : [];
    const { cause, migrationTarget, ...papers } = input;
    return {
      findings: [...early, ...facts.openDomains.map((domain) => domainOpen(domain.title))],
      patch: { closeCause: cause, migrationTarget, closePapers: papers, endReason: reason },
      stamps: { endedOn: 'day' },
    };
  },
});

function noticeTooShort(days: number, earliest: string): Finding {
  return refuse('site/notice-too-short', 'X12', 'noticePublished', {
    zh: `关停公告须满 ${days} 天,${earliest} 起方可关停`,
    en: `The closing notice stands for ${days} days; the site can be closed from ${earliest}`,
  });
}

function domainOpen(name: string): Finding {
  return warn('site/domain-open', 'R016', '', {
    zh: `域名 ${name} 尚未注销;请随后办理注销或停止解析`,
    en: `The domain ${name} is not deregistered yet; do so next`,
  });
}
