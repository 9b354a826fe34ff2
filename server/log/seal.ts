import { checkIdentityAgreement } from '../../shared/domain/staffFiling/identity.ts';
import { metaOf } from '../../shared/domain/fields.ts';
import { objectDefs } from '../../shared/domain/registry.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import type { Sealed } from '../../shared/domain/sealed.ts';
import type { Json, JsonObject } from '../../shared/log/patch.ts';
import type { Finding } from '../../shared/rules/finding.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import { maskIdentity } from '../../shared/validate/identity.ts';
import { maskPhone } from '../../shared/validate/phone.ts';
import type { Center } from '../center.ts';
import type { SealedSecret } from './execute.ts';

/** An act's input with every personal secret replaced by its sealed form. */
export interface SealedInput {
  readonly input: JsonObject;
  readonly secrets: readonly SealedSecret[];
  /** Of the raw values; the decider never sees them. */
  readonly findings: readonly Finding[];
}

/**
 * Takes the personal secrets out of an input before anything else sees it: checks the raw value, keeps the
 * ciphertext aside, and puts mask, keyed digest and reference in its place (DESIGN 2).
 */
export function sealInput(
  center: Center,
  type: ObjectType,
  input: Readonly<Record<string, unknown>>,
): SealedInput {
  const sealed: Record<string, Json> = JSON.parse(JSON.stringify(input));
  const secrets: SealedSecret[] = [];
  const findings: Finding[] = [];
  for (const [key, meta] of Object.entries(metaOf(objectDefs[type].fields))) {
    const raw = input[key];
    if (meta.kind !== 'secret' || typeof raw !== 'string' || raw.trim() === '') continue;
    const checked = meta.check?.(raw, key) ?? { value: raw.trim(), findings: [] };
    findings.push(...checked.findings);
    if (checked.value === null) {
      delete sealed[key];
      continue;
    }
    if (key === 'idNumber') findings.push(...agreement(checked.value, input, center));
    const { form, secret } = sealValue(center, key, checked.value);
    sealed[key] = { ...form };
    secrets.push(secret);
  }
  return { input: sealed, secrets, findings };
}

function agreement(
  raw: string,
  input: Readonly<Record<string, unknown>>,
  center: Center,
): readonly Finding[] {
  const text = (key: string) => (typeof input[key] === 'string' ? input[key] : null);
  const gender = text('gender');
  return checkIdentityAgreement(
    raw,
    text('birthDate'),
    gender === 'female' || gender === 'male' ? gender : null,
    dayOf(center.now()),
  );
}

function sealValue(center: Center, kind: string, value: string): { form: Sealed; secret: SealedSecret } {
  const ref = center.newId();
  return {
    form: {
      mask: kind === 'idNumber' ? maskIdentity(value) : maskPhone(value),
      digest: center.vault.digestOf(kind, value),
      ref,
    },
    secret: { ref, kind, ciphertext: center.vault.seal(value, ref) },
  };
}
