import { checkFactors, checkRemoteBinding } from '../../rules/checks/identification.ts';
import { refuse, type Finding } from '../../rules/finding.ts';
import { limitOf } from '../../rules/ruleSet.ts';
import { at, type AccountContext } from './guards.ts';
import type { AccountState } from './state.ts';

/**
 * The holder can prove who they are: factors by the class of account (R133), a certificate in date (R131: every
 * account works from a remote terminal), the security commitment signed.
 */
export function checkIdentification(
  state: AccountState,
  context: AccountContext,
  place: string,
): readonly Finding[] {
  const findings: Finding[] = [
    ...at(
      place,
      checkFactors({
        accountKind: state.kind ?? 'administrator',
        factors: state.authFactors ?? [],
        kinds: limitOf(context.rules, 'R133', 'kinds'),
      }),
    ),
    ...at(
      place,
      checkRemoteBinding({ remote: true, certificateSerial: state.certSerial ?? null, vpnId: null }),
    ),
  ];
  if (state.certExpiry && state.certExpiry < context.today)
    findings.push(
      refuse('account/certificate-expired', 'R131', place, {
        zh: `证书已于 ${state.certExpiry} 到期;请先更换证书`,
        en: `The certificate expired on ${state.certExpiry}; bind a new one first`,
      }),
    );
  if (state.commitmentSigned !== true)
    findings.push(
      refuse('account/no-commitment', 'X15', place, {
        zh: '持有人尚未签署安全承诺;请签署并登记',
        en: 'The holder has not signed the security commitment; have it signed and record it',
      }),
    );
  return findings;
}
