import * as z from 'zod';
import { checkIdentityAgreement } from '../../shared/domain/staffFiling/identity.ts';
import { metaOf, type FieldMeta } from '../../shared/domain/fields.ts';
import { asWarnings } from '../../shared/domain/guards.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import type { FilingState } from '../../shared/domain/staffFiling/state.ts';
import { openStored } from '../secrets/storedSecret.ts';
import { objectDefs } from '../../shared/domain/registry.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import type { Sealed } from '../../shared/domain/sealed.ts';
import type { Json, JsonObject } from '../../shared/log/patch.ts';
import type { Checked, Finding } from '../../shared/rules/finding.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import { checkMobile } from '../../shared/validate/contact.ts';
import { checkIdentity, maskIdentity } from '../../shared/validate/identity.ts';
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
export async function sealInput(
  center: Center,
  type: ObjectType,
  act: string,
  input: Readonly<Record<string, unknown>>,
  state: ObjectState,
): Promise<SealedInput> {
  const sealed: Record<string, Json> = JSON.parse(JSON.stringify(input));
  const secrets: SealedSecret[] = [];
  const findings: Finding[] = [];
  for (const [key, meta] of Object.entries(secretFields(type, act))) {
    const raw = input[key];
    if (typeof raw !== 'string' || raw.trim() === '') continue;
    const checked = (meta.check ?? checks[key] ?? untouched)(raw, key);
    findings.push(...checked.findings);
    if (checked.value === null) {
      delete sealed[key];
      continue;
    }
    const { form, secret } = sealValue(center, key, checked.value);
    sealed[key] = { ...form };
    secrets.push(secret);
  }
  if (type === 'staffFiling') findings.push(...(await identityFindings(center, act, input, state)));
  return { input: sealed, secrets, findings };
}

/** Secret fields among an act's input. */
function secretFields(type: ObjectType, act: string): Record<string, FieldMeta> {
  const input = objectDefs[type].acts[act]?.input;
  const fields = Object.entries(input instanceof z.ZodObject ? metaOf(input) : {});
  return Object.fromEntries(fields.filter(([, meta]) => meta.kind === 'secret'));
}

/** Canonical form of each kind of secret where the act's own field names no check. */
const checks: Readonly<Record<string, (raw: string, place: string) => Checked<string>>> = {
  idNumber: (raw, place) => checkIdentity(raw, place),
  mobile: checkMobile,
};

function untouched(raw: string): Checked<string> {
  return { value: raw.trim(), findings: [] };
}

/**
 * Does the identity number agree with birth date and gender (GB 11643). Only here is the number at hand in clear,
 * so it is compared whenever one of the three is given, and again when the filing is submitted.
 */
async function identityFindings(
  center: Center,
  act: string,
  input: Readonly<Record<string, unknown>>,
  state: FilingState,
): Promise<readonly Finding[]> {
  if (act !== 'submit' && !['idNumber', 'birthDate', 'gender'].some((key) => key in input)) return [];
  const raw =
    typeof input['idNumber'] === 'string'
      ? checkIdentity(input['idNumber'], 'idNumber').value
      : await opened(center, state);
  if (raw === null) return [];
  const given = { birthDate: state.birthDate, gender: state.gender, ...input };
  const birthDate = typeof given.birthDate === 'string' ? given.birthDate : null;
  const gender = given.gender === 'female' || given.gender === 'male' ? given.gender : null;
  const findings = checkIdentityAgreement(raw, birthDate, gender, dayOf(center.now()));
  return act === 'submit' ? findings : asWarnings(findings);
}

/** The number kept under seal; null when the filing has none. */
async function opened(center: Center, state: FilingState): Promise<string | null> {
  return typeof state.idNumber === 'object' && state.idNumber !== null
    ? openStored(center, state.idNumber.ref)
    : null;
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
