import type { CenterClient } from '../center/centerClient.ts';
import { faultOf, type Fault } from '../center/mapTlsError.ts';
import type { Identity } from '../certificates/identity.ts';
import type { Clock } from '../clock.ts';
import { judgeGate, type Gate, type Probes, type ServerWord } from './judgeGate.ts';
import { reach } from './reach.ts';

/** The connection gate: six lights, and the one answer whether anything may be sent. */
export interface GateService {
  get(): Gate;
  /** Looks again; calls at the same time share one look. */
  check(): Promise<Gate>;
  /** Judges anew what is known, e.g. after the session changed. */
  refresh(): void;
  /** A call met a fault: look soon, at most once a second. */
  suspect(): void;
  /** The chosen certificate changed: nothing known of the old one counts. */
  reset(): Promise<Gate>;
  start(): void;
  stop(): void;
}

export interface GatePorts {
  readonly host: string;
  readonly port: number;
  readonly client: CenterClient;
  readonly identity: () => Identity | null;
  readonly session: () => Probes['session'];
  readonly clock: Clock;
  readonly clientVersion: string;
  readonly emit: (gate: Gate) => void;
}

const EVERY_MS = 60_000;
const SUSPECT_MS = 1_000;

type Findings = Pick<Probes, 'network' | 'request' | 'word'>;
const nothing: Findings = { network: undefined, request: undefined, word: null };

export function createGateService(ports: GatePorts): GateService {
  const { clock, client } = ports;
  let findings = nothing;
  let checkedAt: string | null = null;
  let running: Promise<Gate> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let suspicion: NodeJS.Timeout | null = null;
  let round = 0;
  let last = '';

  function get(): Gate {
    const own = ports.identity();
    const now = clock.now().toISOString();
    const judged = judgeGate({
      ...findings,
      certificate: own,
      session: ports.session(),
      clientVersion: ports.clientVersion,
      now,
    });
    return { ...judged, checkedAt };
  }

  function refresh(): void {
    const gate = get();
    const text = JSON.stringify(gate);
    if (text === last) return;
    last = text;
    ports.emit(gate);
  }

  async function look(): Promise<Gate> {
    const mine = ++round;
    const found = await probe();
    // A newer look, or another certificate, has overtaken this one.
    if (mine === round) {
      findings = found;
      checkedAt = clock.now().toISOString();
      refresh();
    }
    return get();
  }

  async function probe(): Promise<Findings> {
    const network = await reach(ports.host, ports.port);
    if (network !== null) return { network, request: undefined, word: null };
    const sentAt = clock.now().getTime();
    try {
      const answer = await client.call('gate.get', {});
      const middle = (sentAt + clock.now().getTime()) / 2;
      const { accepted, reason, version } = answer;
      const word: ServerWord = { accepted, reason, version, skewMs: Date.parse(answer.time) - middle };
      return { network, request: null, word };
    } catch (error) {
      return { network, request: faultBehind(error), word: null };
    }
  }

  function check(): Promise<Gate> {
    running ??= look().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    get,
    check,
    refresh,
    suspect() {
      suspicion ??= setTimeout(() => {
        suspicion = null;
        void check();
      }, SUSPECT_MS).unref();
    },
    reset() {
      findings = nothing;
      running = null;
      return check();
    },
    start() {
      void check();
      timer ??= setInterval(() => void check(), EVERY_MS).unref();
    },
    stop() {
      round += 1;
      clearInterval(timer ?? undefined);
      clearTimeout(suspicion ?? undefined);
      timer = null;
    },
  };
}

/** The fault that the client's problem wraps. */
function faultBehind(error: unknown): Fault {
  return faultOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
}
