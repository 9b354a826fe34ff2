const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^(0\d{2,3})-(\d{7,8})(-\d{1,6})?$/;

/** True for a canonical mobile number (手机). */
export function isMobile(text: string): boolean {
  return MOBILE.test(text);
}

/** True for a canonical landline number: 0519-00000001, with an extension 0519-00000001-12. */
export function isLandline(text: string): boolean {
  return LANDLINE.test(text);
}

/** A landline number as typed, with hyphens between area code, number and extension (转, *, #). */
export function partLandline(bare: string): string {
  const parted = bare.replace(/^\((\d+)\)-?/, '$1-').replace(/(?:转|\*|#|ext\.?)/i, '-');
  // Area codes 010 and 02x have three digits, all others four (工信部电信网编号计划).
  return parted.replace(/^(010|02\d|0[3-9]\d{2})-?(\d{7,8})(?=-|$)/, '$1-$2');
}

/** The number as screens and events show it: the last four digits before an extension stay. */
export function maskPhone(phone: string): string {
  if (MOBILE.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(7)}`;
  const match = LANDLINE.exec(phone);
  if (!match) return '*'.repeat(phone.length);
  const [, area = '', number = '', extension = ''] = match;
  return `${area}-${'*'.repeat(number.length - 4)}${number.slice(-4)}${extension}`;
}
