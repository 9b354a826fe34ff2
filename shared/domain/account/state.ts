import * as z from 'zod';
import { accountKinds, factors } from '../../rules/terms.ts';
import { field } from '../fields.ts';
import type { ObjectState } from '../object.ts';
import { keysOf } from '../options.ts';
import { grantStates, suspendCauses } from './terms.ts';

export const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A set of rights: at least one, each once is seen to by the acts. */
export const cellsSchema = z.array(z.string().min(3).max(120)).min(1).max(2000);
/** Number of a grant (授权单号, `QX-{year}-{6 digits}`). */
export const grantNoSchema = z
  .string()
  .max(40)
  .regex(/^[A-Z][A-Z0-9-]*\d$/);

/** A time out of force: why, since when, planned until when, by whose order. Its end enables nothing by itself. */
const suspensionSchema = z.strictObject({
  cause: z.enum(keysOf(suspendCauses)),
  /** Absent when it began on the day it was written (`suspendedOn` for the whole account). */
  from: daySchema.exactOptional(),
  until: daySchema.exactOptional(),
  orderedBy: z.string().max(200).exactOptional(),
});
type Suspension = z.output<typeof suspensionSchema>;

/** One grant of rights (授权单, domain.md 2.4): a set of rights with its term, reason and descent. */
const grantSchema = z.strictObject({
  no: grantNoSchema,
  cells: z.array(z.string()),
  state: z.enum(keysOf(grantStates)),
  /** Number of the grant it was split from, `filing` for a part of the filing's request; absent when neither. */
  parent: z.string().exactOptional(),
  from: daySchema.exactOptional(),
  to: daySchema.exactOptional(),
  reason: z.string().exactOptional(),
  basis: z.string().exactOptional(),
  /** The analyst's least-privilege remark. */
  remark: z.string().exactOptional(),
  suspension: suspensionSchema.exactOptional(),
});
export type Grant = z.output<typeof grantSchema>;

/** Wire fields of an account (账号, domain.md 2.4). */
export const accountFields = z.strictObject({
  accountNo: field.code({ zh: '账号', en: 'Account number', group: 'identity', required: true, max: 40 }),
  kind: field.enum(accountKinds, {
    zh: '账号类别',
    en: 'Kind of account',
    group: 'identity',
    required: true,
  }),
  /** The filing that carries the account; absent for center staff entered directly. */
  holder: field.ref('staffFiling', { zh: '持有人备案', en: 'Filing of the holder', group: 'identity' }),
  name: field.text({ zh: '持有人', en: 'Holder', group: 'identity', required: true, max: 60 }),
  unit: field.ref('unit', { zh: '单位', en: 'Unit', group: 'identity' }),
  authFactors: field.enumSet(factors, { zh: '鉴别方式', en: 'Identification factors', group: 'factors' }),
  certSerial: field.code({ zh: '证书序列号', en: 'Certificate serial number', group: 'factors', max: 64 }),
  certFingerprint: field.code({ zh: '证书指纹(SHA-256)', en: 'Certificate fingerprint', group: 'factors' }),
  certExpiry: field.day({ zh: '证书到期日', en: 'Certificate expires on', group: 'factors' }),
  deviceBinding: field.tags({ zh: '绑定终端', en: 'Bound terminals', group: 'factors' }),
  ipAllow: field.tags({ zh: '允许地址', en: 'Allowed addresses', group: 'factors' }),
  commitmentSigned: field.boolean({ zh: '已签安全承诺', en: 'Security commitment signed', group: 'factors' }),
  commitmentFile: field.files({ zh: '安全承诺书', en: 'Signed commitment', group: 'factors' }),
});

/** State of an account. Everything may be absent: merge patches drop nulls, and an unborn account has nothing. */
export type AccountState = ObjectState &
  z.output<typeof accountFields> & {
    /** Name and keyed digest of the identity number of the one person who holds the account. */
    readonly person?: { readonly name: string; readonly digest: string };
    /** Every grant there ever was, by its number. */
    readonly grants?: Readonly<Record<string, Grant>>;
    /** Present exactly while the whole account is suspended. */
    readonly suspension?: Suspension;
    readonly suspendedOn?: string;
    readonly handover?: string;
    readonly openedOn?: string;
    readonly enabledOn?: string;
    /** Day the rights were last looked over (R023). */
    readonly reviewedOn?: string;
    readonly revokedOn?: string;
  };

/** The grants in the order of their numbers. */
export function grantsOf(state: AccountState): readonly Grant[] {
  return Object.values(state.grants ?? {}).sort((a, b) => (a.no < b.no ? -1 : 1));
}
