import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { testAuthority } from '../../electron/testing/tlsFixtures.ts';

/** Address of the center: reachable in the clear and through the tunnel, so that only the way differs. */
export const centerAddress = '10.99.0.1';
/** Pool from which the VPN gives its addresses. */
export const vpnPool = '10.88.0.0/24';

/** Where the center and the two workstations live. */
export type Place = 'center' | 'inside' | 'outside';

/** Network of a center and two workstations on this machine, one of them with a VPN that can be cut. */
export interface Bed {
  /** Words to put before a command, so that it runs in that network. */
  within(place: Place): readonly string[];
  /** A program that runs another there, for callers that take no words: `/tmp/.../chromium-inside`. */
  wrapped(place: Place, program: string): string;
  /** `ip` inside a network. @throws Error with its words */
  ip(place: Place, ...args: readonly string[]): void;
  connect(): Promise<void>;
  /** Kills the VPN client of the inner workstation, as when its process dies. */
  cut(): Promise<void>;
  close(): Promise<void>;
}

/** Why no such network can be made here; null where it can. */
export function whyNoBed(): string | null {
  if (process.platform !== 'linux') return 'network namespaces are of Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  if (!existsSync('/dev/net/tun')) return 'there is no /dev/net/tun';
  const missing = ['ip', 'openvpn'].filter((program) => !onPath(program));
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`;
  const name = nameOf('probe');
  try {
    ip('netns', 'add', name);
    ip('-n', name, 'link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1');
    ip('-n', name, 'tuntap', 'add', 'dev', 'tun0', 'mode', 'tun');
    return null;
  } catch (error) {
    return `networks cannot be made here: ${error instanceof Error ? error.message : ''}`;
  } finally {
    removeSpace(name);
  }
}

const nameOf = (place: string) => `egov-${place}-${process.pid}`;

/** Ends what runs in the networks of test runs that were killed, and removes them. */
function removeLeftovers(): void {
  for (const line of ipSays('netns', 'list').split('\n')) {
    const [name = '', pid] = /^egov-(?:c|i|o|probe)-(\d+)/.exec(line) ?? [];
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    for (const left of ipSays('netns', 'pids', name).split('\n').filter(Boolean)) endProcess(Number(left));
    removeSpace(name);
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function onPath(program: string): boolean {
  return [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'].some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function ip(...args: readonly string[]): void {
  ipSays(...args);
}

function ipSays(...args: readonly string[]): string {
  return execFileSync('ip', [...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 10_000,
  });
}

type Spaces = Readonly<Record<Place, string>>;

/** Builds it. Everything in it has this process' number in its name, and `close` takes it all away. */
export async function makeBed(): Promise<Bed> {
  const folder = mkdtempSync(join(tmpdir(), 'egov-vpn-'));
  const spaces: Spaces = { center: nameOf('c'), inside: nameOf('i'), outside: nameOf('o') };
  const within = (place: Place) => ['ip', 'netns', 'exec', spaces[place]];
  const running: ChildProcess[] = [];
  let client: ChildProcess | null = null;
  const close = async () => {
    for (const child of running) await ended(child);
    removeSpaces(spaces);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    removeLeftovers();
    makeSpaces(spaces);
    const options = await vpnFiles(folder);
    running.push(await openvpn([...within('center')], options.server));
    return {
      within,
      ip: (place, ...args) => ip('-n', spaces[place], ...args),
      close,
      wrapped(place, program) {
        const file = join(folder, `${place}.sh`);
        writeFileSync(file, `#!/bin/sh\nexec ${within(place).join(' ')} ${program} "$@"\n`, { mode: 0o755 });
        return file;
      },
      async connect() {
        client = await openvpn([...within('inside')], options.client);
        running.push(client);
      },
      async cut() {
        if (client) await ended(client);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function makeSpaces(spaces: Spaces): void {
  for (const space of Object.values(spaces)) {
    ip('netns', 'add', space);
    ip('-n', space, 'link', 'set', 'lo', 'up');
  }
  ip('-n', spaces.center, 'address', 'add', `${centerAddress}/32`, 'dev', 'lo');
  wire(spaces.center, spaces.inside, 'vin', 1);
  wire(spaces.center, spaces.outside, 'vout', 5);
}

function removeSpaces(spaces: Spaces): void {
  for (const space of Object.values(spaces)) removeSpace(space);
}

function removeSpace(space: string): void {
  try {
    ip('netns', 'del', space);
  } catch {
    // It was not made before something else failed.
  }
}

/** A cable of 192.0.2.<first>/30 between the center and a workstation, which sends everything along it. */
function wire(center: string, station: string, name: string, first: number): void {
  ip('-n', center, 'link', 'add', name, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', station);
  ip('-n', center, 'address', 'add', `192.0.2.${first}/30`, 'dev', name);
  ip('-n', center, 'link', 'set', name, 'up');
  ip('-n', station, 'address', 'add', `192.0.2.${first + 1}/30`, 'dev', 'eth0');
  ip('-n', station, 'link', 'set', 'eth0', 'up');
  ip('-n', station, 'route', 'add', 'default', 'via', `192.0.2.${first}`);
}

async function vpnFiles(folder: string): Promise<Record<'server' | 'client', readonly string[]>> {
  const authority = await testAuthority('VPN CA');
  const server = await authority.issue({ name: 'vpn server', use: 'server', dns: ['vpn.test'] });
  const client = await authority.issue({ name: 'vpn client', use: 'client' });
  const put = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  const ca = put('ca.pem', authority.certificatePem);
  const words = (text: string) => text.split(' ');
  const common = [...words('--dev-type tun --proto udp --verb 1 --persist-key'), '--ca', ca];
  const own = (name: string, { certificatePem, keyPem }: typeof server) => [
    '--cert',
    put(`${name}.pem`, certificatePem),
    '--key',
    put(`${name}.key`, keyPem),
  ];
  const [net = ''] = vpnPool.split('/');
  const push = ['--push', `route ${centerAddress} 255.255.255.255`];
  const pool = words(
    `--dev tunc --topology subnet --dh none --verify-client-cert require --server ${net} 255.255.255.0`,
  );
  const dial = words('--client --dev tun0 --remote 192.0.2.1 1194 --nobind --remote-cert-tls server');
  return {
    server: [...common, ...own('server', server), ...pool, ...push],
    client: [...common, ...own('client', client), ...dial],
  };
}

const UP_MS = 20_000;

/** Starts OpenVPN and waits until it says that it is up. */
async function openvpn(within: readonly string[], options: readonly string[]): Promise<ChildProcess> {
  const [program = '', ...args] = [...within, 'openvpn', ...options];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = '';
  child.stdout.on('data', (part) => {
    said += String(part);
    if (said.includes('Initialization Sequence Completed')) resolve();
  });
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`openvpn ended with ${code}: ${said}`)));
  const timer = setTimeout(() => reject(new Error(`openvpn did not come up: ${said}`)), UP_MS);
  try {
    await promise;
    return child;
  } catch (error) {
    await ended(child);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
}
