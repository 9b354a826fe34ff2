import type { Finding } from '../../rules/finding.ts';
import { checkIdentity } from '../../validate/identity.ts';

/**
 * Does the raw identity number agree with the rest of the filing (GB 11643): check digit, birth date, gender, age
 * 18-65 on the day. The server asks this while it seals the number, and again with the opened number when birth
 * date or gender change or the filing is submitted; a decider sees the sealed form only.
 * Findings never repeat the number; their place is `idNumber`.
 */
export function checkIdentityAgreement(
  raw: string,
  birthDate: string | null | undefined,
  gender: 'male' | 'female' | null | undefined,
  today: string,
): readonly Finding[] {
  return checkIdentity(raw, 'idNumber', {
    ...(birthDate && { birthDate }),
    ...(gender && { gender }),
    on: today,
  }).findings;
}
