import type { Text } from '../text.ts';

/** Kinds of business object; each has one decider in `shared/domain/<object>/`. */
export const objectTypes = {
  unit: { zh: '单位', en: 'Unit' },
  site: { zh: '网站', en: 'Site' },
  staffFiling: { zh: '人员备案', en: 'Staff filing' },
  account: { zh: '账号', en: 'Account' },
  domainRecord: { zh: '域名', en: 'Domain' },
  ipRecord: { zh: 'IP地址', en: 'IP address' },
  enrolment: { zh: '凭据申领', en: 'Enrolment' },
  case: { zh: '案件', en: 'Case' },
} as const satisfies Record<string, Text>;

export type ObjectType = keyof typeof objectTypes;
export const objectTypeNames = Object.keys(objectTypes).filter(
  (key): key is ObjectType => key in objectTypes,
);
