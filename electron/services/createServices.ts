import { mkdir, readdir, rm } from 'node:fs/promises';
import type { Agent } from 'node:https';
import { join } from 'node:path';
import type { OperationInput, OperationOutput } from '../../shared/api/operations.ts';
import type { EventPayload } from '../../shared/bridge/contract.ts';
import { createPublisher, type Publisher } from '../bridge/events.ts';
import { openCertificates, type CertificateService } from './certificates/certificateService.ts';
import type { Identity } from './certificates/identity.ts';
import { createIdentityChanges, type IdentityChanges } from './certificates/identityChanges.ts';
import { createCenterClient, type CenterClient } from './center/centerClient.ts';
import { gatedClient } from './center/gatedClient.ts';
import { askServerClock } from './center/serverClock.ts';
import { type Endpoint, tlsAgent } from './center/tlsAgent.ts';
import type { Clock } from './clock.ts';
import { createGateService, type GateService } from './connection/gateService.ts';
import { systemRoutes } from './connection/routeLookup.ts';
import { createVpnCheck, type VpnCheck } from './connection/vpnCheck.ts';
import { chooseStore } from './credentials/chooseStore.ts';
import type { SecretStore } from './credentials/secretStore.ts';
import { createDraftStore, type DraftStore } from './drafts/draftStore.ts';
import { openEnrolment, type EnrolmentPorts, type EnrolmentService } from './enrolment/enrolmentService.ts';
import { createPendingStore } from './enrolment/pendingStore.ts';
import { createExportService, type ExportService } from './exports/exportService.ts';
import { isPartName } from './files/atomicWrite.ts';
import { createImportService, type ImportService } from './imports/importService.ts';
import { createJobService, type JobService } from './jobs/jobService.ts';
import { createLogger, type Logger } from './log/logger.ts';
import type { HostPorts } from './ports.ts';
import { readProfile, urlOf, type LoadedProfile } from './profile/readProfile.ts';
import { createSessionService, type SessionService } from './session/sessionService.ts';
import { createSettingsStore, type SettingsStore } from './settings/settingsStore.ts';
import { createAttachmentService, type AttachmentService } from './uploads/attachmentService.ts';
import { createUploadService, type UploadService } from './uploads/uploadService.ts';

type Gate = ReturnType<GateService['get']>;

/** Everything the handlers of the bridge need, built and connected. */
export interface Services {
  readonly ports: HostPorts;
  readonly log: Logger;
  readonly profile: LoadedProfile;
  readonly publisher: Publisher;
  readonly secrets: SecretStore;
  readonly certificates: CertificateService;
  readonly client: CenterClient;
  readonly gate: GateService;
  readonly session: SessionService;
  readonly settings: SettingsStore;
  readonly drafts: DraftStore;
  readonly uploads: UploadService;
  readonly attachments: AttachmentService;
  readonly imports: ImportService;
  readonly exports: ExportService;
  readonly jobs: JobService;
  readonly enrolment: EnrolmentService;
  readonly identities: IdentityChanges<Gate>;
  /** Sets an empty center up; there is nobody yet who could sign in, so the gate is closed. */
  setUp(given: OperationInput<'bootstrap.run'>): Promise<OperationOutput<'bootstrap.run'>>;
  /** Cancels jobs, drops connections, forgets uploads and the session. */
  close(): Promise<void>;
}

/** Builds the services of one workstation. @throws Error when the profile cannot be used */
export async function createServices(ports: HostPorts): Promise<Services> {
  const log = createLogger(ports.logTo);
  const profile = await readProfile(ports.profileDir);
  await mkdir(ports.dataDir, { recursive: true, mode: 0o700 });
  await mkdir(ports.exportDir, { recursive: true });
  await sweepParts(ports.exportDir);
  const secrets = ports.secrets ?? (await chooseStore(ports.vault));
  const folder = join(ports.dataDir, 'certificates');
  const certificates = await openCertificates({ profile, secrets, folder, settings: ports.settings, log });
  const publisher = createPublisher();
  const connection = connect(ports, profile, certificates, { publisher, log });
  const work = workServices(ports, connection.client, connection.session, publisher, log);
  const enrolment = await openEnrolment({
    ...connection.forEnrolment,
    store: createPendingStore(join(ports.dataDir, 'enrolment.sealed'), secrets),
  });
  const owner = () => certificates.active()?.accountNo ?? '';
  const drafts = createDraftStore(join(ports.dataDir, 'drafts'), secrets, owner);
  await drafts.sweep(ports.clock.now());
  return {
    ports,
    log,
    profile,
    publisher,
    secrets,
    certificates,
    drafts,
    ...connection,
    ...work,
    enrolment,
    async close() {
      connection.gate.stop();
      await work.jobs.close();
      await connection.session.signOut();
      work.uploads.clear();
      connection.dropConnections();
    },
  };
}

