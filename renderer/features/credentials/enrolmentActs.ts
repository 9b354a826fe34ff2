import { enrolmentKinds, openedKinds, verifications } from '../../../shared/domain/enrolment/terms.ts';
import type { ActExtras } from '../../ui/form/actFields.ts';

const kind = { label: { zh: '申领类别', en: 'Kind' } } as const;

/** Words for the acts of an enrolment that people do. */
export const enrolmentActs: Readonly<Record<string, ActExtras>> = {
  open: {
    metas: {
      account: { label: { zh: '账号', en: 'Account' }, kind: 'ref', ref: 'account' },
      kind: { ...kind, options: openedKinds },
    },
  },
  appoint: { metas: { account: { label: { zh: '账号', en: 'Account' }, kind: 'ref', ref: 'account' } } },
  renew: {
    metas: {
      account: { label: { zh: '账号', en: 'Account' }, kind: 'ref', ref: 'account' },
      kind: { ...kind, options: enrolmentKinds },
      keyFingerprint: { label: { zh: '公钥指纹', en: 'Key fingerprint' }, kind: 'code' },
      workstation: { label: { zh: '申领地址', en: 'Applied from' }, kind: 'code' },
    },
  },
  apply: {
    metas: {
      keyFingerprint: { label: { zh: '公钥指纹', en: 'Key fingerprint' }, kind: 'code' },
      workstation: { label: { zh: '申领地址', en: 'Applied from' }, kind: 'code' },
    },
  },
  approve: {
    noPreview: true,
    metas: { verification: { label: { zh: '核验方式', en: 'Person checked' }, options: verifications } },
  },
  refuse: { noPreview: true },
  cancel: { noPreview: true },
  complete: {
    metas: {
      certificate: { label: { zh: '证书', en: 'Certificate' } },
      'certificate.certSerial': { label: { zh: '证书序列号', en: 'Serial number' }, kind: 'code' },
      'certificate.certFingerprint': { label: { zh: '证书指纹', en: 'Fingerprint' }, kind: 'code' },
      'certificate.certExpiry': { label: { zh: '证书到期日', en: 'Expires on' } },
    },
  },
};
