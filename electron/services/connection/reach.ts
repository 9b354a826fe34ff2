import { connect } from 'node:net';
import { faultOf, type Fault } from '../center/mapTlsError.ts';

const TIMEOUT_MS = 5_000;

/** Dials host and port without sending anything; null when somebody answers, else the fault. */
export function reach(host: string, port: number, signal?: AbortSignal): Promise<Fault | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, ...(signal && { signal }) });
    const end = (fault: Fault | null) => {
      socket.destroy();
      resolve(fault);
    };
    socket.setTimeout(TIMEOUT_MS, () => end('timeout'));
    socket.once('connect', () => end(null));
    socket.on('error', (error) => end(faultOf(error)));
  });
}
