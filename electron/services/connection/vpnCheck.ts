import { BlockList, isIPv6 } from 'node:net';
import type { Profile } from '../../../shared/profile/profile.ts';
import type { RouteLookup } from './routeLookup.ts';

/** The VPN a profile asks for (细则 40(6): remote work only through it). */
export type VpnPolicy = NonNullable<Profile['vpn']>;

/** The connection would not, or did not, run through the tunnel. */
export class VpnFault extends Error {
  readonly code: 'ERR_VPN_ROUTE' | 'ERR_VPN_SOURCE';
  constructor(code: VpnFault['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Proof that a connection runs through the tunnel. That an interface exists, or what source address a socket has,
 * proves nothing by itself: the route decides, before the first byte, and the socket has to agree afterwards. No
 * local address is ever bound, since a bound one would forge that evidence.
 */
export interface VpnCheck {
  /** Before dialling: the route to the address leaves by the tunnel. @throws VpnFault `ERR_VPN_ROUTE` */
  before(ip: string): Promise<void>;
  /** After the handshake: the socket's own address belongs to the tunnel. @throws VpnFault `ERR_VPN_SOURCE` */
  after(ip: string, localAddress: string | undefined): Promise<void>;
  /** Does the address that the server saw belong to the pool of the VPN. */
  inPool(address: string): boolean;
}

export function createVpnCheck({ interfaces, sources }: VpnPolicy, routes: RouteLookup): VpnCheck {
  const pool = new BlockList();
  for (const source of sources) {
    const [net = '', prefix = ''] = source.split('/');
    pool.addSubnet(net, Number(prefix), isIPv6(net) ? 'ipv6' : 'ipv4');
  }
  const isTunnel = (device: string) =>
    interfaces.some((name) => (name.endsWith('*') ? device.startsWith(name.slice(0, -1)) : device === name));
  const tunnelTo = async (ip: string) => {
    // A system that cannot be asked for its routes proves nothing.
    const route = await routes.to(ip).catch((cause: unknown) => {
      throw new VpnFault('ERR_VPN_ROUTE', 'the route could not be asked for', { cause });
    });
    if (route.device === null || !isTunnel(route.device))
      throw new VpnFault('ERR_VPN_ROUTE', `the route to the server leaves by ${route.device ?? 'nothing'}`);
    return route;
  };
  return {
    async before(ip) {
      await tunnelTo(ip);
    },
    async after(ip, localAddress) {
      const { device, addresses } = await tunnelTo(ip);
      if (localAddress === undefined || !addresses.includes(plain(localAddress)))
        throw new VpnFault('ERR_VPN_SOURCE', `the socket's address is not one of ${device}`);
    },
    inPool: (address) => {
      const own = plain(address);
      return pool.check(own, isIPv6(own) ? 'ipv6' : 'ipv4');
    },
  };
}

/** An IPv4 address in IPv6 clothes (`::ffff:10.88.0.2`) is the IPv4 address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
