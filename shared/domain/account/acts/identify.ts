import * as z from 'zod';
import { refuse, type Finding } from '../../../rules/finding.ts';
import { factors } from '../../../rules/terms.ts';
import { checkIp } from '../../../validate/ipAddress.ts';
import { actsOf } from '../../object.ts';
import { keysOf } from '../../options.ts';
import { patchOf } from '../../patchOf.ts';
import type { AccountFacts } from '../facts.ts';
import type { AccountContext } from '../guards.ts';
import { accountFields, daySchema, type AccountState } from '../state.ts';
import { endSessions } from './sessions.ts';

const act = actsOf<AccountState, AccountFacts>();
const living = ['toAnalyse', 'proposed', 'toEnable', 'active', 'suspended'] as const;

export const certificateInput = z.strictObject({
  certSerial: z.string().min(1).max(64),
  /** SHA-256 of the certificate's DER form, lower-case hex. */
  certFingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  certExpiry: daySchema,
});

/** 绑定证书: ties the account to one client certificate; live sessions of the old one end. */
export const bindCertificate = act({
  label: { zh: '绑定证书', en: 'Bind certificate' },
  category: 'permission',
  from: living,
  to: 'same',
  roles: ['SA', 'SYS'],
  approve: (state) => (state.kind === 'administrator' ? ['SEC'] : null),
  dangerous: true,
  input: certificateInput,
  step: (state, input, context) => ({
    findings: checkCertificate(input, context),
    patch: patchOf(input),
    ...(state.certFingerprint &&
      state.certFingerprint !== input.certFingerprint && {
        effects: endSessions(state, { zh: '账号已更换证书', en: 'The account has a new certificate' }),
      }),
  }),
});

/** A certificate in date that no other account is tied to. */
export function checkCertificate(
  input: z.output<typeof certificateInput>,
  context: AccountContext,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (input.certExpiry < context.today)
    findings.push(
      refuse('account/certificate-expired', 'R131', 'certExpiry', {
        zh: `证书已于 ${input.certExpiry} 到期;请换用有效的证书`,
        en: `The certificate expired on ${input.certExpiry}; take a valid one`,
      }),
    );
  if (context.facts.fingerprintUsed)
    findings.push(
      refuse('account/certificate-used', 'R132', 'certFingerprint', {
        zh: '此证书已绑定到其他账号;一证一号,请为本人另发证书',
        en: 'This certificate is bound to another account; issue the person a certificate of their own',
      }),
    );
  return findings;
}

/** 登记鉴别方式: factors, terminals, addresses and the signed commitment; what is absent stays as it is. */
export const setFactors = act({
  label: { zh: '登记鉴别方式', en: 'Record factors' },
  category: 'permission',
  from: living,
  to: 'same',
  roles: ['SA', 'SYS'],
  dangerous: true,
  input: z.strictObject({
    authFactors: z
      .array(z.enum(keysOf(factors)))
      .max(5)
      .nullish(),
    deviceBinding: accountFields.shape.deviceBinding,
    ipAllow: accountFields.shape.ipAllow,
    commitmentSigned: accountFields.shape.commitmentSigned,
    commitmentFile: accountFields.shape.commitmentFile,
  }),
  step: (_state, input) => {
    const checked = (input.ipAllow ?? []).map((raw, index) => checkIp(raw, `ipAllow.${index}`));
    const ipAllow = checked.flatMap(({ value }) => (value ? [value.text] : []));
    return {
      findings: checked.flatMap(({ findings }) => findings.filter((f) => f.severity === 'refuse')),
      patch: patchOf({ ...input, ...(input.ipAllow && { ipAllow }) }),
    };
  },
});

/** 权限复查: the periodic review found the rights still needed (跟踪管理, R023); what is not is split or revoked. */
export const review = act({
  label: { zh: '复查权限', en: 'Review rights' },
  category: 'permission',
  from: ['toEnable', 'active', 'suspended'],
  to: 'same',
  roles: ['P1', 'SEC'],
  reasonRequired: true,
  input: z.strictObject({}),
  step: () => ({ patch: {}, stamps: { reviewedOn: 'day' } }),
});
