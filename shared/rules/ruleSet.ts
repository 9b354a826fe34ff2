import type { Text } from '../text.ts';
import { catalogue, ruleOf } from './catalog/all.ts';
import { type Source, sources } from './catalog/sources.ts';
import type { Limit, Receiver, ReportMatter, Rule, RuleSet } from './rule.ts';

const xinjiangOnly: ReadonlySet<string> = new Set(['R066', 'R067']);
/** The newest source the catalogue rests on came into force on this day (政务应用规定). */
const inForceSince = '2024-07-01';

/**
 * Where S2 is not in force, filing a replacement a week ahead is the default practice, labelled as policy:
 * S1 names no lead time, and the merged program applies one everywhere.
 */
const adoptedLead: RuleSet['limits'] = {
  R122: {
    lead: {
      value: 7,
      unit: 'day',
      source: 'policy',
      text: {
        zh: '更换人员提前备案天数（参照伊犁州细则）',
        en: 'Days between filing and effect of a replacement (as in Yili)',
      },
    },
  },
};

function law(zh: string, en: string): Receiver {
  return { name: { zh, en }, source: 'law' };
}

function policy(zh: string, en: string): Receiver {
  return { name: { zh, en }, source: 'policy' };
}

const yiliReceivers: Readonly<Record<ReportMatter, Receiver>> = {
  'staff-filing': law('伊犁州政府电子政务办', 'Yili e-government office'),
  'staff-change': law('伊犁州政府电子政务办', 'Yili e-government office'),
  'site-opening': law('自治区政府办公厅', 'General office of the regional government'),
  'major-change': law('上级主管单位', 'Superior supervising unit'),
  'temporary-offline': law('自治区电子政务办', 'Regional e-government office'),
  'permanent-offline': law('自治区政府办公厅', 'General office of the regional government'),
  'domain-ip-update': policy('伊犁州政府电子政务办', 'Yili e-government office'),
};

const changzhouReceivers: Readonly<Record<ReportMatter, Receiver>> = {
  'staff-filing': law('常州市电子政务中心', 'Changzhou e-government center'),
  'staff-change': policy('常州市电子政务中心', 'Changzhou e-government center'),
  'site-opening': policy('常州市电子政务中心', 'Changzhou e-government center'),
  'major-change': policy('上级主管单位', 'Superior supervising unit'),
  'temporary-offline': policy('江苏省政府办公厅', 'General office of the Jiangsu government'),
  'permanent-offline': policy('江苏省政府办公厅', 'General office of the Jiangsu government'),
  'domain-ip-update': policy('常州市电子政务中心', 'Changzhou e-government center'),
};

const generalReceivers: Readonly<Record<ReportMatter, Receiver>> = {
  'staff-filing': policy('本级电子政务中心', 'E-government center of the area'),
  'staff-change': policy('本级电子政务中心', 'E-government center of the area'),
  'site-opening': policy('省级政府办公厅', 'General office of the provincial government'),
  'major-change': policy('上级主管单位', 'Superior supervising unit'),
  'temporary-offline': policy('省级政府办公厅', 'General office of the provincial government'),
  'permanent-offline': policy('省级政府办公厅', 'General office of the provincial government'),
  'domain-ip-update': policy('本级电子政务中心', 'E-government center of the area'),
};

function ruleSet(
  area: string,
  name: Text,
  own: Pick<RuleSet, 'rules' | 'limits' | 'reportTo' | 'prefectureDepartmentSites'>,
): RuleSet {
  return { version: `${area}-2024.07`, area, name, effectiveFrom: inForceSince, ...own };
}

const common = catalogue.filter((rule) => !xinjiangOnly.has(rule.id));

const changzhou = ruleSet(
  '320400',
  { zh: '常州市', en: 'Changzhou' },
  {
    rules: common,
    limits: adoptedLead,
    reportTo: changzhouReceivers,
    prefectureDepartmentSites: 'on-need',
  },
);

const yili = ruleSet(
  '654000',
  { zh: '伊犁哈萨克自治州', en: 'Yili' },
  {
    rules: catalogue,
    limits: {},
    reportTo: yiliReceivers,
    prefectureDepartmentSites: 'exception-only',
  },
);

const general = ruleSet(
  '000000',
  { zh: '通用', en: 'General' },
  {
    rules: common,
    limits: adoptedLead,
    reportTo: generalReceivers,
    prefectureDepartmentSites: 'on-need',
  },
);

/** Every rule set there is; the last is the one for areas without a local source. */
export const ruleSets: readonly RuleSet[] = [changzhou, yili, general];

/**
 * Rule set in force for a GB/T 2260 division code: the districts of Changzhou (3204xx, historic ones too) and the
 * counties directly under Yili (6540xx) follow their prefecture; any other area gets the general set.
 */
export function ruleSetFor(divisionCode: string): RuleSet {
  return [changzhou, yili].find((set) => set.area.slice(0, 4) === divisionCode.slice(0, 4)) ?? general;
}

/**
 * One number of a rule as the area has it.
 * @throws RangeError when the rule or the limit does not exist (a mistake in the program)
 */
export function limitOf(set: RuleSet, rule: string, name: string): Limit {
  const limit = set.limits[rule]?.[name] ?? ruleOf(rule)?.limits?.[name];
  if (!limit) throw new RangeError(`rule ${rule} has no limit ${name}`);
  return limit;
}

/** Does the area's own or a nationwide source demand the rule, or was it adopted from the other area. */
export function bindingOf(set: RuleSet, rule: Rule): 'binding' | 'adopted' {
  const source: Source = sources[rule.source];
  return set.area.startsWith(source.area) ? 'binding' : 'adopted';
}
