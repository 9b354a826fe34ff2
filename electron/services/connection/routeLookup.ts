import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { isIP, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Which way this machine would send to an address. */
export interface Route {
  /** Interface the packets leave by; null when there is no route. */
  readonly device: string | null;
  /** Addresses that the interface carries now. */
  readonly addresses: readonly string[];
}

/** What the system says about its routes; nothing is sent to find out. */
export interface RouteLookup {
  /** The route to an IP address. @throws Error when the system's own tool cannot be asked */
  to(ip: string): Promise<Route>;
  /** A cheap text that changes with this machine's network and its way to a host, for watching them. */
  trace(host: string): Promise<string>;
}

const TOOL_MS = 5_000;

type Tool = readonly [
  program: string,
  args: (ip: string) => readonly string[],
  read: (out: string) => string | null,
];

/** The tool of each system that names the interface of a route, with fixed arguments and no shell. */
const tools: Readonly<Partial<Record<NodeJS.Platform, Tool>>> = {
  linux: ['ip', (ip) => ['-j', 'route', 'get', ip], deviceOfLinux],
  darwin: ['route', (ip) => ['-n', 'get', isIPv6(ip) ? '-inet6' : '-inet', ip], deviceOfDarwin],
  win32: [
    'powershell.exe',
    (ip) => [
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      // Windows PowerShell writes in the system's code page (936 in Chinese Windows), and is read as UTF-8.
      `[Console]::OutputEncoding=[Text.Encoding]::UTF8;(Find-NetRoute -RemoteIPAddress '${ip}' | Select-Object -First 1).InterfaceAlias`,
    ],
    deviceOfWindows,
  ],
};

/** The lookup of this machine. An address has been checked to be one: it goes to a program as an argument. */
export function systemRoutes(platform: NodeJS.Platform = process.platform): RouteLookup {
  const to = async (ip: string): Promise<Route> => {
    const tool = tools[platform];
    if (!tool) throw new Error(`no route lookup on ${platform}`);
    const [program, args, read] = tool;
    const out = await run(program, args(ip));
    const device = out === null ? null : read(out);
    const held = device === null ? [] : (networkInterfaces()[device] ?? []);
    return { device, addresses: held.map(({ address }) => address) };
  };
  return {
    to,
    async trace(host) {
      if (isIP(host) === 0) return interfacesText();
      // A route can change while source and interfaces stay; asking for it is cheap on Linux alone.
      const device = platform === 'linux' ? await to(host).then((route) => route.device) : '';
      return `${device} ${await sourceFor(host)} ${interfacesText()}`;
    },
  };
}

/** Output of the tool; null when it says that there is no route. */
function run(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { timeout: TOOL_MS, windowsHide: true }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else if (typeof error.code === 'number') resolve(null);
      else reject(error);
    });
  });
}

/** `ip -j route get`: `[{"dst":"10.99.0.1","dev":"tun0",...}]`. */
export function deviceOfLinux(out: string): string | null {
  const found: unknown = JSON.parse(out);
  const [first]: readonly unknown[] = Array.isArray(found) ? found : [];
  const isNamed =
    typeof first === 'object' && first !== null && 'dev' in first && typeof first.dev === 'string';
  return isNamed ? String(first.dev) : null;
}

/** `route -n get`: a line `  interface: utun4`. */
export function deviceOfDarwin(out: string): string | null {
  return /^\s*interface:\s*(\S+)/m.exec(out)?.[1] ?? null;
}

/** `Find-NetRoute`: the name of the interface on a line of its own, which may hold spaces and any script; UTF-8 with its mark. */
export function deviceOfWindows(out: string): string | null {
  const [first] = out
    .split(/\r?\n/)
    .map((line) => line.replace(/^\uFEFF/, '').trim())
    .filter((line) => line !== '');
  return first ?? null;
}

/** Source address the kernel would use; a connected UDP socket sends nothing. Empty when there is no route. */
function sourceFor(ip: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(ip) ? 'udp6' : 'udp4');
    const end = (text: string) => {
      socket.close();
      resolve(text);
    };
    socket.once('error', () => end(''));
    socket.connect(9, ip, () => end(socket.address().address));
  });
}

function interfacesText(): string {
  return Object.entries(networkInterfaces())
    .flatMap(([name, held = []]) => held.map(({ address }) => `${name}=${address}`))
    .sort()
    .join(' ');
}
