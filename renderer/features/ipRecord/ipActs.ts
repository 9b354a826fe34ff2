import { takenOverStates } from '../../../shared/domain/ipRecord/terms.ts';
import type { ActExtras } from '../../ui/form/actFields.ts';
import { AcknowledgeImpact } from './AcknowledgeImpact.tsx';

/** Filled by imports: the row as it was read and what it leaves open. */
const importOnly = ['raw', 'openPoints'];

/** Words and editors for acts of an IP record whose inputs carry no metadata. */
export const ipActs: Readonly<Record<string, ActExtras>> = {
  planChange: {
    metas: {
      acknowledged: { label: { zh: '影响清单确认', en: 'Impact acknowledged' } },
    },
    editors: { acknowledged: AcknowledgeImpact },
  },
  putInUse: { metas: { effectiveDate: { label: { zh: '启用日期', en: 'In use from' } } } },
  takeOver: {
    hidden: importOnly,
    metas: {
      state: { label: { zh: '台账所示状态', en: 'State in the old ledger' }, options: takenOverStates },
    },
  },
  correct: { hidden: importOnly },
};
