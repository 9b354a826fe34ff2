import ipaddr from 'ipaddr.js';
import { refuse, warn, type Checked, type Finding } from '../rules/finding.ts';
import { conclude, reject } from './checked.ts';
import { compact } from './cleanText.ts';
import { usageFindings, type IpOptions } from './ipUse.ts';

/** A single address, a CIDR block or a range, in the form that is stored. */
export interface IpBlock {
  /** Canonical text: 203.0.113.10, 203.0.113.0/24, 203.0.113.5-203.0.113.9, IPv6 by RFC 5952. */
  readonly text: string;
  readonly version: 4 | 6;
  readonly form: 'single' | 'cidr' | 'range';
  /** First and last address as 32 hex digits, IPv4 as ::ffff:0:0/96, so that text order is address order. */
  readonly first: string;
  readonly last: string;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Parsed =
  | { readonly ok: true; readonly address: Address }
  | { readonly ok: false; readonly finding: Finding };

/** True when two blocks share an address; in SQL the same two comparisons on the stored texts. */
export function overlaps(a: Pick<IpBlock, 'first' | 'last'>, b: Pick<IpBlock, 'first' | 'last'>): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/**
 * IP address or block (IP地址/地址段, domain.md 2.6). The parser is `ipaddr.js`, held to the strict forms.
 * Findings: `ip/format`, `ip/leading-zero`, `ip/octet`, `ip/zone`, `ip/prefix`, `ip/host-bits`,
 * `ip/range-order`, `ip/range-versions`, `ip/range-short`, `ip/mapped` (warn), and those of `ipUse.ts`.
 */
export function checkIp(raw: string, place: string, options: IpOptions = {}): Checked<IpBlock> {
  const text = compact(raw)
    .replace(/[。．｡]/g, '.')
    .replace(/[–—―~〜至]/g, '-')
    .toLowerCase();
  const read = text.includes('/')
    ? readCidr(text, place)
    : text.includes('-')
      ? readRange(text, place)
      : readSingle(text, place);
  if (read.value === null) return read;
  const mapped = read.value.version === 4 && text.includes(':');
  return conclude(read.value, [
    ...(mapped ? [mappedFinding(read.value, place)] : []),
    ...usageFindings(read.value, place, options),
  ]);
}

function readSingle(text: string, place: string): Checked<IpBlock> {
  const parsed = readAddress(text, place);
  return parsed.ok ? conclude(block('single', parsed.address, parsed.address), []) : reject(parsed.finding);
}

function readRange(text: string, place: string): Checked<IpBlock> {
  const [left = '', right = '', ...more] = text.split('-');
  if (more.length > 0) return reject(formatFinding(text, place));
  if (/^\d{1,3}$/.test(right) && left.includes('.')) {
    const full = `${left}-${left.replace(/\d+$/, right)}`;
    return reject(
      refuse('ip/range-short', null, place, {
        zh: `地址范围的两端都要写全；是否为 ${full}？`,
        en: `Write both ends of a range in full; is ${full} meant?`,
      }),
    );
  }
  const ends = [readAddress(left, place), readAddress(right, place)] as const;
  const [first, last] = ends;
  if (!first.ok || !last.ok) return reject(...ends.flatMap((end) => (end.ok ? [] : [end.finding])));
  if (first.address.kind() !== last.address.kind()) {
    return reject(
      refuse('ip/range-versions', null, place, {
        zh: '地址范围两端一个是 IPv4、一个是 IPv6；请分开登记',
        en: 'One end of the range is IPv4, the other IPv6; enter them separately',
      }),
    );
  }
  const found = block(
    first.address.toString() === last.address.toString() ? 'single' : 'range',
    first.address,
    last.address,
  );
  if (found.first <= found.last) return conclude(found, []);
  return reject(
    refuse('ip/range-order', null, place, {
      zh: `地址范围首尾颠倒；应为 ${canonical(last.address)}-${canonical(first.address)}`,
      en: `The range ends before it begins; it should be ${canonical(last.address)}-${canonical(first.address)}`,
    }),
  );
}

function readCidr(text: string, place: string): Checked<IpBlock> {
  const [head = '', prefix = '', ...more] = text.split('/');
  const parsed = readAddress(head, place);
  if (!parsed.ok) return reject(parsed.finding);
  // A mapped address has become IPv4, its prefix counts from the 96th bit.
  const offset = parsed.address.kind() === 'ipv4' && head.includes(':') ? 96 : 0;
  const width = parsed.address.kind() === 'ipv4' ? 32 : 128;
  const bits = Number(prefix) - offset;
  if (more.length > 0 || !/^(?:0|[1-9]\d{0,2})$/.test(prefix) || bits < 0 || bits > width) {
    return reject(
      refuse('ip/prefix', null, place, {
        zh: `“/${[prefix, ...more].join('/')}”不是有效的前缀长度；应为 ${offset}–${offset + width} 的整数`,
        en: `"/${[prefix, ...more].join('/')}" is no prefix length; it is a whole number from ${offset} to ${offset + width}`,
      }),
    );
  }
  const [first, last] = blockEnds(parsed.address, bits);
  if (first.toString() === parsed.address.toString())
    return conclude(block(bits === width ? 'single' : 'cidr', first, last, bits), []);
  return reject(
    refuse('ip/host-bits', null, place, {
      zh: `${canonical(parsed.address)}/${bits} 的主机位不为零；网段应写 ${canonical(first)}/${bits}，单个地址请去掉 /${bits}`,
      en: `${canonical(parsed.address)}/${bits} has host bits set; the block is ${canonical(first)}/${bits}, for the one address leave out /${bits}`,
    }),
  );
}

function blockEnds(address: Address, bits: number): readonly [Address, Address] {
  const bytes = address.toByteArray();
  const mask = bytes.map((_, i) => 255 & ~(255 >> Math.min(8, Math.max(0, bits - i * 8))));
  const at = (list: readonly number[], i: number): number => list[i] ?? 0;
  const first = bytes.map((byte, i) => byte & at(mask, i));
  const last = bytes.map((byte, i) => byte | (255 & ~at(mask, i)));
  return [ipaddr.fromByteArray(first), ipaddr.fromByteArray(last)];
}

function block(form: IpBlock['form'], first: Address, last: Address, bits = 0): IpBlock {
  const head = canonical(first);
  const text = form === 'cidr' ? `${head}/${bits}` : form === 'range' ? `${head}-${canonical(last)}` : head;
  return { text, version: first.kind() === 'ipv4' ? 4 : 6, form, first: hexOf(first), last: hexOf(last) };
}

function canonical(address: Address): string {
  return 'toRFC5952String' in address ? address.toRFC5952String() : address.toString();
}

function hexOf(address: Address): string {
  const hex = address
    .toByteArray()
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return hex.length === 8 ? `00000000000000000000ffff${hex}` : hex;
}

function readAddress(text: string, place: string): Parsed {
  const no = (finding: Finding): Parsed => ({ ok: false, finding });
  if (text.includes('%')) return no(zoneFinding(text, place));
  const dotted = /(?:^|:)((?:\d+\.){3}\d+)$/.exec(text)?.[1];
  if (dotted !== undefined) {
    const octets = dotted.split('.');
    if (octets.some((octet) => /^0\d/.test(octet))) return no(leadingZeroFinding(text, octets, place));
    if (octets.some((octet) => Number(octet) > 255)) return no(octetFinding(text, place));
  }
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return { ok: true, address: ipaddr.IPv4.parse(text) };
  if (!text.includes(':') || !ipaddr.IPv6.isValid(text)) return no(formatFinding(text, place));
  return { ok: true, address: ipaddr.process(text) };
}

function mappedFinding(found: IpBlock, place: string): Finding {
  return warn('ip/mapped', null, place, {
    zh: `IPv4 映射地址按 IPv4 登记，已存为 ${found.text}`,
    en: `An IPv4-mapped address is filed as IPv4; stored as ${found.text}`,
  });
}

function zoneFinding(text: string, place: string): Finding {
  return refuse('ip/zone', null, place, {
    zh: `“${text}”带有网卡标识（% 后部分），只在本机有效；请去掉并登记全局地址`,
    en: `"${text}" carries a zone (the part after %), which means something on one machine only; enter a global address without it`,
  });
}

function leadingZeroFinding(text: string, octets: readonly string[], place: string): Finding {
  const plain = octets.map((octet) => String(Number(octet))).join('.');
  return refuse('ip/leading-zero', null, place, {
    zh: `“${text}”有前导零，部分系统会按八进制理解；是否为 ${plain}？`,
    en: `"${text}" has a leading zero, which some systems read as octal; is ${plain} meant?`,
  });
}

function octetFinding(text: string, place: string): Finding {
  return refuse('ip/octet', null, place, {
    zh: `“${text}”中有大于 255 的数；IPv4 每段为 0–255`,
    en: `"${text}" has a number over 255; each part of an IPv4 address is 0-255`,
  });
}

function formatFinding(text: string, place: string): Finding {
  return refuse('ip/format', null, place, {
    zh: `“${text}”不是 IP 地址；应如 203.0.113.10、203.0.113.0/24、203.0.113.5-203.0.113.9 或 2001:db8::10`,
    en: `"${text}" is no IP address; it looks like 203.0.113.10, 203.0.113.0/24, 203.0.113.5-203.0.113.9 or 2001:db8::10`,
  });
}
