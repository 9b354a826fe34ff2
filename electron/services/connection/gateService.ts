import type { LookupFunction } from 'node:net';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { CenterClient } from '../center/centerClient.ts';
import { faultOf, type Fault } from '../center/mapTlsError.ts';
import type { Identity } from '../certificates/identity.ts';
import type { Clock } from '../clock.ts';
import { isOfDates, judgeGate, type Gate, type Probes, type ServerWord } from './judgeGate.ts';
import type { ProfilePolicy } from '../profile/activeProfile.ts';
import { reach } from './reach.ts';
import type { RouteLookup } from './routeLookup.ts';
import type { VpnCheck } from './vpnCheck.ts';

/** The connection gate: six lights, and the one answer whether anything may be sent. */
export interface GateService {
  get(): Gate;
  /** Looks again; calls at the same time share one look. */
  check(): Promise<Gate>;
  /** Judges anew what is known, e.g. after the session changed. */
  refresh(): void;
  /** A call met a fault or a connection was lost: look now, and once more a second later. */
  suspect(): void;
  /** The chosen certificate changed: nothing known of the old one counts, and the gate is closed until it was looked at. */
  reset(): Promise<Gate>;
  /** The certificate was renewed: looks anew, and what is known counts until then. */
  lookAnew(): Promise<Gate>;
  start(): void;
  stop(): void;
}

export interface GatePorts {
  /** False = there is no profile, so nothing is looked for and the gate stays shut. */
  readonly isConfigured: boolean;
  /** What the profile asks of the client. */
  readonly policy: ProfilePolicy;
  readonly host: string;
  readonly port: number;
  readonly lookup?: LookupFunction | undefined;
  /** The gate's own: it shares no connection with the calls that the gate is to end. */
  readonly client: CenterClient;
  /** Lets go of that client's connections: they are of the way of before. */
  readonly redial: () => void;
  /** Proof that connections run through the VPN; null = the profile asks for none. */
  readonly vpn: VpnCheck | null;
  readonly routes: RouteLookup;
  /** Judges the server by the revocation list it offers, at an instant of its clock. @throws an error that `faultOf` knows */
  readonly serverList: (offered: string | null, now: number) => Promise<void>;
  /** The center's clock minus ours, where the certificate's dates do not fit ours; null = not to be learned. */
  readonly serverClock: () => Promise<number | null>;
  /** The gate has closed: whatever is under way ends. */
  readonly onClose: () => void;
  readonly identity: () => Identity | null;
  /** Why there is none, when the profile names some. */
  readonly certificateFailure: () => ProblemError | null;
  readonly session: () => Probes['session'];
  /** The center's word on the session that this side holds. */
  readonly onSession: (standing: 'none' | 'open' | 'ended') => void;
  readonly clock: Clock;
  readonly clientVersion: string;
  readonly emit: (gate: Gate) => void;
}

const EVERY_MS = 60_000;
/** A closed gate is tried more often, so that it opens by itself soon after the cause is gone. */
const CLOSED_EVERY_MS = 5_000;
const SUSPECT_MS = 1_000;
/** How often the way to the server is compared with what it was. */
const WATCH_MS = 500;
/** Longer than this between two looks at the network: the machine was asleep, or its clock was set. */
const SLEPT_MS = 10_000;

interface Findings extends Pick<Probes, 'network' | 'request' | 'refusal' | 'word' | 'skewMs'> {
  /** What the center says of the session that was shown. */
  readonly standing: 'none' | 'open' | 'ended' | null;
  /** The center has no people yet. */
  readonly setup: boolean;
}
const nothing: Findings = {
  network: undefined,
  request: undefined,
  refusal: null,
  word: null,
  skewMs: null,
  standing: null,
  setup: false,
};

export function createGateService(ports: GatePorts): GateService {
  return new Gatekeeper(ports);
}

class Gatekeeper implements GateService {
  readonly #ports: GatePorts;
  #findings = nothing;
  #checkedAt: string | null = null;
  #running: Promise<Gate> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #watcher: NodeJS.Timeout | undefined;
  #trace: string | null = null;
  #watchedAt = 0;
  #suspicion: NodeJS.Timeout | undefined;
  /** Number of the newest look; an older one that ends later counts no more. */
  #round = 0;
  #told = '';
  #isOpen = false;
  #isStarted = false;
  #isStopped = false;

  constructor(ports: GatePorts) {
    this.#ports = ports;
  }

