import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OperationInput, OperationOutput } from '../../shared/api/operations.ts';
import type { EventPayload } from '../../shared/bridge/contract.ts';
import { createPublisher, silenceable, type Publisher } from '../bridge/events.ts';
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
import type { ActiveProfile } from './profile/activeProfile.ts';
import { following } from './profile/following.ts';
import { openProfiles, type ProfileService } from './profile/profileService.ts';
import type { SessionService } from './session/sessionService.ts';
import { scopedKeyValues } from './settings/keyValues.ts';
import { createSettingsStore, type SettingsStore } from './settings/settingsStore.ts';
import { createAttachmentService, type AttachmentService } from './uploads/attachmentService.ts';
import { createUploadService, type UploadService } from './uploads/uploadService.ts';

/** What belongs to the profile in use, and ends with it. */
interface ProfileServices {
  readonly profile: ActiveProfile;
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
  readonly identities: IdentityChanges<ReturnType<GateService['get']>>;
  readonly enrolment: EnrolmentService;
  /** Sets an empty center up; there is nobody yet who could sign in, so the gate is closed. */
  setUp(given: OperationInput<'bootstrap.run'>): Promise<OperationOutput<'bootstrap.run'>>;
  /** Cancels jobs, drops connections, forgets uploads and the session. */
  close(): Promise<void>;
}

/** Everything the handlers of the bridge need, built and connected. */
export interface Services extends ProfileServices {
  readonly ports: HostPorts;
  readonly log: Logger;
  readonly publisher: Publisher;
  readonly secrets: SecretStore;
  readonly profiles: ProfileService;
}

/** What stays when the profile changes. */
type Workstation = Pick<Services, 'ports' | 'log' | 'publisher' | 'secrets'>;

/**
 * Builds the services of one workstation. They keep their names when another profile is taken into use; what stands
 * behind them is then built anew, so that nothing of one center is left when the client speaks to another.
 * @throws Error when the profile cannot be used
 */
export async function createServices(ports: HostPorts): Promise<Services> {
  const log = createLogger(ports.logTo);
  await mkdir(ports.dataDir, { recursive: true, mode: 0o700 });
  const publisher = createPublisher();
  const { dataDir, profileDir, settings, version } = ports;
  const changed = (profiles: EventPayload<'profiles'>) => publisher.emit('profiles', profiles);
  const workWith = async (profile: ActiveProfile) => {
    const next = await openProfile(workstation, profile);
    // Whatever fails in closing, nothing goes on with the profile of before.
    await now.close().catch((error: unknown) => log.error({ event: 'close-failed', err: error }));
    now = next;
    log.info({ event: 'profile-in-use', profile: profile.id });
    // What the gate finds comes by event; until then everything is shut.
    publisher.emit('gate', next.gate.get());
    next.gate.start();
  };
  const profiles = await openProfiles({ dataDir, profileDir, settings, version, changed, workWith });
  await mkdir(ports.exportDir, { recursive: true });
  await sweepParts(ports.exportDir);
  const secrets = ports.secrets ?? (await chooseStore(ports.vault));
  const workstation: Workstation = { ports, log, publisher, secrets };
  let now = await openProfile(workstation, profiles.active());
  return {
    ...workstation,
    profiles,
    get profile() {
      return now.profile;
    },
    certificates: following(() => now.certificates),
    client: following(() => now.client),
    gate: following(() => now.gate),
    session: following(() => now.session),
    settings: following(() => now.settings),
    drafts: following(() => now.drafts),
    uploads: following(() => now.uploads),
    attachments: following(() => now.attachments),
    imports: following(() => now.imports),
    exports: following(() => now.exports),
    jobs: following(() => now.jobs),
    identities: following(() => now.identities),
    enrolment: following(() => now.enrolment),
    setUp: (given) => now.setUp(given),
    close: () => now.close(),
  };
}

/** Builds what belongs to one profile. Nothing is dialled before its gate is started or asked. */
async function openProfile(
  { ports, log, secrets, publisher: everybody }: Workstation,
  profile: ActiveProfile,
): Promise<ProfileServices> {
  const { publisher, silence } = silenceable(everybody);
  const folder = join(profile.keep, 'certificates');
  const settings = scopedKeyValues(ports.settings, profile.keep === ports.dataDir ? null : profile.id);
  const certificates = await openCertificates({ profile, secrets, folder, settings, log });
  const connection = connectCenter({ ports, profile, certificates, publisher, log });
  const { client, gate, session } = connection;
  const work = workServices(ports, connection, publisher, log);
  const pending = createPendingStore(join(profile.keep, 'enrolment.sealed'), secrets);
  const credentials = await credentialServices(connection, certificates, pending);
  const owner = () => certificates.active()?.accountNo ?? '';
  const drafts = createDraftStore(join(profile.keep, 'drafts'), secrets, owner);
  await drafts.sweep(ports.clock.now());
  return {
    profile,
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
      silence();
    },
  };
}

/** How the person at the workstation comes to another certificate, or to any at all. */
async function credentialServices(
  { client, raw, gate, session, agents, callAs }: Connection,
  certificates: CertificateService,
  store: PendingStore,
): Promise<Pick<ProfileServices, 'identities' | 'enrolment' | 'setUp'>> {
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
