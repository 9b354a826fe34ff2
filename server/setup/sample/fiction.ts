import { addDays } from '../../../shared/calendar/legalDay.ts';
import { identityCheckChar } from '../../../shared/validate/identity.ts';
import { orgCheckChar } from '../../../shared/validate/orgCode.ts';
import { usccCheckChar } from '../../../shared/validate/uscc.ts';

/** A fictional person (domain.md 5.2): every number passes its check and belongs to nobody. */
export interface Person {
  readonly name: string;
  readonly gender: 'female' | 'male';
  readonly birthDate: string;
  readonly idNumber: string;
  readonly officePhone: string;
  readonly mobile: string;
  readonly email: string;
}

const surnames = [
  ...'陈李王赵孙周吴郑冯褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭鲁韦马苗方俞任袁柳史唐薛贺倪汤殷罗毕郝安常乐于傅齐康伍余元顾孟黄穆萧尹',
];
const numerals = [...'一二三四五六七八九十'];
const FIRST_BIRTH = '1968-01-05';

/**
 * The `serial`-th person. Identity numbers carry a prefecture-level area code and the sequences 000 and 001, which are
 * not given out; names are a surname, 样 or 示, and a numeral; every twentieth has a name with the middle dot.
 */
export function personOf(serial: number): Person {
  const surname = surnames[serial % surnames.length] ?? '陈';
  const numeral = numerals[Math.floor(serial / surnames.length) % numerals.length] ?? '一';
  const mark = Math.floor(serial / surnames.length / numerals.length) % 2 === 0 ? '样' : '示';
  const yili = serial % 20 === 19;
  const female = serial % 2 === 0;
  const birthDate = addDays(FIRST_BIRTH, (serial * 37) % 13_149);
  const no = String(serial + 1);
  return {
    name: yili ? `阿${mark}·示例${numeral}` : `${surname}${mark}${numeral}`,
    gender: female ? 'female' : 'male',
    birthDate,
    idNumber: identityNumber(yili ? '654000' : '320400', birthDate, female ? '000' : '001'),
    officePhone: `0519-${no.padStart(8, '0')}`,
    mobile: `139${no.padStart(8, '0')}`,
    email: `sample${no.padStart(4, '0')}@changzhou.gov.cn`,
  };
}

/** Identity number (GB 11643) with a right check character. */
export function identityNumber(area: string, birthDate: string, sequence: string): string {
  const body = `${area}${birthDate.replaceAll('-', '')}${sequence}`;
  return body + identityCheckChar(body);
}

/**
 * Unified social credit code (GB 32100) over an organisation code body that begins with 9900, which is not issued.
 * @param bodyClass first two characters, such as 11 for state organs
 */
export function creditCode(bodyClass: string, division: string, organisation: string): string {
  const body = `${bodyClass}${division}${organisation}${orgCheckChar(organisation)}`;
  return body + usccCheckChar(body);
}
