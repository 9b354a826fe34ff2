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
  return new Gatekeeper(ports);
}

class Gatekeeper implements GateService {
  readonly #ports: GatePorts;
  #findings = nothing;
  #checkedAt: string | null = null;
  #running: Promise<Gate> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #suspicion: NodeJS.Timeout | undefined;
  /** Number of the newest look; an older one that ends later counts no more. */
  #round = 0;
  #told = '';

  constructor(ports: GatePorts) {
    this.#ports = ports;
  }

  get(): Gate {
    const { identity, session, clientVersion, clock } = this.#ports;
    const judged = judgeGate({
      ...this.#findings,
      certificate: identity(),
      session: session(),
      clientVersion,
      now: clock.now().toISOString(),
    });
    return { ...judged, checkedAt: this.#checkedAt };
  }

  refresh(): void {
    const gate = this.get();
    const text = JSON.stringify(gate);
    if (text === this.#told) return;
    this.#told = text;
    this.#ports.emit(gate);
  }

  check(): Promise<Gate> {
    if (this.#running !== null) return this.#running;
    const running = this.#look().finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }

  suspect(): void {
    if (this.#suspicion !== undefined) return;
    this.#suspicion = setTimeout(() => {
      this.#suspicion = undefined;
      void this.check();
    }, SUSPECT_MS).unref();
  }

  reset(): Promise<Gate> {
    this.#findings = nothing;
    this.#running = null;
    return this.check();
  }

  start(): void {
    void this.check();
    this.#timer ??= setInterval(() => void this.check(), EVERY_MS).unref();
  }

  stop(): void {
    this.#round += 1;
    clearInterval(this.#timer);
    clearTimeout(this.#suspicion);
    this.#timer = undefined;
  }

  async #look(): Promise<Gate> {
    this.#round += 1;
    const mine = this.#round;
    const found = await this.#probe();
    if (mine === this.#round) {
      this.#findings = found;
      this.#checkedAt = this.#ports.clock.now().toISOString();
      this.refresh();
    }
    return this.get();
  }

  async #probe(): Promise<Findings> {
    const { host, port, client, clock } = this.#ports;
    const network = await reach(host, port);
    if (network !== null) return { network, request: undefined, word: null };
    const sentAt = clock.now().getTime();
    try {
      const { accepted, reason, version, time } = await client.call('gate.get', {});
      const middle = (sentAt + clock.now().getTime()) / 2;
      const word: ServerWord = { accepted, reason, version, skewMs: Date.parse(time) - middle };
      return { network, request: null, word };
    } catch (error) {
      return { network, request: faultBehind(error), word: null };
    }
  }
}

/** The fault that the client's problem wraps. */
function faultBehind(error: unknown): Fault {
  return faultOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
}
