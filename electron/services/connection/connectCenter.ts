import type { Agent } from 'node:https';
import { join } from 'node:path';
import type { EventPayload } from '../../../shared/bridge/contract.ts';
import type { Publisher } from '../../bridge/events.ts';
import type { CertificateService } from '../certificates/certificateService.ts';
import type { Identity } from '../certificates/identity.ts';
import { createCenterClient, type CenterClient, type CenterPorts } from '../center/centerClient.ts';
import { gatedClient } from '../center/gatedClient.ts';
import { createServerList } from '../center/serverList.ts';
import { askServerClock } from '../center/serverClock.ts';
import { type Endpoint, tlsAgent } from '../center/tlsAgent.ts';
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
  readonly agents: AgentSlot;
  readonly callAs: EnrolmentPorts['callAs'];
}

/** The agent in force; a new one means that every connection of the old one ends. */
interface AgentSlot {
  readonly present: () => Agent;
  readonly renew: () => void;
}

/** The way to the center: agent, client, gate and session, which know of one another. */
export function connectCenter(given: Given): Connection {
  const { ports, publisher, certificates } = given;
  const { id, profile, ca, policy } = given.profile;
  const way = wayOf(profile);
  const suspect = () => gate.suspect();
  const endpoint = { ...profile.server, ca };
  const list = createServerList({ folder: join(ports.dataDir, 'server-lists'), ca, log: given.log });
  const checks = { routeCheck: way.vpn, checkServer: list.check.bind(list) };
  const agentFor = (identity: Identity | null) =>
    tlsAgent(endpoint, identity, { ...checks, onLost: suspect });
  const agents = agentSlot(() => agentFor(certificates.active()));
  const clientOver = clientMaker(given, { token: () => session.token(), onFault: suspect });
  const raw = clientOver(agents.present);
  const changed = (next: EventPayload<'session'>) => {
    publisher.emit('session', next);
    gate.refresh();
    if (next === null) given.ended();
  };
  const session = createSessionService({ client: () => client, clock: ports.clock, changed });
  const gate: GateService = createGateService({
    ...way,
    lookup: ports.lookup,
    isConfigured: id !== null,
    policy,
    client: raw,
    serverList: (offered, now) => list.follow(offered, () => listOver(raw), now),
    serverClock: () => clockOf(endpoint, checks, ports.clock),
    onClose: () => {
      const bad = gate.get().lights.filter(({ state }) => state === 'bad');
      given.log.info({ event: 'gate-closed', lights: bad.map(({ name }) => name) });
      agents.renew();
    },
    identity: certificates.active,
    certificateFailure: certificates.failure,
    session: () => session.standing(),
    onSession: (standing) => session.learn(standing),
    clock: ports.clock,
    clientVersion: ports.version,
    emit: (state) => publisher.emit('gate', state),
  });
  const client: CenterClient = gatedClient(raw, gate, session);
  return {
    client,
    raw,
    gate,
    session,
    agents,
    callAs: (identity, work) => callOver(agentFor(identity), clientOver, work),
  };
}

/** Makes clients that differ in nothing but the agent they go over. */
function clientMaker(
  { ports, profile, log }: Given,
  shared: Pick<CenterPorts, 'token' | 'onFault'>,
): (agent: () => Agent) => CenterClient {
  const url = urlOf(profile.profile.server);
  const userAgent = `egov-center-client/${ports.version} (${ports.host})`;
  return (agent) => createCenterClient({ url, userAgent, agent, log, ...shared });
}

/** Runs calls over an agent that is gone afterwards. */
async function callOver<T>(
  agent: Agent,
  clientOver: (agent: () => Agent) => CenterClient,
  work: (client: CenterClient) => Promise<T>,
): Promise<T> {
  try {
    return await work(clientOver(() => agent));
  } finally {
    agent.destroy();
  }
}

async function listOver(client: CenterClient): Promise<string | null> {
  return (await client.call('gate.list', {})).list;
}

/** What is looked at before a connection is used. */
type Checks = Pick<NonNullable<Parameters<typeof tlsAgent>[2]>, 'routeCheck' | 'checkServer'>;

/** Where the center is, and what proves that connections take the way the profile demands. */
function wayOf({ server, vpn }: ActiveProfile['profile']) {
  const routes = systemRoutes();
  return { host: server.host, port: server.port, routes, vpn: vpn ? createVpnCheck(vpn, routes) : null };
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

function agentSlot(make: () => Agent): AgentSlot {
  let agent = make();
  return {
    present: () => agent,
    renew() {
      agent.destroy();
      agent = make();
    },
  };
}
