import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { Profiles } from '../../../shared/bridge/profiles.ts';
import { ProblemError, type Problem } from '../../../shared/errors/problem.ts';
import { isVersionAtLeast } from '../../../shared/profile/signedProfile.ts';
import type { KeyValues } from '../settings/keyValues.ts';
import { type ActiveProfile, defaultPolicy, noProfile } from './activeProfile.ts';
import { judgeProfile, type Verdict } from './judgeProfile.ts';
import { openProfileStore, type ProfileStore } from './profileStore.ts';
import { findProfile, type LoadedProfile } from './readProfile.ts';
import { openProfileFile, type SignedProfile } from './signedFile.ts';

/** Entry of the profile laid down by whoever installed the program. */
const PROVISIONED = 'provisioned';
const CHOICE = 'profile';

/** The connection profiles (连接配置) of this workstation: several are kept, one is worked with. */
export interface ProfileService {
  list(): Profiles;
  /** The profile to work with. */
  active(): ActiveProfile;
  /** Folders of what this workstation keeps for its profiles, in use or not. */
  folders(): readonly string[];
  /** Opens a file for a person to look at. @throws ProblemError `profile/...` */
  inspect(bytes: Uint8Array): Profiles;
  /** The same for a file that the system hands over: what is wrong with it is told by event. */
  offer(bytes: Uint8Array): void;
  dismiss(): Profiles;
  /** Keeps the file that was looked at. @throws ProblemError `profile/gone` when it is not the one on screen, `profile/...` */
  accept(digest: string, activate: boolean): Promise<Profiles>;
  /** @throws ProblemError `profile/gone`, `profile/broken` */
  activate(id: string): Promise<Profiles>;
  /** Removes an imported profile with everything kept for it. @throws ProblemError `profile/gone`, `profile/provisioned` */
  remove(id: string): Promise<Profiles>;
}

interface Ports {
  readonly dataDir: string;
  readonly profileDir: string;
  readonly settings: KeyValues;
  readonly version: string;
  readonly changed: (profiles: Profiles) => void;
  /** Ends all work with the profile of before and begins with this one. */
  readonly workWith: (profile: ActiveProfile) => Promise<void>;
}

/**
 * Reads what is there; a broken file is listed as such and keeps nobody from starting.
 * @throws Error when the profile laid down with the installation is the one to work with and is broken: that is for
 * whoever installs
 */
export async function openProfiles(ports: Ports): Promise<ProfileService> {
  const store = await openProfileStore(join(ports.dataDir, 'profiles'));
  const provisioned = await findProfile(ports.profileDir).catch((error: unknown) =>
    error instanceof Error ? error : new Error('unreadable profile', { cause: error }),
  );
  const profiles = new ProfileKeeper(ports, store, provisioned);
  const works = profiles.list().entries.find(({ active }) => active);
  if (provisioned instanceof Error && works?.origin === 'provisioned') throw provisioned;
  return profiles;
}

/** A file on screen: what was read is what will be kept. */
interface Offered {
  readonly bytes: Uint8Array;
  readonly signed: SignedProfile;
  readonly verdict: Verdict;
}

