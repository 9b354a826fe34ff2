import { join } from 'node:path';
import type { EventPayload } from '../../../shared/bridge/contract.ts';
import type { Publisher } from '../../bridge/events.ts';
import type { CertificateService } from '../certificates/certificateService.ts';
import type { Identity } from '../certificates/identity.ts';
import { createCenterClient, type CenterClient, type CenterPorts } from '../center/centerClient.ts';
import { gatedClient } from '../center/gatedClient.ts';
import { createServerList } from '../center/serverList.ts';
import { askServerClock } from '../center/serverClock.ts';
import { type CenterAgent, type Endpoint, tlsAgent } from '../center/tlsAgent.ts';
import type { Clock } from '../clock.ts';
import type { EnrolmentPorts } from '../enrolment/enrolmentService.ts';
import type { Logger } from '../log/logger.ts';
import type { HostPorts } from '../ports.ts';
import type { ActiveProfile } from '../profile/activeProfile.ts';
import { urlOf } from '../profile/readProfile.ts';
import { createSessionService, type SessionService } from '../session/sessionService.ts';
import { createGateService, type GateService } from './gateService.ts';
import { systemRoutes } from './routeLookup.ts';
import { createVpnCheck } from './vpnCheck.ts';

interface Given {
  readonly ports: HostPorts;
  readonly profile: ActiveProfile;
  readonly certificates: CertificateService;
  readonly publisher: Publisher;
  readonly log: Logger;
  /** The session has ended. */
  readonly ended: () => void;
}

/** The way to one center. */
export interface Connection {
  /** With the gate closed it sends nothing. */
  readonly client: CenterClient;
  /** Speaks through a closed gate too, for those who cannot sign in yet; the way is proven all the same. */
  readonly raw: CenterClient;
  readonly gate: GateService;
  readonly session: SessionService;
  /** Ends every connection; the next ones show the certificate in use. */
  readonly renewConnections: () => void;
  /** Ends every connection for good. */
  readonly endConnections: () => void;
  readonly callAs: EnrolmentPorts['callAs'];
}

/** The agent in force; a new one means that every connection of the old one ends, and all that waits for one. */
interface AgentSlot {
  readonly present: () => CenterAgent;
  readonly renew: () => void;
}

/** A look at the gate is quick or has failed: while it lasts, a gate that should be closed is open. */
const LOOK_MS = 5_000;
/** Signing out waits no longer for the center's word. */
const CLOSE_MS = 2_000;

/** The way to the center: agent, client, gate and session, which know of one another. */
export function connectCenter(given: Given): Connection {
  const { ports, publisher, certificates } = given;
  const known = knownOf(given);
  const suspect = () => gate.suspect();
  const endpoint = { ...given.profile.profile.server, ca: given.profile.ca };
  const list = serverListOf(given);
  const checks = { routeCheck: known.vpn, checkServer: list.check.bind(list) };
  const watched = { ...checks, onLost: suspect };
  const agentFor = (identity: Identity | null) => tlsAgent(endpoint, identity, watched);
  const { work, look, renew, end } = agentsOf(
    () => agentFor(certificates.active()),
    () => tlsAgent(endpoint, certificates.active(), { ...watched, connections: 1 }),
  );
  const clientOver = clientMaker(given, { token: () => session.token(), onFault: suspect });
  const raw = clientOver(work.present);
  const asker = clientOver(look.present, LOOK_MS);
  const changed = (next: EventPayload<'session'>) => {
    publisher.emit('session', next);
    gate.refresh();
    if (next === null) given.ended();
  };
  const session = createSessionService({
    client: () => client,
    close: (token) => closeOver(gate, agentFor(certificates.active()), clientOver, token),
    clock: ports.clock,
    changed,
  });
  const gate: GateService = createGateService({
    ...known,
    client: asker,
    redial: look.renew,
    serverList: (offered, now) => list.follow(offered, () => listOver(asker), now),
    serverClock: () => clockOf(endpoint, checks, ports.clock),
    onClose: () => noteClosed(given.log, gate.get(), renew),
    session: () => session.standing(),
    onSession: (standing) => session.learn(standing),
    emit: (state) => publisher.emit('gate', state),
  });
  const client: CenterClient = gatedClient(raw, gate, session);
  return {
    client,
    raw,
    gate,
    session,
    renewConnections: renew,
    endConnections: end,
    callAs: (identity, calls) => callOver(agentFor(identity), clientOver, calls),
  };
}

