import { suspendCauses } from '../../../shared/domain/account/terms.ts';
import type { Options } from '../../../shared/domain/options.ts';
import type { Text } from '../../../shared/text.ts';

/** Words for what the system keeps beside an object's own fields. */
export const systemLabels: Readonly<Record<string, Text>> = {
  state: { zh: '状态', en: 'State' },
  grants: { zh: '授权单', en: 'Grants' },
  cells: { zh: '权限', en: 'Rights' },
  from: { zh: '自', en: 'From' },
  to: { zh: '至', en: 'To' },
  until: { zh: '计划至', en: 'Planned until' },
  reason: { zh: '理由', en: 'Reason' },
  basis: { zh: '依据', en: 'Basis' },
  remark: { zh: '备注', en: 'Remark' },
  parent: { zh: '来源授权单', en: 'Split from' },
  no: { zh: '编号', en: 'Number' },
  suspension: { zh: '暂停', en: 'Suspension' },
  cause: { zh: '原因', en: 'Cause' },
  orderedBy: { zh: '决定人', en: 'Ordered by' },
  person: { zh: '持有人', en: 'Person' },
  filingNo: { zh: '备案编号', en: 'Filing number' },
  submittedBy: { zh: '提交人', en: 'Submitted by' },
  submittedAt: { zh: '提交时间', en: 'Submitted at' },
  enteredBy: { zh: '录入人', en: 'Entered by' },
  reviewedBy: { zh: '审核人', en: 'Reviewed by' },
  reviewedAt: { zh: '审核时间', en: 'Reviewed at' },
  reviewedOn: { zh: '最近复查', en: 'Last reviewed' },
  filedBy: { zh: '复核人', en: 'Approved by' },
  filedOn: { zh: '备案日期', en: 'Filed on' },
  openedOn: { zh: '开立日期', en: 'Opened on' },
  enabledOn: { zh: '启用日期', en: 'Enabled on' },
  revokedOn: { zh: '注销日期', en: 'Revoked on' },
  late: { zh: '迟报', en: 'Late' },
  handover: { zh: '交接情况', en: 'Handover' },
};

/** Words for the values of a record's parts that no field metadata describes; by key. */
export const partValues: Readonly<Record<string, Options>> = {
  cause: suspendCauses,
  parent: {
    filing: { zh: '备案中拟申请的权限', en: 'Rights asked for in the filing' },
    direct: { zh: '直接列出', en: 'Listed directly' },
  },
};
