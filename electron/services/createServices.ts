import { mkdir, readdir, rm } from 'node:fs/promises';
import type { Agent } from 'node:https';
import { join } from 'node:path';
import type { EventPayload } from '../../shared/bridge/contract.ts';
import { createPublisher, type Publisher } from '../bridge/events.ts';
import { openCertificates, type CertificateService } from './certificates/certificateService.ts';
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
  /** Uses another certificate: signs out, drops every connection, looks at the gate anew. */
  chooseCertificate(fingerprint: string): Promise<ReturnType<GateService['get']>>;
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
  const agents = agentSlot(() => tlsAgent({ ...profile.server, ca }, certificates.active(), checks));
  const raw = createCenterClient({
    url: urlOf(profile.server),
    userAgent: `egov-center-client/${ports.version} (${ports.host})`,
    agent: agents.present,
    token: () => session.token(),
    log,
    onFault: suspect,
  });
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
    gate,
    session,
    dropConnections: () => agents.present().destroy(),
    async chooseCertificate(fingerprint: string) {
      await changeIdentity(certificates, session, fingerprint);
      agents.renew();
      return gate.reset();
    },
  };
}

/** The certificate is opened before anybody is signed out: one that is unknown or unreadable changes nothing. */
async function changeIdentity(
  certificates: CertificateService,
  session: SessionService,
  fingerprint: string,
): Promise<void> {
  const identity = await certificates.open(fingerprint);
  await session.signOut();
  certificates.choose(identity);
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