/** The way to the center: agent, client, gate and session, which know of one another. */
function connect(
  ports: HostPorts,
  { profile, ca }: LoadedProfile,
  certificates: CertificateService,
  { publisher, log }: { readonly publisher: Publisher; readonly log: Logger },
) {
  const way = wayOf(profile);
  const suspect = () => gate.suspect();
  const checks = { routeCheck: way.vpn, onLost: suspect };
  const agentFor = (identity: Identity | null) => tlsAgent({ ...profile.server, ca }, identity, checks);
  const agents = agentSlot(() => agentFor(certificates.active()));
  const clientOver = (agent: () => Agent) =>
    createCenterClient({
      url: urlOf(profile.server),
      userAgent: `egov-center-client/${ports.version} (${ports.host})`,
      agent,
      token: () => session.token(),
      log,
      onFault: suspect,
    });
  const raw = clientOver(agents.present);
  const changed = (next: EventPayload<'session'>) => {
    publisher.emit('session', next);
    gate.refresh();
  };
  const session = createSessionService({ client: () => client, clock: ports.clock, changed });
  const gate: GateService = createGateService({
    ...way,
    client: raw,
    serverClock: () => clockOf({ ...profile.server, ca }, way.vpn, ports.clock),
    onClose: agents.renew,
    identity: certificates.active,
    session: () => session.standing(),
    onSession: (standing) => session.learn(standing),
    clock: ports.clock,
    clientVersion: ports.version,
    emit: (state) => publisher.emit('gate', state),
  });
  const client: CenterClient = gatedClient(raw, gate, session);
  const look = () => gate.reset();
  const identities = createIdentityChanges({ certificates, session, renewConnections: agents.renew, look });
  const callAs: EnrolmentPorts['callAs'] = (identity, work) => callOver(agentFor(identity), clientOver, work);
  return {
    client,
    gate,
    session,
    identities,
    dropConnections: () => agents.present().destroy(),
    setUp: (given: OperationInput<'bootstrap.run'>) => raw.call('bootstrap.run', given).finally(look),
    forEnrolment: {
      ...{ client: raw, signedIn: client, session, callAs, look },
      keep: certificates.add,
      putToUse: identities.putToUse,
    },
  };
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

/** Where the center is, and what proves that connections take the way the profile demands. */
function wayOf({ server, vpn }: LoadedProfile['profile']) {
  const routes = systemRoutes();
  return { host: server.host, port: server.port, routes, vpn: vpn ? createVpnCheck(vpn, routes) : null };
}

/** The center's clock minus ours, learned by its key alone. */
async function clockOf(
  endpoint: Endpoint,
  routeCheck: VpnCheck | null,
  clock: Clock,
): Promise<number | null> {
  const agent = tlsAgent(endpoint, null, { routeCheck, datesAside: true });
  const { host, port } = endpoint;
  try {
    return await askServerClock(urlOf({ host, port }), agent, () => clock.now().getTime());
  } finally {
    agent.destroy();
  }
}

/** The agent in force; a new one means that every connection of the old one ends. */
function agentSlot(make: () => Agent): { readonly present: () => Agent; readonly renew: () => void } {
  let agent = make();
  return {
    present: () => agent,
    renew() {
      agent.destroy();
      agent = make();
    },
  };
}

function workServices(
  ports: HostPorts,
  client: CenterClient,
  session: SessionService,
  publisher: Publisher,
  log: Logger,
) {
  const { clock, exportDir } = ports;
  const settings = createSettingsStore(ports.settings);
  const uploads = createUploadService(clock);
  const jobs = createJobService({ clock, log, emit: (job) => publisher.emit('job', job) });
  const author = () => session.get()?.name ?? '';
  return {
    settings,
    uploads,
    jobs,
    attachments: createAttachmentService(uploads, client, exportDir),
    imports: createImportService({ uploads, client, settings, exportDir, clock, author }),
    exports: createExportService({ client, jobs, settings, exportDir, log }),
  };
}

/** Removes what a crash left half written. */
async function sweepParts(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (isPartName(name)) await rm(join(folder, name), { force: true });
}
