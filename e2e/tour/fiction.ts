import { identityCheckChar } from '../../shared/validate/identity.ts';

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
const DAY_MS = 86_400_000;
/** Legal days of the center are days in China. */
const CHINA_MS = 8 * 3_600_000;

/** Made-up values of one run; they differ from run to run so that the tour can be repeated on the same data. */
export interface Fiction {
  /** Short mark of the run, fit for a domain label. */
  readonly mark: string;
  readonly name: string;
  readonly gender: '男' | '女';
  readonly birthDate: string;
  readonly idNumber: string;
  readonly mobile: string;
  readonly certSerial: string;
  readonly certFingerprint: string;
  /** Legal day so many days from the present one. */
  day(fromToday: number): string;
}

/**
 * Values after the conventions of the sample data: name with 样 and number characters, identity number of a
 * prefecture code with sequence 000 or 001 and a valid check character, mobile of the 139 0000 block.
 * @param seed instant in ms; two runs in the same millisecond would meet
 */
export function makeFiction(seed: number): Fiction {
  const count = Math.floor(seed / 1000);
  const birth = new Date(Date.UTC(1980, 0, 1 + (count % 7300)));
  const birthDate = birth.toISOString().slice(0, 10);
  const male = count % 2 === 0;
  const body = `320400${birthDate.replaceAll('-', '')}00${male ? 1 : 0}`;
  const number = String(count % 10_000).padStart(4, '0');
  const hex = Array.from({ length: 64 }, (_, i) => ((seed * (i + 7) + i * 31) % 16).toString(16)).join('');
  const day = (fromToday: number) =>
    new Date(Date.now() + CHINA_MS + fromToday * DAY_MS).toISOString().slice(0, 10);
  return {
    mark: `t${count.toString(36)}`,
    name: `游样${[...number].map((digit) => DIGITS[Number(digit)] ?? '').join('')}`,
    gender: male ? '男' : '女',
    birthDate,
    idNumber: body + identityCheckChar(body),
    mobile: `1390000${number}`,
    certSerial: count.toString(16).toUpperCase(),
    certFingerprint: hex,
    day,
  };
}

/** Milliseconds until the next legal day begins, at an instant in ms. */
export function untilNextDay(instant: number): number {
  return DAY_MS - ((instant + CHINA_MS) % DAY_MS);
}
