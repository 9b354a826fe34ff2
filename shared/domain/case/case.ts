import { objectTypes } from '../objectType.ts';
import type { Deadline, ObjectDef } from '../object.ts';
import { caseActs } from './acts.ts';
import { caseFields, type CaseState } from './state.ts';
import { caseGroups, caseKinds, caseStates, decisionCodes } from './terms.ts';

/** Case (案件, DESIGN 3): what waits for another person's decision, bound to its exact content. */
export const caseDef: ObjectDef<CaseState, unknown> = {
  type: 'case',
  label: { zh: '案件', en: 'Case' },
  states: caseStates,
  fields: caseFields,
  groups: caseGroups,
  acts: caseActs,
  columns: {
    no: { label: { zh: '案号', en: 'Case number' }, kind: 'text', value: (s) => s.no ?? null, width: 150 },
    title: { label: { zh: '事项', en: 'Matter' }, kind: 'text', value: (s) => s.title ?? null, width: 300 },
    kind: {
      label: { zh: '类别', en: 'Kind' },
      kind: 'enum',
      options: caseKinds,
      value: (s) => s.kind ?? null,
      width: 100,
    },
    state: {
      label: { zh: '状态', en: 'State' },
      kind: 'enum',
      options: caseStates,
      value: (s) => s.state,
      width: 90,
    },
    objectType: {
      label: { zh: '对象类别', en: 'Kind of object' },
      kind: 'enum',
      options: objectTypes,
      value: (s) => s.commands?.[0]?.type ?? null,
    },
    objectId: {
      label: { zh: '对象', en: 'Object' },
      kind: 'text',
      value: (s) => s.commands?.[0]?.id ?? null,
    },
    objectAct: { label: { zh: '操作', en: 'Act' }, kind: 'text', value: (s) => s.commands?.[0]?.act ?? null },
    unit: {
      label: { zh: '单位', en: 'Unit' },
      kind: 'ref',
      ref: 'unit',
      value: (s) => s.unit ?? null,
      width: 200,
    },
    proposer: {
      label: { zh: '提出人', en: 'Proposed by' },
      kind: 'text',
      value: (s) => s.proposer?.name ?? null,
      width: 100,
    },
    proposerId: {
      label: { zh: '提出账号', en: 'Proposing account' },
      kind: 'text',
      value: (s) => s.proposer?.id ?? null,
    },
    openedAt: {
      label: { zh: '提出时间', en: 'Proposed at' },
      kind: 'instant',
      value: (s) => s.openedAt ?? null,
      width: 160,
    },
    dueBy: {
      label: { zh: '办理期限', en: 'Decide by' },
      kind: 'day',
      value: (s) => s.dueBy ?? null,
      width: 110,
    },
    approveRoles: {
      label: { zh: '复核角色', en: 'Deciding roles' },
      kind: 'list',
      value: (s) => s.approveRoles ?? [],
    },
    decidedBy: {
      label: { zh: '决定账号', en: 'Deciding account' },
      kind: 'text',
      value: (s) => s.decidedBy ?? null,
    },
    decidedAt: {
      label: { zh: '决定时间', en: 'Decided at' },
      kind: 'instant',
      value: (s) => s.decidedAt ?? null,
    },
    decisionCode: {
      label: { zh: '意见', en: 'Coded reason' },
      kind: 'enum',
      options: decisionCodes,
      value: (s) => s.decisionCode ?? null,
    },
    previous: {
      label: { zh: '原案件', en: 'Resubmits' },
      kind: 'ref',
      ref: 'case',
      value: (s) => s.previous ?? null,
    },
  },
  title: (state) => [state.no, state.title].filter((part) => part).join(' '),
  searchText: (state) => [state.proposer?.name ?? '', state.reason ?? ''].filter((part) => part !== ''),
  unitOf: (state) => state.unit ?? null,
  // Nobody in particular: whoever gains by the effect is kept away by its list of beneficiaries.
  personOf: () => null,
  readers: ['P1', 'P2', 'SA', 'SEC', 'AUD', 'C1', 'C2', 'DIR', 'U'],
  deadlines: caseDeadlines,
};

function caseDeadlines(state: CaseState): readonly Deadline[] {
  if (state.state !== 'open' || !state.dueBy) return [];
  const kind = caseKinds[state.kind ?? 'approval'];
  return [
    {
      rule: null,
      key: 'decision',
      due: state.dueBy,
      text: { zh: `${kind.zh}最迟于 ${state.dueBy} 办结`, en: `${kind.en}: decide by ${state.dueBy}` },
      roles: state.approveRoles ?? [],
    },
  ];
}
