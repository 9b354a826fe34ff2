import { connect, isIP, type LookupFunction } from 'node:net';
import { faultOf, type Fault } from '../center/mapTlsError.ts';

const TIMEOUT_MS = 5_000;

interface Options {
  /** How names are looked up; the system's way where absent. */
  readonly lookup?: LookupFunction | undefined;
  readonly timeoutMs?: number;
}

/** Dials host and port without sending anything; null when somebody answers, else the fault. */
export function reach(host: string, port: number, options: Options = {}): Promise<Fault | null> {
  const { lookup, timeoutMs = TIMEOUT_MS } = options;
  return new Promise((resolve) => {
    const socket = connect({ host, port, ...(lookup && { lookup }) });
    const end = (fault: Fault | null) => {
      socket.destroy();
      resolve(fault);
    };
    let hasAddress = isIP(host) !== 0;
    socket.once('lookup', (error) => {
      hasAddress = error === null;
    });
    // A resolver that keeps silent is no silent server.
    socket.setTimeout(timeoutMs, () => end(hasAddress ? 'timeout' : 'name-lookup'));
    socket.once('connect', () => end(null));
    socket.on('error', (error) => end(faultOf(error)));
  });
}
