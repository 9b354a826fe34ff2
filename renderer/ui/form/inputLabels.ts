import type { ObjectType } from '../../../shared/domain/objectType.ts';
import type { Text } from '../../../shared/text.ts';

/** Words for input keys and values of acts whose schemas carry no metadata of their own. */
export const inputLabels: Readonly<Record<string, Text>> = {
  reason: { zh: '理由', en: 'Reason' },
  reasonCode: { zh: '理由类别', en: 'Kind of reason' },
  code: { zh: '理由类别', en: 'Kind of reason' },
  note: { zh: '说明', en: 'Note' },
  opinion: { zh: '意见', en: 'Opinion' },
  remark: { zh: '备注', en: 'Remark' },
  basis: { zh: '依据', en: 'Basis' },
  from: { zh: '自', en: 'From' },
  to: { zh: '至', en: 'To' },
  until: { zh: '计划至', en: 'Planned until' },
  cause: { zh: '原因', en: 'Cause' },
  orderedBy: { zh: '决定人', en: 'Ordered by' },
  grants: { zh: '授权单', en: 'Grants' },
  cells: { zh: '权限', en: 'Rights' },
  parts: { zh: '各份权限', en: 'Parts' },
  parent: { zh: '被析权的权限', en: 'Rights being split' },
  handover: { zh: '交接情况', en: 'Handover' },
  proof: { zh: '证明材料', en: 'Proof' },
  plannedDay: { zh: '计划变更日期', en: 'Planned day' },
  changedOn: { zh: '实际变更日期', en: 'Changed on' },
  icpFiledOn: { zh: 'ICP变更申请日期', en: 'ICP change asked for on' },
  supervisorConsent: { zh: '主管单位同意变更持有者', en: 'The supervisor consents to the new holder' },
  day: { zh: '日期', en: 'Day' },
  date: { zh: '日期', en: 'Date' },
  number: { zh: '编号', en: 'Number' },
  files: { zh: '附件', en: 'Files' },
  expiryDate: { zh: '到期日', en: 'Expires on' },
  endDate: { zh: '停用日期', en: 'End date' },
  reportNo: { zh: '报备编号', en: 'Report number' },
  reportedAt: { zh: '报备时间', en: 'Reported at' },
  successor: { zh: '接替单位', en: 'Successor' },
};

/** Which objects the id fields of such schemas name. */
export const inputRefs: Readonly<Record<string, ObjectType>> = {
  holder: 'staffFiling',
  unit: 'unit',
  site: 'site',
  sites: 'site',
  continuedBy: 'staffFiling',
  successor: 'unit',
  successorUnit: 'unit',
  filing: 'staffFiling',
  domain: 'domainRecord',
  domains: 'domainRecord',
  address: 'ipRecord',
  securityOfficer: 'staffFiling',
};
