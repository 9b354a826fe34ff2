import { ageOn, isLegalDay, type LegalDay } from '../calendar/legalDay.ts';
import { needsReason, refuse, warn, type Checked, type Finding } from '../rules/finding.ts';
import { conclude, reject } from './checked.ts';
import { compact } from './cleanText.ts';
import { divisionStanding, provinceOfCode } from './divisions.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';
const MIN_AGE = 18;
const MAX_AGE = 65;

/** What an identity number says of its holder. */
export interface IdentityFacts {
  readonly birthDate: LegalDay;
  readonly gender: 'male' | 'female';
  /** Division where the number was first given, current or historic. */
  readonly areaCode: string;
}

/** What the number must agree with. */
export interface IdentityOptions {
  readonly birthDate?: LegalDay;
  readonly gender?: 'male' | 'female';
  /** Day on which the age must lie between 18 and 65, such as the filing date. */
  readonly on?: LegalDay;
}

/** Facts of a canonical (checked) identity number. */
export function identityFacts(id: string): IdentityFacts {
  return {
    birthDate: `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`,
    gender: Number(id.slice(16, 17)) % 2 === 1 ? 'male' : 'female',
    areaCode: id.slice(0, 6),
  };
}

/** The number as screens and events show it: `320400********0008`. Anything not 18 long is hidden whole. */
export function maskIdentity(id: string): string {
  return id.length === 18 ? `${id.slice(0, 6)}********${id.slice(14)}` : '*'.repeat(id.length);
}

/**
 * Resident identity number (公民身份号码, GB 11643). Texts never repeat the number.
 * Findings: `identity/old-15`, `identity/length`, `identity/illegal-character`, `identity/check-digit`,
 * `identity/date`, `identity/birth-date-disagrees`, `identity/gender-disagrees`, `identity/age` (needs a reason,
 * the limits are inferred), `identity/area-unknown` (warn).
 */
export function checkIdentity(raw: string, place: string, options: IdentityOptions = {}): Checked<string> {
  const id = compact(raw).toUpperCase();
  const shape = shapeFindings(id, place);
  if (shape.length > 0) return reject(...shape);
  const findings: Finding[] = [];
  if (identityCheckChar(id) !== id[17]) {
    findings.push(
      refuse('identity/check-digit', null, place, {
        zh: '身份证号码校验码错误，至少有一位输错；请对照证件逐位核对',
        en: 'The identity number fails its check digit, at least one digit is wrong; compare it with the card digit by digit',
      }),
    );
  }
  const facts = identityFacts(id);
  findings.push(...birthFindings(facts, place, options), ...otherFindings(facts, place, options));
  return conclude(id, findings);
}

/** Check character of the first 17 digits of an identity number (GB 11643, ISO 7064 MOD 11-2). */
export function identityCheckChar(id: string): string {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * Number(id[index] ?? '0');
  return CHECKS.charAt(sum % 11);
}

function shapeFindings(id: string, place: string): readonly Finding[] {
  if (/^\d{15}$/.test(id)) {
    return [
      refuse('identity/old-15', null, place, {
        zh: '15 位旧身份证号码已停用，不予接收；请填写 18 位公民身份号码',
        en: 'Old identity numbers of 15 digits are no longer valid; enter the one with 18',
      }),
    ];
  }
  const findings: Finding[] = [];
  const length = [...id].length;
  if (length !== 18) {
    findings.push(
      refuse('identity/length', null, place, {
        zh: `身份证号码应为 18 位，现有 ${length} 位；请对照证件补全`,
        en: `An identity number has 18 characters, this one ${length}; complete it from the card`,
      }),
    );
  }
  if (!/^\d*X?$/.test(id) || id.slice(0, 17).includes('X')) {
    findings.push(
      refuse('identity/illegal-character', null, place, {
        zh: '身份证号码含有非法字符；前 17 位只能是数字，末位为数字或 X',
        en: 'The identity number has an illegal character; the first 17 are digits, the last a digit or X',
      }),
    );
  }
  return findings;
}

function birthFindings(facts: IdentityFacts, place: string, options: IdentityOptions): readonly Finding[] {
  const { birthDate } = facts;
  const notBorn = options.on !== undefined && birthDate > options.on;
  if (!isLegalDay(birthDate) || birthDate < '1900-01-01' || notBorn) {
    return [
      refuse('identity/date', null, place, {
        zh: '身份证号码第 7–14 位不是有效的出生日期；请对照证件核对',
        en: 'Digits 7-14 of the identity number are no possible date of birth; compare it with the card',
      }),
    ];
  }
  const findings: Finding[] = [];
  if (options.birthDate !== undefined && options.birthDate !== birthDate) {
    findings.push(
      refuse('identity/birth-date-disagrees', null, place, {
        zh: '身份证号码中的出生日期与所填出生日期不一致；请核对两处',
        en: 'The date of birth in the identity number differs from the one entered; check both',
      }),
    );
  }
  if (options.on !== undefined) {
    const age = ageOn(birthDate, options.on);
    if (age < MIN_AGE || age > MAX_AGE) {
      findings.push(
        needsReason('identity/age', null, place, {
          zh: `${options.on} 时年龄为 ${age} 周岁，不在 ${MIN_AGE}–${MAX_AGE} 周岁之内；请核对，确需备案的写明理由`,
          en: `The age on ${options.on} is ${age}, outside ${MIN_AGE}-${MAX_AGE}; check it, or give the reason for filing this person`,
        }),
      );
    }
  }
  return findings;
}

function otherFindings(facts: IdentityFacts, place: string, options: IdentityOptions): readonly Finding[] {
  const findings: Finding[] = [];
  if (options.gender !== undefined && options.gender !== facts.gender) {
    findings.push(
      refuse('identity/gender-disagrees', null, place, {
        zh: '身份证号码第 17 位表示的性别与所填性别不一致；请核对两处',
        en: 'The gender in digit 17 of the identity number differs from the one entered; check both',
      }),
    );
  }
  // 83: residence permits of Taiwan residents, which carry numbers of the same standard.
  const known = facts.areaCode.startsWith('83') || provinceOfCode(facts.areaCode) !== null;
  if (!known || divisionStanding(facts.areaCode) === 'unknown') {
    findings.push(
      warn('identity/area-unknown', null, place, {
        zh: '身份证号码前六位不在现行或历史行政区划代码表内；请核对',
        en: 'The first six digits of the identity number are in no current or historic table of division codes; check them',
      }),
    );
  }
  return findings;
}