  get(): Gate {
    const { isConfigured, policy, identity, certificateFailure, session, clientVersion, clock, vpn } =
      this.#ports;
    const { word, setup } = this.#findings;
    const judged = judgeGate({
      ...this.#findings,
      isConfigured,
      policy,
      certificate: identity(),
      certificateFailure: certificateFailure()?.problem.code ?? null,
      session: session(),
      vpn: { required: vpn !== null, inPool: word && vpn ? vpn.inPool(word.sourceIp) : null },
      clientVersion,
      now: clock.now().toISOString(),
    });
    return { ...judged, checkedAt: this.#checkedAt, ...(setup && { setup }) };
  }

  refresh(): void {
    const gate = this.get();
    const text = JSON.stringify(gate);
    if (text === this.#told) return;
    const closes = this.#isOpen && !gate.open;
    const changes = this.#isOpen !== gate.open;
    this.#told = text;
    this.#isOpen = gate.open;
    // The wait for the next look began in the other state, and may be far too long for this one.
    if (changes) this.#arm();
    this.#ports.emit(gate);
    if (closes) this.#ports.onClose();
  }

  check(): Promise<Gate> {
    if (!this.#ports.isConfigured || this.#isStopped) return Promise.resolve(this.get());
    if (this.#running !== null) return this.#running;
    const running = this.#look().finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }

  suspect(): void {
    if (this.#suspicion !== undefined || this.#isStopped) return;
    // At once, and then no more for a while: a server that goes down takes many calls with it.
    void this.check();
    this.#suspicion = setTimeout(() => {
      this.#suspicion = undefined;
      void this.check();
    }, SUSPECT_MS).unref();
  }

  reset(): Promise<Gate> {
    if (this.#isStopped) return Promise.resolve(this.get());
    this.#findings = nothing;
    // Told before it is looked: nothing of what was under way goes on.
    this.refresh();
    return this.lookAnew();
  }

  lookAnew(): Promise<Gate> {
    // A look that began before says nothing about what is now, and is not waited for.
    if (this.#running !== null) this.#ports.redial();
    this.#running = null;
    return this.check();
  }

  start(): void {
    if (this.#isStarted || this.#isStopped || !this.#ports.isConfigured) return;
    this.#isStarted = true;
    this.#arm();
    void this.check();
    this.#watcher = setInterval(() => void this.#watch(), WATCH_MS).unref();
  }

  /** The time until the next look begins anew. */
  #arm(): void {
    clearTimeout(this.#timer);
    if (!this.#isStarted || this.#isStopped) return;
    const wait = this.#isOpen ? EVERY_MS : CLOSED_EVERY_MS;
    this.#timer = setTimeout(() => void this.check().finally(() => this.#arm()), wait).unref();
  }

  stop(): void {
    this.#isStopped = true;
    this.#round += 1;
    clearTimeout(this.#timer);
    clearInterval(this.#watcher);
    clearTimeout(this.#suspicion);
  }

  /** Looks again at once when the network or the way to the server has changed, and after the machine has slept. */
  async #watch(): Promise<void> {
    const { routes, host, clock } = this.#ports;
    const now = clock.now().getTime();
    // Either way: a clock that is set back is one that was set.
    const slept = Math.abs(now - this.#watchedAt) > SLEPT_MS;
    this.#watchedAt = now;
    const trace = await routes.trace(host).catch(() => '');
    const changed = this.#trace !== null && (slept || trace !== this.#trace);
    this.#trace = trace;
    if (!changed || this.#isStopped) return;
    // A connection of the network before may be dead without anybody having been told.
    this.#ports.redial();
    await this.lookAnew();
  }

  async #look(): Promise<Gate> {
    this.#round += 1;
    const mine = this.#round;
    const found = await this.#probe();
    if (mine === this.#round) {
      this.#findings = found;
      if (found.standing !== null) this.#ports.onSession(found.standing);
      this.#checkedAt = this.#ports.clock.now().toISOString();
      this.refresh();
    }
    return this.get();
  }

  async #probe(): Promise<Findings> {
    const { host, port, lookup, client, clock, vpn } = this.#ports;
    // First of all: without the tunnel not even the greeting goes out.
    const way = vpn === null ? null : await vpn.before(host).then(() => null, faultBehind);
    const network = way ?? (await reach(host, port, { lookup }));
    if (network !== null) return { ...nothing, network };
    const sentAt = clock.now().getTime();
    try {
      const {
        account,
        certificate,
        time,
        setup = false,
        serverList = null,
        ...seen
      } = await client.call('gate.get', {});
      const middle = (sentAt + clock.now().getTime()) / 2;
      const { accepted, reason, version, sourceIp } = seen;
      const skewMs = Date.parse(time) - middle;
      const unproven = await this.#ports
        .serverList(serverList, Date.parse(time))
        .then(() => null, faultBehind);
      if (unproven !== null) return { ...nothing, network, request: unproven, skewMs };
      const accountNo = certificate?.accountNo ?? null;
      const word: ServerWord = { accepted, reason, version, sourceIp, accountNo, account };
      // The center says nothing of the session of a certificate that it does not take; revoked, it took the session along.
      const standing = reason === 'CERT_REVOKED' ? 'ended' : (account?.session ?? null);
      return { network, request: null, refusal: null, word, skewMs, standing, setup };
    } catch (error) {
      if (error instanceof ProblemError && error.cause === undefined)
        return { ...nothing, network, request: null, refusal: error.problem.code };
      const request = faultBehind(error);
      const skewMs = isOfDates(request) ? await this.#ports.serverClock() : null;
      return { ...nothing, network, request, skewMs };
    }
  }
}

/** The fault that the client's problem wraps. */
function faultBehind(error: unknown): Fault {
  return faultOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
}