class ProfileKeeper implements ProfileService {
  readonly #ports: Ports;
  readonly #store: ProfileStore;
  readonly #provisioned: LoadedProfile | Error | null;
  #offered: Offered | null = null;
  #refused: Problem | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: Ports, store: ProfileStore, provisioned: LoadedProfile | Error | null) {
    this.#ports = ports;
    this.#store = store;
    this.#provisioned = provisioned;
  }

  list(): Profiles {
    return { entries: this.#entries(), offered: this.#offer(), refused: this.#refused };
  }

  active(): ActiveProfile {
    const id = this.#activeId();
    const { dataDir } = this.#ports;
    const given = this.#provisioned;
    if (id === PROVISIONED && isLoaded(given))
      return { ...given, id, keep: dataDir, policy: defaultPolicy, contact: null };
    const signed = this.#store.list().find((stored) => stored.id === id)?.signed;
    return signed ? this.#activeOf(signed) : noProfile(dataDir);
  }

  folders(): readonly string[] {
    const imported = this.#store.list().map(({ id }) => this.#store.folderOf(id));
    return [this.#ports.dataDir, ...imported];
  }

  inspect(bytes: Uint8Array): Profiles {
    this.#refused = null;
    this.#offered = null;
    const signed = openProfileFile(bytes);
    this.#offered = { bytes, signed, verdict: judgeProfile(signed, this.#store.list()) };
    return this.list();
  }

  offer(bytes: Uint8Array): void {
    try {
      this.inspect(bytes);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.#refused = error.problem;
    }
    this.#ports.changed(this.list());
  }

  dismiss(): Profiles {
    this.#offered = null;
    this.#refused = null;
    return this.#told();
  }

  accept(digest: string, activate: boolean): Promise<Profiles> {
    return this.#inTurn(async () => {
      const offered = this.#offered;
      if (offered?.signed.digest !== digest) throw new ProblemError('profile/gone');
      const { signed, bytes } = offered;
      const { kind } = offered.verdict;
      if (kind !== 'same') await this.#store.write(signed, bytes);
      this.#offered = null;
      if (activate || (kind === 'update' && this.#activeId() === signed.id)) await this.#use(signed.id);
      return this.#told();
    });
  }

  activate(id: string): Promise<Profiles> {
    return this.#inTurn(async () => {
      const entry = this.#entries().find((each) => each.id === id);
      if (!entry) throw new ProblemError('profile/gone');
      if (entry.state === 'broken') throw new ProblemError('profile/broken');
      if (this.#activeId() !== id) await this.#use(id);
      return this.#told();
    });
  }

  remove(id: string): Promise<Profiles> {
    return this.#inTurn(async () => {
      if (id === PROVISIONED) throw new ProblemError('profile/provisioned');
      this.#store.get(id);
      // Work with it ends before its folder goes.
      if (this.#activeId() === id) await this.#use(PROVISIONED);
      await this.#store.remove(id);
      // What is on screen was judged by what is gone now.
      this.#offered = null;
      return this.#told();
    });
  }

  /** The choice is durable before anything is dialled: after a crash the client works with the one or the other. */
  async #use(id: string): Promise<void> {
    const { settings, workWith } = this.#ports;
    const before = this.#activeId();
    settings.set(CHOICE, id);
    try {
      await workWith(this.active());
    } catch (error) {
      settings.set(CHOICE, before);
      throw error;
    }
  }

  #activeId(): string {
    const chosen = this.#ports.settings.get(CHOICE);
    const known = typeof chosen === 'string' && this.#store.list().some(({ id }) => id === chosen);
    // A chosen profile that is broken stays the chosen one: nobody is led to another center unasked.
    return known ? chosen : PROVISIONED;
  }

  #activeOf({ id, content }: SignedProfile): ActiveProfile {
    const { ca, pins, nextPins, ...server } = content.server;
    const { vpn, name, area } = content;
    const { certificates, folder } = this.#certificatesFor(ca, this.#store.folderOf(id));
    return {
      id,
      profile: {
        version: 1,
        name,
        area,
        server: { ...server, caFile: '', pins: [...pins, ...nextPins] },
        certificates,
        ...(vpn && { vpn }),
      },
      folder,
      ca,
      keep: this.#store.folderOf(id),
      policy: {
        minimumClientVersion: content.minimumClientVersion,
        certificateWarnDays: content.certificates.warnDays,
        certificateFiles: content.certificates.sources.includes('file'),
        timeSource: content.timeSource,
      },
      contact: content.contact ?? null,
    };
  }

  /** Certificates laid down with the installation are shown to the center whose CA issued them, and to no other. */
  #certificatesFor(
    ca: string,
    own: string,
  ): Pick<LoadedProfile, 'folder'> & Pick<LoadedProfile['profile'], 'certificates'> {
    const given = this.#provisioned;
    if (!isLoaded(given) || !isSameAuthority(given.ca, ca)) return { certificates: [], folder: own };
    return { certificates: given.profile.certificates, folder: given.folder };
  }

  #entries(): Profiles['entries'] {
    const active = this.#activeId();
    const imported = this.#store.list().map(({ id, signed }) => ({
      id,
      name: signed?.content.name ?? '',
      server: signed ? serverText(signed.content.server) : '',
      active: id === active,
      state: signed ? ('ok' as const) : ('broken' as const),
      origin: 'imported' as const,
      facts: signed?.facts ?? null,
    }));
    const given = this.#provisioned;
    if (given === null) return imported;
    const profile = isLoaded(given) ? given.profile : null;
    const entry = {
      id: PROVISIONED,
      name: profile?.name ?? '',
      server: profile ? serverText(profile.server) : '',
      active: active === PROVISIONED,
      state: profile ? ('ok' as const) : ('broken' as const),
      origin: 'provisioned' as const,
      facts: null,
    };
    return [entry, ...imported];
  }

  #offer(): Profiles['offered'] {
    if (this.#offered === null) return null;
    const { signed, verdict } = this.#offered;
    const { minimumClientVersion: wanted } = signed.content;
    return {
      digest: signed.digest,
      id: signed.id,
      ...verdict,
      clientTooOld: wanted !== null && !isVersionAtLeast(this.#ports.version, wanted),
      facts: signed.facts,
    };
  }

  #told(): Profiles {
    const profiles = this.list();
    this.#ports.changed(profiles);
    return profiles;
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const next = this.#last.then(task, task);
    this.#last = next.catch(() => undefined);
    return next;
  }
}

function serverText({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function isLoaded(given: LoadedProfile | Error | null): given is LoadedProfile {
  return given !== null && !(given instanceof Error);
}

function isSameAuthority(a: string, b: string): boolean {
  try {
    return new X509Certificate(a).fingerprint256 === new X509Certificate(b).fingerprint256;
  } catch {
    return false;
  }
}
