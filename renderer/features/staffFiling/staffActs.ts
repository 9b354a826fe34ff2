import {
  endCauses,
  filingTypes,
  handoverItems,
  refusalGrounds,
  returnReasons,
} from '../../../shared/domain/staffFiling/terms.ts';
import type { ActExtras } from '../../ui/form/actFields.ts';

/** Words and options for acts of a staff filing whose inputs carry no metadata. */
export const staffActs: Readonly<Record<string, ActExtras>> = {
  sendBack: {
    metas: {
      reasons: { label: { zh: '退回原因', en: 'Reasons' }, kind: 'enumSet', options: returnReasons },
      text: { label: { zh: '需补正的内容', en: 'What to correct' }, kind: 'longText' },
    },
  },
  review: {
    metas: {
      opinion: { label: { zh: '审核意见', en: 'Opinion' }, kind: 'longText' },
      lateReason: { label: { zh: '迟报理由', en: 'Why it is late' }, kind: 'longText' },
      lateAccepted: { label: { zh: '同意受理迟报备案', en: 'Accept the late filing' } },
    },
  },
  file: { metas: { lateAccepted: { label: { zh: '同意受理迟报备案', en: 'Accept the late filing' } } } },
  refuse: { metas: { rule: { label: { zh: '不予备案依据', en: 'Ground' }, options: refusalGrounds } } },
  end: {
    metas: {
      cause: { label: { zh: '失效原因', en: 'Cause' }, options: endCauses },
      continuedBy: { label: { zh: '接续的备案', en: 'Filing that continues it' } },
    },
  },
  handover: {
    metas: {
      items: { label: { zh: '交接内容', en: 'Handed over' }, options: handoverItems },
      note: { label: { zh: '未办事项、资料说明', en: 'Open matters and papers' }, kind: 'longText' },
      from: { label: { zh: '移交人', en: 'Handed over by' }, kind: 'text' },
      to: { label: { zh: '接收人', en: 'Received by' }, kind: 'text' },
      witness: { label: { zh: '监交人', en: 'Witness' } },
      date: { label: { zh: '交接日期', en: 'Date' } },
      tokenReturned: { label: { zh: '证书、UKey 已交回', en: 'Certificate or token returned' } },
      secrecyPromise: { label: { zh: '已签离岗保密承诺', en: 'Secrecy promise signed' } },
    },
  },
  startChange: {
    hidden: ['draft'],
    initial: () => ({ draft: crypto.randomUUID() }),
    metas: { kind: { label: { zh: '办理类型', en: 'Kind' }, options: filingTypes } },
  },
};
