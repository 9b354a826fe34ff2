import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OperationInput, OperationOutput } from '../../shared/api/operations.ts';
import type { EventPayload } from '../../shared/bridge/contract.ts';
import { createPublisher, silenceable, type Publisher } from '../bridge/events.ts';
import { openCertificates, type CertificateService } from './certificates/certificateService.ts';
import {
  nothingCarried,
  reopenable,
  type Carried,
  type ReopenableCertificates,
} from './certificates/reopenable.ts';
import { createIdentityChanges, type IdentityChanges } from './certificates/identityChanges.ts';
import type { CenterClient } from './center/centerClient.ts';
import { connectCenter, type Connection } from './connection/connectCenter.ts';
import type { GateService } from './connection/gateService.ts';
import { createCredentialKeeper, type CredentialKeeper } from './credentials/credentialKeeper.ts';
import { createDraftStore, type DraftStore } from './drafts/draftStore.ts';
import { openEnrolment, type EnrolmentService } from './enrolment/enrolmentService.ts';
import { createPendingStore, type PendingStore } from './enrolment/pendingStore.ts';
import { createExportService, type ExportService } from './exports/exportService.ts';
import { sweepParts } from './files/sweepParts.ts';
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
  /** Takes the client keys up anew after the credential store was opened, locked or changed. */
  settle(): Promise<void>;
  /** What is in memory only and would be gone with these services. */
  held(): Held;
  /** Cancels jobs, drops connections, forgets uploads and the session. */
  close(): Promise<void>;
}

/** Handed over when the same profile is opened anew, e.g. in a newer version. */
interface Held {
  readonly certificates: Carried;
  readonly enrolment: ReturnType<EnrolmentService['left']> | undefined;
}

/** Everything the handlers of the bridge need, built and connected. */
export interface Services extends ProfileServices {
  readonly ports: HostPorts;
  readonly log: Logger;
  readonly publisher: Publisher;
  readonly keychain: CredentialKeeper;
  readonly profiles: ProfileService;
  /** Ends the session and locks the vault, where there is one: keys leave the memory. */
  signOut(): Promise<void>;
}

/** What stays when the profile changes. */
type Workstation = Pick<Services, 'ports' | 'log' | 'publisher' | 'keychain'>;

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
    const held = profile.id === now.profile.id ? now.held() : undefined;
    const next = await openProfile(workstation, profile, held);
    // Whatever fails in closing, nothing goes on with the profile of before.
    await now.close().catch((error: unknown) => log.error({ event: 'close-failed', err: error }));
    now = next;
    log.info({ event: 'profile-in-use', profile: profile.id });
    // What the gate finds comes by event; until then everything is shut.
    publisher.emit('gate', next.gate.get());
    next.gate.start();
  };
  const keychain = keeperOf(ports, publisher, log, {
    settle: () => now.settle(),
    drafts: () =>
      profiles.folders().map((keep) => createDraftStore(join(keep, 'drafts'), keychain.store, () => '')),
  });
  const profiles = await openProfiles({ dataDir, profileDir, settings, version, changed, workWith });
  await prepareFolders(ports, profiles, log);
  const workstation: Workstation = { ports, log, publisher, keychain };
  await keychain.open();
  let now = await openProfile(workstation, profiles.active(), undefined);
  return {
    ...workstation,
    profiles,
    get profile() {
      return now.profile;
    },
    ...followers(() => now),
    setUp: (given) => now.setUp(given),
    settle: () => now.settle(),
    held: () => now.held(),
    async signOut() {
      // Session and key are gone at once, whatever the network does; the center's answer is waited for last.
      const closing = now.session.signOut();
      await keychain.lock();
      await closing;
    },
    async close() {
      await now.close();
      await keychain.close();
    },
  };
}

/** Services that keep their names while the profile behind them changes. */
function followers(present: () => ProfileServices) {
  return {
    certificates: following(() => present().certificates),
    client: following(() => present().client),
    gate: following(() => present().gate),
    session: following(() => present().session),
    settings: following(() => present().settings),
    drafts: following(() => present().drafts),
    uploads: following(() => present().uploads),
    attachments: following(() => present().attachments),
    imports: following(() => present().imports),
    exports: following(() => present().exports),
    jobs: following(() => present().jobs),
    identities: following(() => present().identities),
    enrolment: following(() => present().enrolment),
  };
}

