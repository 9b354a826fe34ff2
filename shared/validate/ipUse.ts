import { refuse, type Finding } from '../rules/finding.ts';
import type { Text } from '../text.ts';

/** Where an address is used. */
export interface IpOptions {
  /** `internet`: must be public. `internal`: must be private. `any`: what a host may have. Absent: not looked at. */
  readonly net?: 'internet' | 'internal' | 'any';
  /** Fictional data: the documentation ranges pass as public addresses. */
  readonly sampleMode?: boolean;
}

type Use = 'private' | 'shared' | 'documentation' | 'reserved';

interface Special {
  readonly use: Use;
  readonly first: string;
  readonly last: string;
  readonly block: string;
  readonly name: Text;
}

const MAPPED = '00000000000000000000ffff';

const v4 = (use: Use, block: string, first: string, last: string, zh: string, en: string): Special => ({
  use,
  block,
  first: MAPPED + first,
  last: MAPPED + last,
  name: { zh, en },
});

const v6 = (use: Use, block: string, first: string, last: string, zh: string, en: string): Special => ({
  use,
  block,
  first: first.padEnd(32, '0'),
  last: last.padEnd(32, 'f'),
  name: { zh, en },
});

/** IANA special-purpose registry of IPv4 (RFC 6890 and its updates), first and last address in hex. */
const SPECIAL_V4: readonly Special[] = [
  v4('reserved', '0.0.0.0/8', '00000000', '00ffffff', '本网络地址', 'this network'),
  v4('private', '10.0.0.0/8', '0a000000', '0affffff', '私有地址', 'private'),
  v4('shared', '100.64.0.0/10', '64400000', '647fffff', '运营商共享地址', 'carrier shared'),
  v4('reserved', '127.0.0.0/8', '7f000000', '7fffffff', '环回地址', 'loopback'),
  v4('reserved', '169.254.0.0/16', 'a9fe0000', 'a9feffff', '链路本地地址', 'link-local'),
  v4('private', '172.16.0.0/12', 'ac100000', 'ac1fffff', '私有地址', 'private'),
  v4('reserved', '192.0.0.0/24', 'c0000000', 'c00000ff', '协议保留地址', 'protocol assignments'),
  v4('documentation', '192.0.2.0/24', 'c0000200', 'c00002ff', '文档示例地址', 'documentation'),
  v4('reserved', '192.88.99.0/24', 'c0586300', 'c05863ff', '已停用的中继地址', 'withdrawn relay'),
  v4('private', '192.168.0.0/16', 'c0a80000', 'c0a8ffff', '私有地址', 'private'),
  v4('reserved', '198.18.0.0/15', 'c6120000', 'c613ffff', '测试地址', 'benchmarking'),
  v4('documentation', '198.51.100.0/24', 'c6336400', 'c63364ff', '文档示例地址', 'documentation'),
  v4('documentation', '203.0.113.0/24', 'cb007100', 'cb0071ff', '文档示例地址', 'documentation'),
  v4('reserved', '224.0.0.0/4', 'e0000000', 'efffffff', '组播地址', 'multicast'),
  v4('reserved', '240.0.0.0/4', 'f0000000', 'ffffffff', '保留地址', 'reserved'),
];

/** The same for IPv6 (RFC 4291: global unicast is 2000::/3, all else is special or unassigned). */
const SPECIAL_V6: readonly Special[] = [
  v6('reserved', '::/3', '0', '1', '未分配或特殊用途地址', 'unassigned or special use'),
  v6('reserved', '2001::/23', '20010000', '200101', '协议保留地址', 'protocol assignments'),
  v6('documentation', '2001:db8::/32', '20010db8', '20010db8', '文档示例地址', 'documentation'),
  v6('reserved', '2002::/16', '2002', '2002', '6to4 过渡地址', '6to4'),
  v6('documentation', '3fff::/20', '3fff0', '3fff0', '文档示例地址', 'documentation'),
  v6('reserved', '4000::-fbff:…', '4', 'fb', '未分配地址', 'unassigned'),
  v6('private', 'fc00::/7', 'fc', 'fd', '唯一本地地址', 'unique local'),
  v6('reserved', 'fe00::-feff:…', 'fe', 'fe', '链路本地或保留地址', 'link-local or reserved'),
  v6('reserved', 'ff00::/8', 'ff', 'ff', '组播地址', 'multicast'),
];

/** A block as far as its use is concerned; see `IpBlock`. */
interface Span {
  readonly version: 4 | 6;
  readonly first: string;
  readonly last: string;
}

/**
 * Findings on where an address may be used: `ip/in-private`, `ip/in-shared`, `ip/in-documentation`, `ip/in-reserved`
 * for any part of the block that lies in such a range, `ip/not-private` when it should be internal.
 */
export function usageFindings(span: Span, place: string, options: IpOptions): readonly Finding[] {
  const { net, sampleMode = false } = options;
  if (net === undefined) return [];
  const table = span.version === 4 ? SPECIAL_V4 : SPECIAL_V6;
  if (net === 'internal') {
    const inside = table.some((s) => s.use === 'private' && s.first <= span.first && span.last <= s.last);
    return inside ? [] : [notPrivate(place)];
  }
  const barred: readonly Use[] = net === 'internet' ? ['private', 'shared', 'reserved'] : ['reserved'];
  const touched = table.filter((s) => s.first <= span.last && span.first <= s.last);
  return touched
    .filter((s) => barred.includes(s.use) || (s.use === 'documentation' && !sampleMode))
    .map((s) => specialFinding(s, net, place));
}

function specialFinding(found: Special, net: 'internet' | 'any', place: string): Finding {
  return refuse(`ip/in-${found.use}`, null, place, {
    zh: `该地址属于${found.name.zh} ${found.block}，${net === 'internet' ? '不能作为互联网地址登记；请填写公网地址，或把网络改为政务外网/专网' : '不能分配给主机；请填写实际使用的地址'}`,
    en: `The address lies in ${found.block} (${found.name.en}) and ${net === 'internet' ? 'is no Internet address; enter the public address or change the network' : 'cannot be given to a host; enter the one in use'}`,
  });
}

function notPrivate(place: string): Finding {
  return refuse('ip/not-private', null, place, {
    zh: '内网映射地址应为私有地址（10/8、172.16/12、192.168/16 或 fc00::/7）；请填写内网地址',
    en: 'The internal address must be private (10/8, 172.16/12, 192.168/16 or fc00::/7); enter the internal one',
  });
}
