import { cellsText } from '../domain/account/cellText.ts';
import { requestedCells } from '../domain/staffFiling/cells.ts';
import type { FilingState } from '../domain/staffFiling/state.ts';
import { abRoles, filingStates, filingTypes, genders } from '../domain/staffFiling/terms.ts';
import { employmentTypes, posts } from '../rules/terms.ts';
import { maskOf, nameOf, namesOf, plain, rightNames, term, terms } from './cells.ts';
import { column, numberColumn, type LedgerCell, type StateLedger } from './ledger.ts';

/** 管理维护人员备案表, as a roll (备案名册, domain.md 6). */
export const staffLedger: StateLedger<FilingState> = {
  source: 'state',
  type: 'staffFiling',
  title: { zh: '管理维护人员备案表', en: 'Roll of site maintenance staff' },
  columns: [
    numberColumn,
    column.text('备案编号', 'Filing number', 22),
    column.text('单位名称', 'Unit', 26),
    column.long('网站名称', 'Sites', 26),
    column.text('姓名', 'Name', 10),
    column.text('性别', 'Gender', 6),
    column.text('证件号码(脱敏)', 'Identity number (masked)', 22),
    column.text('人员性质', 'Employment', 14),
    column.text('职务', 'Title', 12),
    column.long('岗位', 'Posts', 20),
    column.text('A/B角', 'A/B role', 8),
    column.long('职责任务', 'Duties and tasks', 30),
    column.long('权限范围', 'Rights asked for', 30),
    column.text('办公电话', 'Office phone', 16),
    column.text('手机', 'Mobile', 14),
    column.long('培训情况', 'Training', 26),
    column.day('保密协议签订日期', 'Agreement signed on'),
    column.text('备案类型', 'Kind of filing', 10),
    column.text('被替换人员', 'Person replaced', 14),
    column.day('报送日期', 'Received on'),
    column.day('生效日期', 'Effective date'),
    column.text('是否提前一周', 'A week ahead', 12),
    column.text('审核人', 'Reviewed by', 12),
    column.day('备案日期', 'Filed on'),
    column.text('状态', 'State', 10),
    column.long('备注', 'Remarks', 20),
  ],
  cells: (filing, context, n) => [
    n,
    plain(filing.filingNo),
    nameOf(filing.unit, context),
    namesOf(filing.siteScope, context),
    plain(filing.name),
    term(genders, filing.gender),
    maskOf(filing.idNumber),
    term(employmentTypes, filing.employmentType),
    plain(filing.titleRank),
    terms(posts, filing.posts),
    term(abRoles, filing.abRole),
    dutiesOf(filing),
    plain(cellsText(requestedCells(filing), rightNames(context)).zh),
    plain(filing.officePhone),
    maskOf(filing.mobile),
    trainingOf(filing),
    plain(filing.ndaDate),
    term(filingTypes, filing.filingType),
    nameOf(filing.replacedFiling, context),
    plain(filing.filingDate),
    plain(filing.effectiveDate),
    weekAhead(filing),
    nameOf(filing.reviewedBy, context),
    plain(filing.filedOn),
    term(filingStates, filing.state),
    plain(filing.remarks),
  ],
};

function dutiesOf({ duties, tasks }: FilingState): LedgerCell {
  return plain([...new Set([duties, tasks].filter((part) => part))].join(';'));
}

function trainingOf({ training }: FilingState): LedgerCell {
  const lines = (training ?? []).map(({ date, topic, hours, score }) =>
    [date, topic, hours ? `${hours}h` : '', score ?? ''].filter((part) => part !== '').join(' '),
  );
  return plain(lines.join(';'));
}

/** R122 speaks of replacements only. */
function weekAhead(filing: FilingState): LedgerCell {
  if (filing.filingType !== 'replacement' || !filing.filingDate) return null;
  return filing.late === true ? '否' : '是';
}
