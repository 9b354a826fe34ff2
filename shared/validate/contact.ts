import { refuse, type Checked } from '../rules/finding.ts';
import { accept, reject } from './checked.ts';
import { compact } from './cleanText.ts';
import { isLandline, isMobile, partLandline } from './phone.ts';

/** Which numbers a field takes; the registry calls back a domain's contact on a landline. */
export type PhoneKind = 'landline' | 'mobile' | 'any';

/**
 * Telephone number (办公电话、手机): `0519-00000001`, `0519-00000001-12` or `13900000001`.
 * Brackets, spaces, +86 and 转 are brought to that form; a landline run together is parted by its area code.
 * Findings: `phone/landline`, `phone/mobile`, `phone/format`.
 */
export function checkPhone(raw: string, place: string, kind: PhoneKind = 'any'): Checked<string> {
  const bare = compact(raw)
    .replace(/[‐‑–—―]/g, '-')
    .replace(/^(?:\+|00)86-?/, '');
  const mobile = bare.replace(/-/g, '');
  if (isMobile(mobile) && kind !== 'landline') return accept(mobile);
  const landline = partLandline(bare);
  if (isLandline(landline) && kind !== 'mobile') return accept(landline);
  return reject(refuse(`phone/${kind === 'any' ? 'format' : kind}`, null, place, TEXTS[kind]));
}

/** Landline number (固定电话): for contacts whom a registry calls back. Finding: `phone/landline`. */
export function checkLandline(raw: string, place: string): Checked<string> {
  return checkPhone(raw, place, 'landline');
}

/** Mobile number (手机). Finding: `phone/mobile`. */
export function checkMobile(raw: string, place: string): Checked<string> {
  return checkPhone(raw, place, 'mobile');
}

const TEXTS = {
  landline: {
    zh: '应为固定电话，带区号，如 0519-00000001（分机写在后面：-12）',
    en: 'A landline number with its area code is needed, such as 0519-00000001 (extension behind it: -12)',
  },
  mobile: {
    zh: '应为 11 位手机号码，以 13–19 开头',
    en: 'A mobile number of 11 digits beginning with 13 to 19 is needed',
  },
  any: {
    zh: '不是电话号码；固定电话如 0519-00000001，手机为 11 位',
    en: 'This is no telephone number; a landline looks like 0519-00000001, a mobile number has 11 digits',
  },
} as const;

/** Postcode (邮政编码): six digits. Finding: `postcode/format`. */
export function checkPostcode(raw: string, place: string): Checked<string> {
  const code = compact(raw);
  if (/^\d{6}$/.test(code)) return accept(code);
  return reject(
    refuse('postcode/format', null, place, {
      zh: `邮政编码应为 6 位数字，“${raw.trim()}”不是；例如 213000`,
      en: `A postcode has 6 digits, "${raw.trim()}" has not; for example 213000`,
    }),
  );
}