/** What the gate closed for stands in the log; names of lights are no personal data. */
function noteClosed(log: Logger, { lights }: ReturnType<GateService['get']>, then: () => void): void {
  const bad = lights.filter(({ state }) => state === 'bad');
  log.info({ event: 'gate-closed', lights: bad.map(({ name }) => name) });
  then();
}

/** Makes clients that differ in nothing but the agent they go over. */
function clientMaker(
  { ports, profile, log }: Given,
  shared: Pick<CenterPorts, 'token' | 'onFault'>,
): (agent: () => CenterAgent, onceWithinMs?: number) => CenterClient {
  const url = urlOf(profile.profile.server);
  const userAgent = `egov-center-client/${ports.version} (${ports.host})`;
  return (agent, onceWithinMs) =>
    createCenterClient({
      url,
      userAgent,
      agent,
      log,
      ...shared,
      ...(onceWithinMs !== undefined && { onceWithinMs }),
    });
}

/** Runs calls over an agent that is gone afterwards. */
async function callOver<T>(
  agent: CenterAgent,
  clientOver: (agent: () => CenterAgent) => CenterClient,
  work: (client: CenterClient) => Promise<T>,
): Promise<T> {
  try {
    return await work(clientOver(() => agent));
  } finally {
    agent.destroy();
  }
}

/**
 * Tells the center that a session is over, on a connection of its own: the certificate in use may be let go of
 * meanwhile. Through a closed gate nothing is said; the session then ends by its idle limit.
 */
async function closeOver(
  gate: GateService,
  agent: CenterAgent,
  clientOver: ReturnType<typeof clientMaker>,
  token: string,
): Promise<void> {
  if (!gate.get().open) return;
  const within = (over: () => CenterAgent) => clientOver(over, CLOSE_MS);
  await callOver(agent, within, (client) => client.call('session.close', {}, { token }));
}

async function listOver(client: CenterClient): Promise<string | null> {
  return (await client.call('gate.list', {})).list;
}

/** What is looked at before a connection is used. */
type Checks = Pick<NonNullable<Parameters<typeof tlsAgent>[2]>, 'routeCheck' | 'checkServer'>;

function serverListOf({ ports, profile: { ca }, log }: Given) {
  return createServerList({ folder: join(ports.dataDir, 'server-lists'), ca, log });
}

/** What the gate knows of this workstation: where the center is, what proves the way there, and what is shown to it. */
function knownOf({ ports, profile, certificates }: Given) {
  const { server, vpn } = profile.profile;
  const routes = systemRoutes();
  return {
    host: server.host,
    port: server.port,
    routes,
    vpn: vpn ? createVpnCheck(vpn, routes) : null,
    isConfigured: profile.id !== null,
    policy: profile.policy,
    identity: certificates.active,
    certificateFailure: certificates.failure,
    lookup: ports.lookup,
    clock: ports.clock,
    clientVersion: ports.version,
  };
}

/** The center's clock minus ours, learned by its key alone. */
async function clockOf(endpoint: Endpoint, checks: Checks, clock: Clock): Promise<number | null> {
  const agent = tlsAgent(endpoint, null, { ...checks, datesAside: true });
  const { host, port } = endpoint;
  try {
    return await askServerClock(urlOf({ host, port }), agent, () => clock.now().getTime());
  } finally {
    agent.destroy();
  }
}

/**
 * The agents of the person's work and of the gate. The gate has a connection of its own: its question must not wait
 * behind the calls that it is to end.
 */
function agentsOf(makeWork: () => CenterAgent, makeLook: () => CenterAgent) {
  const [work, look] = [agentSlot(makeWork), agentSlot(makeLook)];
  return {
    work,
    look,
    renew() {
      work.renew();
      look.renew();
    },
    end() {
      work.present().destroy();
      look.present().destroy();
    },
  };
}

function agentSlot(make: () => CenterAgent): AgentSlot {
  let agent = make();
  return {
    present: () => agent,
    renew() {
      agent.destroy();
      agent = make();
    },
  };
}
