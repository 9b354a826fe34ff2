import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { passphraseStrength } from '../../../shared/access/passphrase.ts';
import type { EventPayload } from '../../../shared/bridge/contract.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { Text } from '../../../shared/text.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log/logger.ts';
import { lookForKeychain, type Keychain, type KeychainStore } from './keytarStore.ts';
import { copySecrets, emptyStore } from './moveSecrets.ts';
import { newVaultFrom, sweepNewVault } from './newVault.ts';
import { createPatience } from './patience.ts';
import { type MovableStore, newStoreId, type SecretStore } from './secretStore.ts';
import { createSessionStore } from './sessionStore.ts';
import { readRecord, type StoreRecord, writeRecord } from './storeRecord.ts';
import { changedNotice, movedNotice, wordsOf } from './storeTexts.ts';
import { storeInUse } from './storeInUse.ts';
import { createVault, destroyVault, openVault, type VaultStore } from './vaultStore.ts';

/** A vault that nobody has used for this long is locked. */
const IDLE_MS = 15 * 60_000;
/** Looked at by the clock, not slept through: a machine that was asleep locks when it wakes. */
const IDLE_CHECKS = 60;

type Status = EventPayload<'keychain'>;

/** Where credentials are kept, from the first start to the lock; services hold its one `store`. */
export interface CredentialKeeper {
  /** The store in use, whichever it is at the moment; refuses with `keychain/locked` while it is locked. */
  readonly store: SecretStore;
  isLocked(): boolean;
  /** Finds the store of this data folder. @throws ProblemError where a configured passphrase opens no vault */
  open(): Promise<void>;
  status(): Promise<Status>;
  /** Looks for the system's keychain anew. */
  check(): Promise<Status>;
  /** @throws ProblemError `keychain/passphrase-policy`, `keychain/locked` while a keychain is gone on without */
  create(passphrase: string): Promise<Status>;
  /** @throws ProblemError `keychain/vault-passphrase`, `keychain/vault-damaged`, `keychain/wait` */
  unlock(passphrase: string): Promise<Status>;
  /** Locks the vault and overwrites its key; a keychain is the system's to lock. */
  lock(): Promise<Status>;
  /** Goes on without the locked store until the program ends. */
  skip(): Promise<Status>;
  /** The person has read how credentials are kept, and what happened to them. */
  understand(): Promise<Status>;
  /** Somebody is at work: the idle time begins anew. */
  used(): void;
  close(): Promise<void>;
}

interface Ports {
  readonly dataDir: string;
  /** Opens the vault without asking; such a vault is not locked for idleness either. */
  readonly passphrase: string | null;
  readonly clock: Clock;
  readonly log: Logger;
  /** Another store is in use, or none; awaited before the screens are told. */
  readonly changed: () => Promise<void>;
  readonly emit: (status: Status) => void;
  /** What was sealed under the first store's keys can be opened under the second's: they are the same. */
  readonly moved: (fromId: string, toId: string) => Promise<void>;
  /** How many unsent forms lie sealed under other stores than the one in use. */
  readonly keptForms: () => Promise<number>;
  /** A store that is given, not looked for. */
  readonly given?: SecretStore | undefined;
  readonly lookForKeychain?: () => Promise<Keychain>;
  readonly idleMs?: number | undefined;
}

export function createCredentialKeeper(ports: Ports): CredentialKeeper {
  return new Keeper(ports);
}

