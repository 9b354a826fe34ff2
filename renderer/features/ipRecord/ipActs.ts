import type { ActExtras } from '../../ui/form/actFields.ts';
import { AcknowledgeImpact } from './AcknowledgeImpact.tsx';

/** Words and editors for acts of an IP record whose inputs carry no metadata. */
export const ipActs: Readonly<Record<string, ActExtras>> = {
  planChange: {
    metas: {
      acknowledged: { label: { zh: '影响清单确认', en: 'Impact acknowledged' } },
    },
    editors: { acknowledged: AcknowledgeImpact },
  },
};
