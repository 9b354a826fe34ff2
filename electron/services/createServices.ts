import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OperationInput, OperationOutput } from '../../shared/api/operations.ts';
import { createPublisher, type Publisher } from '../bridge/events.ts';
import { openCertificates, type CertificateService } from './certificates/certificateService.ts';
import { createIdentityChanges, type IdentityChanges } from './certificates/identityChanges.ts';
import type { CenterClient } from './center/centerClient.ts';
import { connectCenter, type Connection } from './connection/connectCenter.ts';
import type { GateService } from './connection/gateService.ts';
import { chooseStore } from './credentials/chooseStore.ts';
import type { SecretStore } from './credentials/secretStore.ts';
import { createDraftStore, type DraftStore } from './drafts/draftStore.ts';
import { openEnrolment, type EnrolmentService } from './enrolment/enrolmentService.ts';
import { createPendingStore, type PendingStore } from './enrolment/pendingStore.ts';
import { createExportService, type ExportService } from './exports/exportService.ts';
import { isPartName } from './files/atomicWrite.ts';
import { createImportService, type ImportService } from './imports/importService.ts';
import { createJobService, type JobService } from './jobs/jobService.ts';
import { createLogger, type Logger } from './log/logger.ts';
import type { HostPorts } from './ports.ts';
import { readProfile, type LoadedProfile } from './profile/readProfile.ts';
import type { SessionService } from './session/sessionService.ts';
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
  const connection = connectCenter({ ports, profile, certificates, publisher, log });
  const work = workServices(ports, connection, publisher, log);
  const { client, gate, session } = connection;
  const pending = createPendingStore(join(ports.dataDir, 'enrolment.sealed'), secrets);
  const credentials = await credentialServices(connection, certificates, pending);
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
    client,
    gate,
    session,
    ...work,
    ...credentials,
    async close() {
      gate.stop();
      await work.jobs.close();
      await session.signOut();
      work.uploads.clear();
      connection.agents.present().destroy();
    },
  };
}

/** How the person at the workstation comes to another certificate, or to any at all. */
async function credentialServices(
  { client, raw, gate, session, agents, callAs }: Connection,
  certificates: CertificateService,
  store: PendingStore,
): Promise<Pick<Services, 'identities' | 'enrolment' | 'setUp'>> {
  const look = () => gate.reset();
  const identities = createIdentityChanges({ certificates, session, renewConnections: agents.renew, look });
  const { putToUse } = identities;
  const ways = { client: raw, signedIn: client, session, callAs, look };
  return {
    identities,
    enrolment: await openEnrolment({ ...ways, keep: certificates.add, putToUse, store }),
    async setUp(given) {
      const appointed = await raw.call('bootstrap.run', given);
      // The center no longer offers to be set up; the gate is to know at once.
      await look();
      return appointed;
    },
  };
}

function workServices(ports: HostPorts, { client, session }: Connection, publisher: Publisher, log: Logger) {
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
