import type { CaseState } from '../domain/case/state.ts';
import { caseKinds, caseStates, decisionCodes } from '../domain/case/terms.ts';
import { nameOf, plain, term } from './cells.ts';
import { column, numberColumn, type StateLedger } from './ledger.ts';

/** 审批案件台账; no source lays its columns down: who asked, who decided, bound to which content. */
export const caseLedger: StateLedger<CaseState> = {
  source: 'state',
  type: 'case',
  title: { zh: '审批案件台账', en: 'Ledger of cases' },
  columns: [
    numberColumn,
    column.text('案号', 'Case number', 20),
    column.text('案件类别', 'Kind', 12),
    column.long('事项', 'Matter', 40),
    column.long('事由', 'Reason', 30),
    column.text('单位', 'Unit', 26),
    column.text('提出人', 'Proposed by', 12),
    column.instant('提出时间', 'Proposed at'),
    column.day('办理期限', 'Decide by'),
    column.text('状态', 'State', 10),
    column.text('意见代码', 'Coded reason', 16),
    column.long('意见说明', 'Explanation', 30),
    column.text('办理人', 'Decided by', 12),
    column.instant('办理时间', 'Decided at'),
    column.text('内容摘要(SM3前8位)', 'Digest of the content', 20),
  ],
  cells: (one, context, n) => [
    n,
    plain(one.no),
    term(caseKinds, one.kind),
    plain(one.title),
    plain(one.reason),
    nameOf(one.unit, context),
    plain(one.proposer?.name),
    plain(one.openedAt),
    plain(one.dueBy),
    term(caseStates, one.state),
    term(decisionCodes, one.decisionCode),
    plain(one.decisionText),
    nameOf(one.decidedBy, context),
    plain(one.decidedAt),
    plain(one.digest?.slice(0, 8)),
  ],
};
