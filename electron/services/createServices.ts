import { mkdir, readdir, rm } from 'node:fs/promises';
import type { Agent } from 'node:https';
import { join } from 'node:path';
import type { OperationInput, OperationOutput } from '../../shared/api/operations.ts';
import type { EventPayload } from '../../shared/bridge/contract.ts';
import { createPublisher, type Publisher } from '../bridge/events.ts';
import { openCertificates, type CertificateService } from './certificates/certificateService.ts';
import { accountOf, identityOf, type Identity } from './certificates/identity.ts';
import { parsePkcs12 } from './certificates/pkcs12.ts';
import { createCenterClient, type CenterClient } from './center/centerClient.ts';
import { gatedClient } from './center/gatedClient.ts';
import { createServerList } from './center/serverList.ts';
import { askServerClock } from './center/serverClock.ts';
import { type Endpoint, tlsAgent } from './center/tlsAgent.ts';
import type { Clock } from './clock.ts';
import { createGateService, type GateService } from './connection/gateService.ts';
import { systemRoutes } from './connection/routeLookup.ts';
import { createVpnCheck, type VpnCheck } from './connection/vpnCheck.ts';
import { chooseStore } from './credentials/chooseStore.ts';
import type { SecretStore } from './credentials/secretStore.ts';
import { createDraftStore, type DraftStore } from './drafts/draftStore.ts';
import { openEnrolment, type EnrolmentService } from './enrolment/enrolmentService.ts';
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
  /** Takes a PKCS#12 file in and uses its certificate. @throws ProblemError `certificate/...`; nothing has changed */
  importCertificate(file: Uint8Array, passphrase: string): Promise<Gate>;
  removeCertificate(fingerprint: string): Promise<Gate>;
  /** Sets an empty center up; there is nobody yet who could sign in, so the gate is closed. */
  setUp(given: OperationInput<'bootstrap.run'>): Promise<OperationOutput<'bootstrap.run'>>;
  /** Uses another certificate: signs out, drops every connection, looks at the gate anew. */
  chooseCertificate(fingerprint: string): Promise<Gate>;
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
  const list = createServerList({ file: join(ports.dataDir, 'server-lists.json'), ca, log });
  const checks = { routeCheck: way.vpn, onLost: suspect, checkServer: list.check.bind(list) };
  const agents = agentSlot(() => tlsAgent({ ...profile.server, ca }, certificates.active(), checks));
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
    serverList: (offered, now) =>
      list.follow(offered, async () => (await raw.call('gate.list', {})).list, now),
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
  const choose = async (fingerprint: string) => {
    await changeIdentity(certificates, session, fingerprint);
    agents.renew();
    return gate.reset();
  };
  const adopt = async (identity: Identity) => {
    certificates.choose(identity);
    agents.renew();
    await gate.reset();
  };
  return {
    client,
    gate,
    session,
    dropConnections: () => agents.present().destroy(),
    chooseCertificate: choose,
    setUp: async (given: OperationInput<'bootstrap.run'>) => {
      const appointed = await raw.call('bootstrap.run', given);
      await gate.reset();
      return appointed;
    },
    async importCertificate(file: Uint8Array, passphrase: string) {
      const { certificatePem, keyPem } = await parsePkcs12(file, passphrase);
      const identity = identityOf(certificatePem, keyPem, accountOf(certificatePem));
      await certificates.add(identity);
      return choose(identity.fingerprint);
    },
    async removeCertificate(fingerprint: string) {
      const isActive = certificates.active()?.fingerprint === fingerprint;
      await certificates.remove(fingerprint);
      if (!isActive) return gate.get();
      await session.signOut();
      agents.renew();
      return gate.reset();
    },
    forEnrolment: {
      client: raw,
      signedIn: client,
      session,
      keep: (identity: Identity) => certificates.add(identity),
      adopt,
      callAs: <T>(identity: Identity, work: (as: CenterClient) => Promise<T>) =>
        callAs(tlsAgent({ ...profile.server, ca }, identity, checks), clientOver, work),
    },
  };
}

/** Runs calls over an agent that is gone afterwards. */
async function callAs<T>(
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
