import { handoverProofs } from '../../../shared/domain/account/acts/revoke.ts';
import { takes, suspendCauses } from '../../../shared/domain/account/terms.ts';
import { accountKinds, factors } from '../../../shared/rules/terms.ts';
import type { ActExtras } from '../../ui/form/actFields.ts';
import { CellsEditor } from './CellsEditor.tsx';
import { grantPicker } from './GrantPicker.tsx';
import { ParentPicker } from './ParentPicker.tsx';
import { SplitEditor } from './SplitEditor.tsx';

const opening = {
  accountNo: { label: { zh: '账号', en: 'Account number' }, kind: 'code' },
  kind: { label: { zh: '账号类别', en: 'Kind of account' }, options: accountKinds },
  holder: { label: { zh: '持有人备案', en: 'Filing of the holder' } },
  name: { label: { zh: '持有人(中心人员)', en: 'Holder (center staff)' } },
  unit: { label: { zh: '单位(中心人员)', en: 'Unit (center staff)' } },
  idNumber: { label: { zh: '证件号码(中心人员)', en: 'Identity number (center staff)' }, kind: 'secret' },
} as const;

/** Editors and words for the six operations (析权、授权、调整、暂停、启用、注销) and the rest. */
export const accountActs: Readonly<Record<string, ActExtras>> = {
  open: { metas: opening },
  split: {
    metas: {
      parent: { label: { zh: '被析权的权限', en: 'Rights being split' } },
      parts: { label: { zh: '各份权限', en: 'Parts' }, options: takes },
    },
    editors: { parent: ParentPicker, parts: SplitEditor },
    initial: (state) => ({ parent: 'holder' in state ? 'filing' : 'direct' }),
  },
  grant: { editors: { grants: grantPicker(['proposed']) } },
  adjust: {
    metas: { grant: { label: { zh: '授权单', en: 'Grant' } } },
    editors: { grant: grantPicker(['granted', 'active', 'suspended'], true), cells: CellsEditor },
  },
  renew: { editors: { grants: grantPicker(['granted', 'active', 'suspended']) } },
  suspend: {
    metas: {
      cause: { options: suspendCauses },
      grants: { hint: { zh: '不选则暂停整个账号', en: 'None chosen: the whole account' } },
    },
    editors: { grants: grantPicker(['active']) },
  },
  enable: { editors: { grants: grantPicker(['suspended']) } },
  revoke: {
    metas: {
      grants: { hint: { zh: '不选则注销整个账号', en: 'None chosen: the whole account' } },
      'handover.proof': { label: { zh: '交接依据', en: 'Proof of the handover' }, options: handoverProofs },
      'handover.record': { label: { zh: '交接记录', en: 'Record of the handover' }, kind: 'longText' },
      'handover.tokenReturned': {
        label: { zh: '证书、UKey 已交回并吊销', en: 'Token returned, certificate revoked' },
      },
      'handover.secrecyPromise': { label: { zh: '已签离岗保密承诺', en: 'Secrecy promise signed' } },
    },
    editors: { grants: grantPicker(['proposed', 'granted', 'active', 'suspended']) },
  },
  bindCertificate: {
    metas: {
      certSerial: { label: { zh: '证书序列号', en: 'Certificate serial number' }, kind: 'code' },
      certFingerprint: { label: { zh: '证书指纹(SHA-256)', en: 'Certificate fingerprint' }, kind: 'code' },
      certExpiry: { label: { zh: '证书到期日', en: 'Certificate expires on' } },
    },
  },
  factors: { metas: { authFactors: { label: { zh: '鉴别方式', en: 'Factors' }, options: factors } } },
};
