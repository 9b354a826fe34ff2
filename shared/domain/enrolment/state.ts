import * as z from 'zod';
import { field } from '../fields.ts';
import type { ObjectState } from '../object.ts';
import { enrolmentKinds, verifications } from './terms.ts';

/** Wire fields of an enrolment (凭据申领). Codes, keys and seeds are never among them. */
export const enrolmentFields = z.strictObject({
  account: field.ref('account', { zh: '账号', en: 'Account', group: 'matter', required: true }),
  kind: field.enum(enrolmentKinds, { zh: '申领类别', en: 'Kind', group: 'matter', required: true }),
  holderName: field.text({ zh: '持有人', en: 'Holder', group: 'matter' }),
  keyFingerprint: field.code({
    zh: '公钥指纹(SHA-256)',
    en: 'Fingerprint of the key (SHA-256)',
    group: 'application',
  }),
  workstation: field.code({ zh: '申领地址', en: 'Applied from', group: 'application' }),
  verification: field.enum(verifications, { zh: '核验方式', en: 'Person checked', group: 'approval' }),
  certSerial: field.code({ zh: '证书序列号', en: 'Certificate serial number', group: 'approval', max: 64 }),
});

export const enrolmentGroups = {
  matter: { zh: '事项', en: 'Matter' },
  application: { zh: '申领', en: 'Application' },
  approval: { zh: '核准与领取', en: 'Approval and collection' },
};

export type EnrolmentState = ObjectState &
  z.output<typeof enrolmentFields> & {
    readonly accountNo?: string;
    readonly unit?: string | null;
    /** Keyed digest of the identity number of the holder. */
    readonly person?: string | null;
    /** Account that opened it. */
    readonly openedBy?: string;
    readonly openedAt?: string;
    readonly approvedBy?: string;
    /** Appointed by the bootstrap of the center, when nobody exists who could approve. */
    readonly bootstrap?: boolean;
  };

/** What the decider has to know of other records. Plain data. */
export interface EnrolmentFacts {
  /** The account it is for; null when there is none. */
  readonly account: {
    readonly state: string;
    readonly accountNo: string;
    readonly name: string;
    readonly unit: string | null;
    readonly person: string | null;
    readonly factors: readonly string[];
  } | null;
  /** Has the account a password and an authenticator already. */
  readonly enrolled: boolean;
  /** Other enrolments of the account under way, as people call them. */
  readonly underWay: readonly string[];
  /** Digest of the person who opened it. */
  readonly openerPerson: string | null;
  /** Nobody has ever signed in. */
  readonly installing: boolean;
}
