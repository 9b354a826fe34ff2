import type { LegalDay } from '../calendar/legalDay.ts';
import type { Text } from '../text.ts';
import type { SourceId } from './catalog/sources.ts';
import type { Severity } from './finding.ts';

/** Who has to act under a rule; the Chinese terms are the official ones. */
const actors = {
  center: { zh: '市电子政务中心', en: 'E-government center' },
  unit: { zh: '相关单位', en: 'Unit concerned' },
  host: { zh: '主办单位', en: 'Host unit' },
  supervisor: { zh: '主管单位', en: 'Supervising unit' },
  operator: { zh: '承办单位', en: 'Operating unit' },
  cooperator: { zh: '协办单位', en: 'Cooperating unit' },
  company: { zh: '服务公司', en: 'Service company' },
  staffing: { zh: '编办', en: 'Staffing office' },
  district: { zh: '辖市区', en: 'District' },
  all: { zh: '主管、主办、承办单位', en: 'Supervising, host and operating units' },
} as const satisfies Readonly<Record<string, Text>>;

type Actor = keyof typeof actors;

/** Unit of a limit; `day`, `month` and `year` are calendar lengths, `workday` follows the state calendar. */
type LimitUnit = 'day' | 'workday' | 'month' | 'year' | 'hour' | 'minute' | 'count';

/** Where a number comes from: the clause itself, or the center's policy where the clause leaves it open. */
type LimitSource = 'law' | 'policy';

/** One number of a rule. Limits are configuration, so that an area may set its own (细则 54). */
export interface Limit {
  readonly value: number;
  readonly unit: LimitUnit;
  readonly source: LimitSource;
  /** What the number measures, for the rule page and for findings. */
  readonly text: Text;
}

/**
 * How the program holds a rule. `check` and `deadline` name an exported function of `shared/rules/checks`;
 * the others say in words which field, closed list, register, state transition, access right, rule set or
 * calendar function carries it.
 */
export type Holding =
  | { readonly by: 'check' | 'deadline'; readonly name: string }
  | {
      readonly by: 'field' | 'options' | 'register' | 'transition' | 'access' | 'rule-set' | 'calendar';
      readonly text: Text;
    };

/** One rule of the catalogue: a clause turned into data. */
export interface Rule {
  /** `R001`..., or `X01`... for a higher or newer source that tightens the two local ones. */
  readonly id: string;
  readonly source: SourceId;
  /** Short form for the grey text behind a field, such as 「细则 37」. */
  readonly clause: Text;
  /** The demand in one sentence. */
  readonly sentence: Text;
  /** Effect of a breach unless a check says less. */
  readonly severity: Severity;
  readonly actor: Actor;
  readonly limits?: Readonly<Record<string, Limit>>;
  readonly held: readonly Holding[];
}

/** Matters that are reported to someone; the receiver differs per area and is therefore data. */
export const reportMatters = {
  'staff-filing': { zh: '人员备案', en: 'Staff filing' },
  'staff-change': { zh: '人员更换', en: 'Staff replacement' },
  'site-opening': { zh: '网站开设', en: 'Site opening' },
  'major-change': { zh: '重大事项变更', en: 'Change of major matters' },
  'temporary-offline': { zh: '临时下线', en: 'Temporary offline' },
  'permanent-offline': { zh: '永久下线', en: 'Permanent offline' },
  'domain-ip-update': { zh: '域名、IP信息更新', en: 'Domain and IP update' },
} as const satisfies Readonly<Record<string, Text>>;

export type ReportMatter = keyof typeof reportMatters;

/** Receiver of a report; `policy` where no clause of that area names one. */
export interface Receiver {
  readonly name: Text;
  readonly source: LimitSource;
}

/** The rules of one area at one version. Decisions record `version`, so that they can be judged by the rules of their day. */
export interface RuleSet {
  /** Area and date, such as `320400-2026.1`. */
  readonly version: string;
  /** GB/T 2260 division code of the area; `000000` for the set without a local source. */
  readonly area: string;
  readonly name: Text;
  readonly effectiveFrom: LegalDay;
  readonly rules: readonly Rule[];
  /** Numbers that differ from the catalogue: rule id, then limit name. */
  readonly limits: Readonly<Record<string, Readonly<Record<string, Limit>>>>;
  readonly reportTo: Readonly<Record<ReportMatter, Receiver>>;
  /** May departments of the prefecture open a site on need, or only as an exception (R057). */
  readonly prefectureDepartmentSites: 'on-need' | 'exception-only';
}

/**
 * A day by which something must be done.
 * `source` says whether the length comes from a clause or from policy.
 */
export interface Deadline {
  readonly rule: string;
  readonly due: LegalDay;
  readonly source: LimitSource;
  /** False when the due day was reckoned over days no holiday notice settles yet. */
  readonly settled: boolean;
  readonly text: Text;
}

/** One line of a checklist: a demand, whether it is met, and where to mend it. */
export interface ChecklistItem {
  readonly rule: string;
  readonly done: boolean;
  /** Field path of the fact, dot separated. */
  readonly place: string;
  readonly text: Text;
}
