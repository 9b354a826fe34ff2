import { employmentTypes, posts } from '../../rules/terms.ts';
import type { ObjectDef } from '../object.ts';
import { edit, enter, submit, withdraw } from './acts/draft.ts';
import { end, handover, markReplacing, startChange, takeEffect } from './acts/effect.ts';
import { file, refuse, review, sendBack } from './acts/review.ts';
import { filingDeadlines } from './deadlines.ts';
import { filingFields } from './fields.ts';
import { isCorePost } from './rules.ts';
import { lastTrainingOf, personDigestOf, type FilingFacts, type FilingState } from './state.ts';
import { filingGroups, filingStates, filingTypes } from './terms.ts';

const columns: ObjectDef<FilingState, FilingFacts>['columns'] = {
  filingNo: {
    label: { zh: '备案编号', en: 'Filing no.' },
    kind: 'text',
    width: 190,
    value: (filing) => filing.filingNo ?? null,
  },
  name: {
    label: { zh: '姓名', en: 'Name' },
    kind: 'text',
    width: 110,
    value: (filing) => filing.name ?? null,
  },
  unit: {
    label: { zh: '单位', en: 'Unit' },
    kind: 'ref',
    ref: 'unit',
    width: 220,
    value: (filing) => filing.unit ?? null,
  },
  idNumber: {
    label: { zh: '证件号码', en: 'Identity no.' },
    kind: 'text',
    width: 180,
    value: (filing) => (typeof filing.idNumber === 'object' ? (filing.idNumber?.mask ?? null) : null),
  },
  filingType: {
    label: { zh: '备案类型', en: 'Kind' },
    kind: 'enum',
    options: filingTypes,
    width: 90,
    value: (filing) => filing.filingType ?? null,
  },
  posts: {
    label: { zh: '岗位', en: 'Posts' },
    kind: 'list',
    options: posts,
    width: 180,
    value: (filing) => filing.posts ?? [],
  },
  corePost: {
    label: { zh: '核心岗位', en: 'Core post' },
    kind: 'boolean',
    value: (filing) => isCorePost(filing),
  },
  employmentType: {
    label: { zh: '人员性质', en: 'Employment' },
    kind: 'enum',
    options: employmentTypes,
    width: 130,
    value: (filing) => filing.employmentType ?? null,
  },
  titleRank: {
    label: { zh: '职务职级', en: 'Title and rank' },
    kind: 'text',
    value: (filing) => filing.titleRank ?? null,
  },
  filingDate: {
    label: { zh: '报送日期', en: 'Received on' },
    kind: 'day',
    width: 110,
    value: (filing) => filing.filingDate ?? null,
  },
  filedOn: {
    label: { zh: '备案日期', en: 'Filed on' },
    kind: 'day',
    value: (filing) => filing.filedOn ?? null,
  },
  effectiveDate: {
    label: { zh: '生效日期', en: 'Effective date' },
    kind: 'day',
    width: 110,
    value: (filing) => filing.effectiveDate ?? null,
  },
  late: {
    label: { zh: '未提前一周', en: 'Filed late' },
    kind: 'boolean',
    width: 100,
    value: (filing) => filing.late === true,
  },
  validUntil: {
    label: { zh: '有效期至', en: 'Valid until' },
    kind: 'day',
    width: 110,
    value: (filing) => filing.validUntil ?? null,
  },
  lastTraining: {
    label: { zh: '最近培训', en: 'Last training' },
    kind: 'day',
    value: (filing) => lastTrainingOf(filing),
  },
  siteScope: {
    label: { zh: '网站范围', en: 'Sites' },
    kind: 'list',
    ref: 'site',
    value: (filing) => filing.siteScope ?? [],
  },
  replacedFiling: {
    label: { zh: '被替换人员', en: 'Replaces' },
    kind: 'ref',
    ref: 'staffFiling',
    value: (filing) => filing.replacedFiling ?? null,
  },
  state: {
    label: { zh: '状态', en: 'State' },
    kind: 'enum',
    options: filingStates,
    width: 110,
    value: (filing) => filing.state,
  },
};

/** Staff filing (人员备案): who maintains which sites with which rights, filed with the center (R022, R121). */
export const staffFilingDef: ObjectDef<FilingState, FilingFacts> = {
  type: 'staffFiling',
  label: { zh: '人员备案', en: 'Staff filing' },
  states: filingStates,
  fields: filingFields,
  groups: filingGroups,
  acts: {
    enter,
    edit,
    submit,
    sendBack,
    review,
    file,
    refuse,
    withdraw,
    takeEffect,
    startChange,
    markReplacing,
    handover,
    end,
  },
  columns,
  title: (filing) => [filing.name, filing.filingNo].filter(Boolean).join(' ') || filing.id,
  searchText: (filing) =>
    [filing.filingNo, filing.department, filing.titleRank, filing.officePhone, filing.email].filter(
      (word) => word !== null && word !== undefined,
    ),
  unitOf: (filing) => filing.unit ?? null,
  personOf: personDigestOf,
  readers: ['AUD', 'P1', 'P2', 'C1', 'C2', 'DIR', 'U', 'INS'],
  deadlines: filingDeadlines,
};
