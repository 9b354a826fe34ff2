import { describe, expect, it } from 'vitest';
import type { Route } from './routeLookup.ts';
import { deviceOfDarwin, deviceOfLinux, deviceOfWindows } from './routeLookup.ts';
import { createVpnCheck } from './vpnCheck.ts';

const center = '10.99.0.1';
const throughTunnel: Route = { device: 'tun0', addresses: ['10.88.0.2'] };
const pastTunnel: Route = { device: 'eth0', addresses: ['192.0.2.2', '10.88.0.2'] };

const checkWith = (route: Route) =>
  createVpnCheck(
    { interfaces: ['tun*', 'EGOV VPN'], sources: ['10.88.0.0/24', 'fd88::/64'] },
    { to: () => Promise.resolve(route), trace: () => Promise.resolve('') },
  );

describe('the proof that a connection runs through the VPN', () => {
  it('is the route, by exact name or beginning', async () => {
    await expect(checkWith(throughTunnel).before(center)).resolves.toBeUndefined();
    await expect(checkWith({ ...throughTunnel, device: 'EGOV VPN' }).before(center)).resolves.toBeUndefined();
    for (const device of ['eth0', 'EGOV VPN 2', 'xtun0', null])
      await expect(checkWith({ device, addresses: [] }).before(center)).rejects.toMatchObject({
        code: 'ERR_VPN_ROUTE',
      });
  });

  it('is missing where the system cannot be asked', async () => {
    const policy = { interfaces: ['tun*'], sources: ['10.88.0.0/24'] };
    const routes = { to: () => Promise.reject(new Error('ENOENT')), trace: () => Promise.resolve('') };
    await expect(createVpnCheck(policy, routes).before(center)).rejects.toMatchObject({
      code: 'ERR_VPN_ROUTE',
    });
  });

  it('is not the address of the socket, which another interface may carry too', async () => {
    await expect(checkWith(pastTunnel).after(center, '10.88.0.2')).rejects.toMatchObject({
      code: 'ERR_VPN_ROUTE',
    });
  });

  it('demands that the socket has an address of the tunnel', async () => {
    await expect(checkWith(throughTunnel).after(center, '10.88.0.2')).resolves.toBeUndefined();
    await expect(checkWith(throughTunnel).after(center, '::ffff:10.88.0.2')).resolves.toBeUndefined();
    for (const address of ['192.0.2.2', undefined])
      await expect(checkWith(throughTunnel).after(center, address)).rejects.toMatchObject({
        code: 'ERR_VPN_SOURCE',
      });
  });

  it('demands that the server saw an address of the pool', () => {
    const { inPool } = checkWith(throughTunnel);
    expect(['10.88.0.2', '::ffff:10.88.0.77', 'fd88::2'].map(inPool)).toEqual([true, true, true]);
    expect(['10.88.1.2', '192.0.2.2', 'fd89::2', ''].map(inPool)).toEqual([false, false, false, false]);
  });
});

describe('the route as the systems tell it', () => {
  it.each([
    ['[{"dst":"10.99.0.1","dev":"tun0","prefsrc":"10.88.0.2","flags":[],"uid":0,"cache":[]}]', 'tun0'],
    ['[{"type":"local","dst":"127.0.0.1","dev":"lo","flags":[],"uid":0}]', 'lo'],
    ['[]', null],
  ])('Linux: %s', (out, device) => {
    expect(deviceOfLinux(out)).toBe(device);
  });

  it.each([
    ['   route to: 10.99.0.1\ndestination: 10.99.0.1\n    gateway: 10.88.0.1\n  interface: utun4\n', 'utun4'],
    ['route: writing to routing socket: not in table\n', null],
  ])('macOS: %s', (out, device) => {
    expect(deviceOfDarwin(out)).toBe(device);
  });

  it.each([
    ['OpenVPN TAP-Windows6\r\n', 'OpenVPN TAP-Windows6'],
    ['\uFEFF以太网 2\r\n', '以太网 2'],
    ['\uFEFF\r\n\r\n政务 VPN\r\n', '政务 VPN'],
    ['\r\n', null],
    ['', null],
  ])('Windows: %j', (out, device) => {
    expect(deviceOfWindows(out)).toBe(device);
  });
});
