import type { FileRef } from '../fields.ts';
import type { FilingFields } from '../staffFiling/fields.ts';
import type { FilingFacts, FilingState, Handover, OtherFiling } from '../staffFiling/state.ts';
import { idOf, sealedSample, unitIds } from './context.ts';

export const filingId = idOf('b', 1);
export const siteId = idOf('c', 1);
export const otherSiteId = idOf('c', 2);

/** A stored scan. */
export const scan: FileRef = { digest: 'ab'.repeat(32), name: '签字盖章.pdf', size: 120_000 };

/** 陈样一, a formal member of staff who reviews (domain.md 5.3), filed as new on 2 March 2026. */
export const filingSample: FilingFields = {
  filingType: 'new',
  unit: unitIds.bureau,
  siteScope: [siteId],
  effectiveDate: '2026-03-09',
  validUntil: '2028-03-01',
  name: '陈样一',
  gender: 'female',
  birthDate: '1985-03-12',
  idType: 'resident',
  idNumber: sealedSample('320400198503120008', '320400********0008'),
  officePhone: '0519-00000001',
  mobile: sealedSample('13900000001', '139****0001'),
  email: 'chen@demo.changzhou.gov.cn',
  employmentType: 'institution-staff',
  department: '办公室',
  titleRank: '科员',
  posts: ['reviewer'],
  duties: '审核本单位网站信息',
  tasks: '一审',
  requestedPermissions: [{ site: siteId, column: 'notices', action: 'review1' }],
  training: [{ date: '2026-01-15', topic: '安全培训', hours: 4, score: 92 }],
  ndaFiles: [scan],
  ndaDate: '2026-01-20',
  postAgreement: [scan],
  signer: '李样二',
  sealScan: [scan],
};

/** A filing in some state, entered and submitted by the unit's clerk. */
export function filingIn(state: string, more: Partial<FilingState> = {}): FilingState {
  return {
    id: filingId,
    rev: 3,
    state,
    ...filingSample,
    enteredBy: 'u',
    submittedBy: 'u',
    filingDate: '2026-03-02',
    ...more,
  };
}

/** Another filing of the bureau: 李样二, in force. */
export const otherFiling: OtherFiling = {
  id: idOf('b', 2),
  filingNo: 'BA-320400-2025-00002',
  name: '李样二',
  unit: unitIds.bureau,
  state: 'effective',
  person: sealedSample('320400199006300010', '').digest,
};

/** The bureau and its site; nothing else is known. */
export const filingFacts: FilingFacts = {
  unit: { id: unitIds.bureau, name: '常州市示范发展局', state: 'active', unitType: 'organ' },
  sites: [
    {
      id: siteId,
      name: '常州市示范发展局网站',
      state: 'online',
      units: [unitIds.bureau],
      columns: { notices: '通知公告' },
    },
    {
      id: otherSiteId,
      name: '常州市示范教育局网站',
      state: 'online',
      units: [unitIds.education],
      columns: {},
    },
  ],
  samePerson: [],
  sameName: [],
  replaced: null,
  successors: [],
  accounts: [],
  heldCells: [],
  newAccount: null,
};

/** A complete handover of today. */
export const handoverSample: Handover = {
  items: ['accounts', 'certificates', 'papers', 'tasks'],
  from: '陈样一',
  to: '李样二',
  witness: '王示三',
  date: '2026-03-02',
  tokenReturned: true,
  secrecyPromise: true,
};