class Keeper implements CredentialKeeper {
  readonly store: SecretStore;
  readonly #ports: Ports;
  readonly #recordFile: string;
  readonly #vaultFile: string;
  readonly #patience;
  #record: StoreRecord | null = null;
  /** The store in use; null while it is locked. */
  #current: SecretStore | null = null;
  /** What is to be unlocked while there is none. */
  #waitsFor: 'keychain' | 'vault' = 'vault';
  #vault: VaultStore | null = null;
  #keychain: KeychainStore | null = null;
  #session: MovableStore | null = null;
  #seen: Keychain['state'] = 'absent';
  /** Which store is gone on without; null = none. */
  #skipped: 'keychain' | 'vault' | null = null;
  #notice: Text | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #usedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#recordFile = join(ports.dataDir, 'store.json');
    this.#vaultFile = join(ports.dataDir, 'vault.json');
    this.#patience = createPatience(ports.clock);
    this.store = storeInUse(() => this.#current, {
      kind: () => this.#waitsFor,
      id: () => this.#record?.id ?? '',
    });
  }

  async open(): Promise<void> {
    const { given, passphrase, idleMs = IDLE_MS } = this.#ports;
    if (given !== undefined) {
      this.#current = given;
      return;
    }
    await sweepNewVault(this.#vaultFile);
    const found = await readRecord(this.#recordFile);
    this.#record = found === 'damaged' ? null : found;
    await this.#find(await this.#look(), found === 'damaged');
    if (this.#isWaitingFor('vault') && passphrase !== null) await this.#openVault(passphrase);
    this.used();
    this.#timer = setInterval(() => this.#lockIfIdle(idleMs), idleMs / IDLE_CHECKS).unref();
  }

  isLocked(): boolean {
    return this.#current === null;
  }

  async status(): Promise<Status> {
    const kind = this.store.kind;
    const isLocked = this.isLocked();
    const isHeld = kind === 'keychain' && !isLocked ? await this.#keychainAnswers() : !isLocked;
    return {
      kind,
      state: isLocked ? 'locked' : 'open',
      healthy: isHeld && kind !== 'session',
      ...wordsOf(kind, isHeld, this.#seen),
      notice: this.#notice,
      understood: this.#ports.given !== undefined || (this.#record?.understood ?? false),
      mayCreate: this.#session !== null && this.#skipped !== 'keychain',
      retryAt: this.#patience.until(),
    };
  }

  check(): Promise<Status> {
    return this.#act(async () => {
      if (this.#ports.given !== undefined) return;
      const found = await this.#look();
      if (this.#isWaitingFor('keychain')) await this.#find(found, false);
      else if (this.#session !== null && this.#skipped === null && found.state === 'open')
        await this.#moveSession(this.#session, found.at(newStoreId()));
    });
  }

  create(passphrase: string): Promise<Status> {
    return this.#act(async () => {
      if (passphraseStrength(passphrase) === 'short') throw new ProblemError('keychain/passphrase-policy');
      // The name of a skipped keychain is all that leads back to what it keeps: no vault may take its place.
      if (this.#skipped === 'keychain') throw new ProblemError('keychain/locked');
      const session = this.#session;
      if (session === null) return;
      const vault = await newVaultFrom(session, this.#vaultFile, passphrase, this.#ports.clock.now());
      // The drafts first: a crash before the name leaves a vault that is asked for, and they are its own.
      await this.#ports.moved(session.id, vault.id);
      await this.#note('vault', vault.id, true);
      this.#use(vault);
      this.#vault = vault;
      await emptyStore(session);
    });
  }

  unlock(passphrase: string): Promise<Status> {
    return this.#act(async () => {
      if (this.#isWaitingFor('vault')) await this.#patience.attempt(() => this.#openVault(passphrase));
    });
  }

  lock(): Promise<Status> {
    return this.#act(async () => {
      const vault = this.#vault;
      if (vault === null || this.#ports.passphrase !== null) return;
      this.#wait('vault');
      await vault.close();
    });
  }

  skip(): Promise<Status> {
    return this.#act(async () => {
      if (this.#current !== null) return;
      this.#useSession();
      this.#skipped = this.#waitsFor;
    });
  }

  understand(): Promise<Status> {
    return this.#act(async () => {
      this.#notice = null;
      // While one is skipped, the name of the store that keeps everything stays noted.
      const { kind, id } = this.#record ?? this.store;
      if (this.#ports.given === undefined) await this.#note(kind, id, true);
    });
  }

  used(): void {
    this.#usedAt = this.#ports.clock.now().getTime();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#queue.catch(() => undefined);
    await this.#vault?.close();
  }

  /** One after the other; whatever comes of it, the screens are told where things stand. */
  #act(work: () => Promise<void>): Promise<Status> {
    const act = this.#queue
      .catch(() => undefined)
      .then(async () => {
        const before = this.#current;
        try {
          await work();
          if (this.#current !== before) await this.#ports.changed();
        } finally {
          this.#ports.emit(await this.status());
        }
        return this.status();
      });
    this.#queue = act;
    return act;
  }

  /** The store of what lies in the data folder, or the best one where nothing does. */
  async #find(keychain: Keychain, isRecordDamaged: boolean): Promise<void> {
    const record = this.#record;
    if (record?.kind === 'keychain') {
      if (keychain.state !== 'open') return this.#wait('keychain');
      const store = keychain.at(record.id);
      if (await store.isMarked()) {
        // Left by a crash after everything in it was moved and compared.
        if (existsSync(this.#vaultFile)) await destroyVault(this.#vaultFile);
        return this.#useKeychain(store);
      }
    }
    if (existsSync(this.#vaultFile)) return this.#wait('vault');
    await this.#startAnew(keychain);
    if (isRecordDamaged || (record !== null && record.kind !== 'session')) await this.#tellChange();
  }

  async #startAnew(keychain: Keychain): Promise<void> {
    const { passphrase } = this.#ports;
    if (keychain.state === 'open') return this.#adopt(keychain.at(newStoreId()));
    if (passphrase !== null) {
      const vault = await createVault(this.#vaultFile, passphrase, newStoreId());
      await this.#note('vault', vault.id, true);
      this.#use(vault);
      this.#vault = vault;
      return;
    }
    this.#useSession();
  }

  async #openVault(passphrase: string): Promise<void> {
    const vault = await openVault(this.#vaultFile, passphrase);
    const record = this.#record;
    const isKnown = record?.kind === 'vault' && record.id === vault.id;
    this.#use(vault);
    this.#vault = vault;
    if (!isKnown) await this.#note('vault', vault.id, true);
    if (record?.kind === 'vault' && !isKnown) await this.#tellChange();
    await this.#moveVault(vault);
  }

  /** A keychain that has appeared takes over what the vault holds. What fails leaves the vault in use. */
  async #moveVault(vault: VaultStore): Promise<void> {
    const found = await this.#look();
    if (found.state !== 'open') return;
    try {
      const target = found.at(vault.id);
      await copySecrets(vault, target);
      await this.#adopt(target);
      await vault.close();
      await destroyVault(this.#vaultFile);
      this.#notice = movedNotice;
    } catch (error) {
      this.#ports.log.warn({ event: 'vault-not-moved', err: error });
    }
  }

  async #moveSession(session: MovableStore, target: KeychainStore): Promise<void> {
    await copySecrets(session, target);
    await this.#ports.moved(session.id, target.id);
    await this.#adopt(target);
    await emptyStore(session);
  }

  async #adopt(store: KeychainStore): Promise<void> {
    // The mark first: a name without its mark would count as an emptied keychain.
    await store.mark();
    await this.#note('keychain', store.id, false);
    this.#useKeychain(store);
  }

  async #tellChange(): Promise<void> {
    this.#notice = changedNotice(await this.#ports.keptForms());
    if (this.#current !== null) await this.#note(this.#current.kind, this.#current.id, false);
  }

  async #note(kind: StoreRecord['kind'], id: string, understood: boolean): Promise<void> {
    const record: StoreRecord = { version: 1, kind, id, understood };
    await writeRecord(this.#recordFile, record);
    this.#record = record;
  }

  async #look(): Promise<Keychain> {
    const found = await (this.#ports.lookForKeychain ?? lookForKeychain)();
    this.#seen = found.state;
    return found;
  }

  #use(store: SecretStore): void {
    this.#current = store;
    this.#vault = null;
    this.#keychain = null;
    this.#session = null;
  }

  #useKeychain(store: KeychainStore): void {
    this.#use(store);
    this.#keychain = store;
  }

  #useSession(): void {
    const session = createSessionStore();
    this.#use(session);
    this.#session = session;
  }

  #wait(kind: 'keychain' | 'vault'): void {
    this.#current = null;
    this.#vault = null;
    this.#waitsFor = kind;
  }

  #isWaitingFor(kind: 'keychain' | 'vault'): boolean {
    return this.#current === null && this.#waitsFor === kind;
  }

  async #keychainAnswers(): Promise<boolean> {
    if (this.#keychain === null) return true;
    const isMarked = await this.#keychain.isMarked().catch(() => false);
    if (!isMarked) this.#seen = 'locked';
    return isMarked;
  }

  #lockIfIdle(idleMs: number): void {
    if (this.#vault === null || this.#ports.clock.now().getTime() - this.#usedAt < idleMs) return;
    this.lock().catch((error: unknown) => this.#ports.log.error({ event: 'vault-not-locked', err: error }));
  }
}