/** Builds what belongs to one profile. Nothing is dialled before its gate is started or asked. */
async function openProfile(
  { ports, log, keychain, publisher: everybody }: Workstation,
  profile: ActiveProfile,
  held: Held | undefined,
): Promise<ProfileServices> {
  const { publisher, silence } = silenceable(everybody);
  const folder = join(profile.keep, 'certificates');
  const settings = scopedKeyValues(ports.settings, profile.keep === ports.dataDir ? null : profile.id);
  const secrets = keychain.store;
  const certificates = await reopenable(
    () => openCertificates({ profile, secrets, folder, settings, log }),
    () => secrets.kind !== 'session',
    held?.certificates ?? nothingCarried,
  );
  const ended = () => {
    if (keychain.isLocked())
      settle().catch((error: unknown) => log.error({ event: 'keys-not-let-go', err: error }));
  };
  const connection = connectCenter({ ports, profile, certificates, publisher, log, ended });
  const { client, gate, session } = connection;
  const work = workServices(ports, connection, publisher, log);
  const mayImport = profile.policy.certificateFiles;
  const given = { store: createPendingStore(profile.keep, secrets), left: held?.enrolment, mayImport };
  const credentials = await credentialServices(connection, certificates, given, log);
  const settle = settling(keychain, certificates, connection, () => credentials.enrolment.reopen(), log);
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
    settle,
    held: () => ({ certificates: certificates.unsealed(), enrolment: credentials.enrolment.left() }),
    async close() {
      gate.stop();
      await work.jobs.close();
      await session.signOut();
      work.uploads.clear();
      credentials.enrolment.close();
      connection.endConnections();
      silence();
    },
  };
}

/** The credential store, which tells what is sealed under it when it changes. */
function keeperOf(
  ports: HostPorts,
  publisher: Publisher,
  log: Logger,
  sealed: { settle(): Promise<void>; drafts(): readonly DraftStore[] },
): CredentialKeeper {
  return createCredentialKeeper({
    ...ports,
    passphrase: ports.vaultPassphrase,
    idleMs: ports.vaultIdleMs,
    given: ports.secrets,
    log,
    emit: (status) => publisher.emit('keychain', status),
    changed: sealed.settle,
    async moved(from, to) {
      for (const drafts of sealed.drafts()) await drafts.follow(from, to);
    },
    async keptForms() {
      const counts = await Promise.all(sealed.drafts().map((drafts) => drafts.countKept()));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  });
}

/**
 * Takes the client keys up anew after the store was opened, locked or changed. A signed-in person's session goes on
 * while the vault is locked for idleness; its key leaves the memory with it.
 */
function settling(
  keychain: CredentialKeeper,
  certificates: ReopenableCertificates,
  { session, gate, renewConnections }: Connection,
  enrolment: () => Promise<void>,
  log: Logger,
): () => Promise<void> {
  return async () => {
    if (keychain.isLocked() && session.get() !== null) return;
    const before = certificates.active()?.fingerprint;
    await certificates.reopen();
    const isChanged = certificates.active()?.fingerprint !== before;
    // First of all nothing is shown any more that was let go of.
    if (isChanged) renewConnections();
    await enrolment();
    if (!isChanged) return;
    gate.reset().catch((error: unknown) => log.error({ event: 'gate-not-looked-at', err: error }));
  };
}

interface CredentialsGiven {
  readonly store: PendingStore;
  /** What was under way before the profile was replaced. */
  readonly left: Held['enrolment'];
  readonly mayImport: boolean;
}

/** How the person at the workstation comes to another certificate, or to any at all. */
async function credentialServices(
  { client, raw, gate, session, renewConnections, callAs }: Connection,
  certificates: CertificateService,
  { store, left, mayImport }: CredentialsGiven,
  log: Logger,
): Promise<Pick<ProfileServices, 'identities' | 'enrolment' | 'setUp'>> {
  const look = (change?: 'other' | 'renewed') => (change === 'renewed' ? gate.lookAnew() : gate.reset());
  const identities = createIdentityChanges({ certificates, session, mayImport, renewConnections, look });
  const { putToUse } = identities;
  const ways = { client: raw, signedIn: client, session, callAs, look };
  return {
    identities,
    enrolment: await openEnrolment(
      {
        ...ways,
        keep: certificates.add,
        find: certificates.withKey,
        putToUse,
        store,
        log,
        identity: certificates.active,
      },
      left,
    ),
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

/** Makes the folder of exports, where that can be done, and removes what a crash left half written anywhere. */
async function prepareFolders(
  { exportDir, dataDir }: HostPorts,
  profiles: ProfileService,
  log: Logger,
): Promise<void> {
  // Where it cannot be made, exports say so; nobody is kept from working.
  await mkdir(exportDir, { recursive: true }).catch((error: unknown) =>
    log.warn({ event: 'export-folder-not-made', err: error }),
  );
  await sweepParts([exportDir, join(dataDir, 'server-lists'), ...profiles.folders().flatMap(writtenTo)]);
}

/** Where the client writes below what it keeps for a profile. */
function writtenTo(keep: string): string[] {
  return [keep, join(keep, 'drafts'), join(keep, 'certificates'), join(keep, 'certificates', 'own')];
}
