import { checkIp } from '../../../../shared/validate/ipAddress.ts';
import { maskIdentity } from '../../../../shared/validate/identity.ts';
import { creditCode, identityNumber } from '../fiction.ts';
import type { Random } from '../random.ts';
import type { Slots } from './splice.ts';

/** A unit of the bulk data with what its records repeat of it. */
export interface BulkUnit {
  readonly id: string;
  readonly name: string;
  readonly uscc: string;
}

/** A site of the bulk data and its unit. */
export interface BulkSite {
  readonly id: string;
  readonly name: string;
  readonly unit: BulkUnit;
}

const surnames = [
  ...'陈李王赵孙周吴郑冯褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭鲁韦马苗方俞任袁柳史唐薛',
];
const numerals = [...'一二三四五六七八九十'];

/** Slots of one person: name, sealed numbers without ciphertext, contact data. */
export function personSlots(serial: number, random: Random): Slots {
  const name = `${random.pick(surnames)}${random.chance(0.5) ? '样' : '示'}${random.pick(numerals)}${random.pick(numerals)}`;
  const female = serial % 2 === 0;
  const year = random.int(1966, 2003);
  const birth = `${year}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
  const no = String(serial % 100_000_000).padStart(8, '0');
  const digest = () => (random.uuid() + random.uuid()).replaceAll('-', '');
  return {
    name,
    birth,
    idMask: maskIdentity(identityNumber('320400', birth, female ? '000' : '001')),
    idDigest: digest(),
    idRef: random.uuid(),
    mobileMask: `139****${no.slice(4)}`,
    mobileDigest: digest(),
    mobileRef: random.uuid(),
    phone: `0519-${no}`,
    email: `bulk${no}@changzhou.gov.cn`,
    accountNo: `p${serial}`,
    certFingerprint: digest(),
    certSerial: digest().slice(0, 20).toUpperCase(),
  };
}

export function unitSlots(serial: number, id: string): Slots & { readonly uscc: string } {
  const no = String(serial + 1).padStart(4, '0');
  return {
    id0: id,
    name: `常州市样例单位第${no}号`,
    shortName: `样例${no}`,
    uscc: creditCode('11', '320400', `9900${String(5000 + serial).slice(-4)}`),
    phone: `0519-${String(20_000 + serial).padStart(8, '0')}`,
  };
}

export function siteSlots(serial: number, id: string, unit: BulkUnit): Slots {
  const no = String(serial + 1).padStart(5, '0');
  return {
    id0: id,
    name: `${unit.name}网站${no}`,
    siteCode: `32040${String(serial + 10_000).padStart(5, '0')}`,
    domain: `s${no}-demo.changzhou.gov.cn`,
    icp: `苏ICP备05000000号-${1000 + serial}`,
    unit: unit.id,
    unitName: unit.name,
    uscc: unit.uscc,
  };
}

export function domainSlots(serial: number, site: BulkSite): Slots {
  return {
    domain: `d${serial + 1}-demo.changzhou.gov.cn`,
    icp: `苏ICP备05000000号-${10_000 + serial}`,
    site: site.id,
    siteName: site.name,
    unit: site.unit.id,
    unitName: site.unit.name,
    uscc: site.unit.uscc,
  };
}

/** Addresses of 10.128/9, which the sample of the small center leaves alone. */
export function addressSlots(serial: number, site: BulkSite): Slots {
  const address = `10.${128 + (serial >> 16)}.${(serial >> 8) & 255}.${serial & 255}`;
  const block = checkIp(address, '').value;
  return { address, span: block?.first ?? '', site: site.id, unit: site.unit.id };
}
