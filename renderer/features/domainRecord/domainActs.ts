import { takenOverStates } from '../../../shared/domain/domainRecord/terms.ts';
import type { ActExtras } from '../../ui/form/actFields.ts';

/** Filled by imports: the row as it was read and what it leaves open. */
const importOnly = ['raw', 'openPoints'];

/** Words and options for acts of a domain record whose inputs carry no metadata. */
export const domainActs: Readonly<Record<string, ActExtras>> = {
  recordIcp: {
    metas: {
      icpSponsor: { label: { zh: '备案系统所示主办单位', en: 'Sponsor as the ICP system shows it' } },
      icpDomain: { label: { zh: '备案系统所示域名', en: 'Domain as the ICP system shows it' }, kind: 'code' },
    },
  },
  renew: { metas: { years: { label: { zh: '续费年数', en: 'Years' } } } },
  keepTransitional: { metas: { transitionEnd: { label: { zh: '过渡期至', en: 'Transition ends on' } } } },
  deregister: {
    metas: {
      deregisteredOn: { label: { zh: '注销日期', en: 'Deregistered on' } },
      dnsRemoved: { label: { zh: '解析记录已删除', en: 'The DNS record is removed' } },
    },
  },
  takeOver: {
    hidden: importOnly,
    metas: {
      state: { label: { zh: '台账所示状态', en: 'State in the old ledger' }, options: takenOverStates },
    },
  },
  correct: { hidden: importOnly },
};
