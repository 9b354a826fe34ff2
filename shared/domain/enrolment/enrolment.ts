import { addDays, dayOf } from '../../calendar/legalDay.ts';
import type { ObjectDef } from '../object.ts';
import { enrolmentActs } from './acts.ts';
import { enrolmentFields, enrolmentGroups, type EnrolmentFacts, type EnrolmentState } from './state.ts';
import { enrolmentKinds, enrolmentStates, openHours } from './terms.ts';

/**
 * Enrolment (凭据申领): how the holder of an account comes by certificate, password and authenticator, with a second
 * person's approval (GB/T 22239-2019 8.1.4.1 a, d; certificate issue takes four eyes, domain.md 4.1).
 */
export const enrolmentDef: ObjectDef<EnrolmentState, EnrolmentFacts> = {
  type: 'enrolment',
  label: { zh: '凭据申领', en: 'Enrolment' },
  states: enrolmentStates,
  fields: enrolmentFields,
  groups: enrolmentGroups,
  acts: enrolmentActs,
  columns: {
    accountNo: {
      label: { zh: '账号', en: 'Account number' },
      kind: 'text',
      width: 150,
      value: (state) => state.accountNo ?? null,
    },
    holderName: {
      label: { zh: '持有人', en: 'Holder' },
      kind: 'text',
      width: 110,
      value: (state) => state.holderName ?? null,
    },
    kind: {
      label: { zh: '申领类别', en: 'Kind' },
      kind: 'enum',
      options: enrolmentKinds,
      width: 130,
      value: (state) => state.kind ?? null,
    },
    state: {
      label: { zh: '状态', en: 'State' },
      kind: 'enum',
      options: enrolmentStates,
      width: 110,
      value: (state) => state.state,
    },
    openedAt: {
      label: { zh: '发起时间', en: 'Opened at' },
      kind: 'instant',
      width: 160,
      value: (state) => state.openedAt ?? null,
    },
    unit: {
      label: { zh: '单位', en: 'Unit' },
      kind: 'ref',
      ref: 'unit',
      width: 200,
      value: (state) => state.unit ?? null,
    },
    account: {
      label: { zh: '账号记录', en: 'Account' },
      kind: 'ref',
      ref: 'account',
      value: (state) => state.account ?? null,
    },
    keyFingerprint: {
      label: { zh: '公钥指纹', en: 'Key fingerprint' },
      kind: 'text',
      value: (state) => state.keyFingerprint ?? null,
    },
  },
  title: ({ accountNo = '', kind }) => `${accountNo} ${enrolmentKinds[kind ?? 'first'].zh}`,
  searchText: (state) => [state.holderName ?? '', state.certSerial ?? ''].filter((word) => word !== ''),
  unitOf: () => null,
  personOf: (state) => state.person ?? null,
  readers: ['SA', 'SEC', 'AUD', 'DIR'],
  deadlines: (state) =>
    state.state === 'applied' && state.openedAt !== undefined
      ? [
          {
            rule: null,
            key: 'approval',
            due: addDays(dayOf(state.openedAt), Math.floor(openHours / 24)),
            text: {
              zh: `核验本人后核准;逾 ${openHours} 小时作废`,
              en: `Check the person and approve; void after ${openHours} hours`,
            },
            roles: ['SEC', 'SA', 'DIR'],
          },
        ]
      : [],
};
