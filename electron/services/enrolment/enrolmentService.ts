import { randomBytes } from 'node:crypto';
import type { MethodInput, MethodOutput } from '../../../shared/bridge/contract.ts';
import { needsOf } from '../../../shared/domain/enrolment/terms.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { OperationOutput } from '../../../shared/api/operations.ts';
import type { CenterClient } from '../center/centerClient.ts';
import { identityOf, type Identity } from '../certificates/identity.ts';
import type { Logger } from '../log/logger.ts';
import type { Renewed, SessionService } from '../session/sessionService.ts';
import type { Pending, PendingStore } from './pendingStore.ts';
import { keyFingerprint, newKeyAndRequest } from './request.ts';

type View = NonNullable<MethodOutput<'enrolment.get'>>;
type Standing = OperationOutput<'enrolments.standing'>;
type Begun = OperationOutput<'enrolments.apply'>;

/** A request for credentials. In memory only. */
interface Attempt {
  /** What was asked for, and with which code. */
  readonly matter: string;
  readonly keyPem: string;
  /** PKCS#10, PEM. */
  readonly request: string;
  readonly pickup: string;
}

/** Certificate, password and authenticator for a person who lacks them (凭据申领), seen from the workstation. */
export interface EnrolmentService {
  get(): View | null;
  apply(given: MethodInput<'enrolment.apply'>): Promise<View>;
  /** Asks for a new certificate in the name of who is signed in. */
  renew(): Promise<View>;
  /** Asks the center how far it is. */
  check(): Promise<View | null>;
  /** The new authenticator's `otpauth://` URI, to be drawn; asked for each time and kept nowhere. */
  authenticator(): Promise<string>;
  complete(given: MethodInput<'enrolment.complete'>): Promise<void>;
  /**
   * The credential store was opened, locked or changed: what it keeps is read, what was in memory only is kept, and
   * while it is locked nothing of it is in memory.
   */
  reopen(): Promise<void>;
  /** What would be gone with this service: it stands in memory only. */
  left(): Left;
  /** Another profile is in use: whatever is still under way changes nothing any more. */
  close(): void;
  /** Gives it up: the center cancels it, and its key is gone from here. */
  abandon(): Promise<void>;
}

/** What an enrolment works with. */
export interface EnrolmentPorts {
  /** Speaks through a closed gate: who enrols has no certificate yet. The way is proven all the same. */
  readonly client: CenterClient;
  /** The client as it is after signing in. */
  readonly signedIn: CenterClient;
  /** Runs one call with another certificate on the connection. */
  readonly callAs: <T>(identity: Identity, work: (client: CenterClient) => Promise<T>) => Promise<T>;
  readonly store: PendingStore;
  /** Keeps a certificate on this workstation without using it yet. */
  readonly keep: (identity: Identity) => Promise<void>;
  /** Uses it from this moment on: the center has tied the account to it. */
  readonly putToUse: (identity: Identity) => void;
  /** One that was kept, by the fingerprint of its key (SHA-256 of the SPKI, hex); null where none opens. */
  readonly find: (keyFingerprint: string) => Promise<Identity | null>;
  /** Looks at the gate anew: with another certificate in use, or with one that was renewed. */
  readonly look: (change: 'other' | 'renewed') => Promise<unknown>;
  readonly session: SessionService;
  readonly log: Logger;
  /** The certificate in use. */
  readonly identity: () => Identity | null;
}

/** An enrolment that stands on no disk: one under way, or sent without an answer. */
interface Left {
  readonly pending: Pending | null;
  readonly attempt: Attempt | null;
}

/** @param left by the service before this one */
export async function openEnrolment(
  ports: EnrolmentPorts,
  left: Left = { pending: null, attempt: null },
): Promise<EnrolmentService> {
  const enroller = new Enroller(ports, left);
  await enroller.reopen();
  return enroller;
}

class Enroller implements EnrolmentService {
  readonly #ports: EnrolmentPorts;
  #pending: Pending | null = null;
  #standing: Standing | null = null;
  /** Taken over, as far as this side knows: the answer may have been lost. */
  #kept: Identity | null = null;
  /** Sent, and its answer was not seen. */
  #attempt: Attempt | null = null;
  /** Does what is pending stand on disk. */
  #isSaved = false;
  #isClosed = false;

  constructor(ports: EnrolmentPorts, { pending, attempt }: Left) {
    this.#ports = ports;
    this.#pending = pending;
    this.#attempt = attempt;
  }

  left(): Left {
    return { pending: this.#isSaved ? null : this.#pending, attempt: this.#attempt };
  }

  get(): View | null {
    const pending = this.#pending;
    if (pending === null) return null;
    const needs = needsOf(pending.kind);
    return {
      state: this.#standing?.state ?? 'applied',
      kind: pending.kind,
      accountNo: pending.accountNo,
      holderName: pending.holderName,
      keyFingerprint: pending.keyFingerprint,
      reason: this.#standing?.reason ?? null,
      needs,
      lasts: this.#isSaved,
    };
  }

  async apply({ accountNo, code }: MethodInput<'enrolment.apply'>): Promise<View> {
    const given = { accountNo: accountNo.trim(), code: code.trim() };
    return this.#begin(`${given.accountNo} ${given.code}`, ({ request, pickup }) =>
      this.#ports.client.call('enrolments.apply', { ...given, request, pickup }),
    );
  }

  async renew(): Promise<View> {
    const { signedIn, identity } = this.#ports;
    return this.#begin(`renew ${identity()?.fingerprint ?? ''}`, ({ request, pickup }) =>
      signedIn.call('enrolments.renew', { request, pickup }),
    );
  }

  async check(): Promise<View | null> {
    const pending = this.#pending;
    if (pending === null) return null;
    const { id, pickup } = pending;
    this.#standing = await this.#ports.client.call('enrolments.standing', { id, pickup });
    if (this.#standing.state === 'completed') {
      const taken = this.#kept ?? (await this.#keptBefore(pending));
      if (taken !== null) await this.#goOnWith(taken);
    }
    return this.get();
  }

  /** The program ended between the center's word and the use of the certificate, which was kept before either. */
  async #keptBefore({ keyFingerprint }: Pending): Promise<Identity | null> {
    return keyFingerprint === null ? null : this.#ports.find(keyFingerprint);
  }

  async authenticator(): Promise<string> {
    await this.check();
    const uri = this.#standing?.authenticator ?? null;
    if (uri === null) throw new ProblemError('enrolment/gone');
    return uri;
  }

  async complete({ password, code }: MethodInput<'enrolment.complete'>): Promise<void> {
    const pending = this.#pending;
    await this.check();
    if (pending === null || this.#standing?.state !== 'approved') throw new ProblemError('enrolment/gone');
    const { certificate } = this.#standing;
    const { keyPem, accountNo } = pending;
    const identity =
      certificate === null || keyPem === null ? null : identityOf(certificate, keyPem, accountNo);
    // Kept before the center ties the account to it: a crash in between must not lose the key.
    if (identity) await this.#ports.keep(identity);
    this.#kept = identity;
    const { session, putToUse, look } = this.#ports;
    const work = () => this.#takeOver(pending, identity, { password, code });
    const change = () => {
      if (identity && !this.#isClosed) putToUse(identity);
    };
    if (pending.kind === 'renewal') await session.renewing(work, change);
    else await work().then(change);
    this.#kept = null;
    if (!this.#isClosed) await look(pending.kind === 'renewal' ? 'renewed' : 'other');
  }

  /** The center has completed it although its answer was lost: the certificate of before is revoked by now. */
  async #goOnWith(identity: Identity): Promise<void> {
    this.#kept = null;
    await this.#forget();
    this.#ports.putToUse(identity);
    await this.#ports.look('other');
  }

  async #takeOver(
    { id, pickup }: Pending,
    identity: Identity | null,
    given: MethodInput<'enrolment.complete'>,
  ): Promise<Renewed | null> {
    const send = (client: CenterClient) => client.call('enrolments.complete', { id, pickup, ...given });
    const { client, callAs } = this.#ports;
    const { renewed } = identity ? await callAs(identity, send) : await send(client);
    await this.#forget();
    return renewed;
  }

  async reopen(): Promise<void> {
    const { store } = this.#ports;
    const held = this.#pending;
    const unsaved = this.#isSaved ? null : held;
    // What stands sealed on disk is let go of under a lock, and read again when that is opened; what does not is held.
    this.#pending = unsaved;
    if (store.lasts()) this.#attempt = null;
    try {
      const kept = await store.load();
      this.#pending = unsaved ?? kept ?? held;
      if (this.#pending !== null && this.#pending !== kept) await this.#save(this.#pending);
      else this.#isSaved = kept !== null;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.#standing = null;
    }
  }

  /** A disk that takes nothing costs the file, not the enrolment: the screen says that it does not outlive the program. */
  async #save(pending: Pending): Promise<void> {
    this.#isSaved = false;
    const { store, log } = this.#ports;
    try {
      await store.save(pending);
      this.#isSaved = store.lasts();
    } catch (error) {
      log.error({ event: 'enrolment-not-kept', err: error });
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#pending = null;
    this.#standing = null;
    this.#attempt = null;
  }

  async abandon(): Promise<void> {
    const pending = this.#pending;
    if (pending !== null) {
      const { id, pickup } = pending;
      // What the center does not know any more needs no cancelling.
      await this.#ports.client.call('enrolments.withdraw', { id, pickup }).catch((error: unknown) => {
        if (!(error instanceof ProblemError) || error.problem.code !== 'enrolment/gone') throw error;
      });
    }
    await this.#forget();
  }

  async #forget(): Promise<void> {
    this.#pending = null;
    this.#standing = null;
    await this.#ports.store.clear();
  }

  /** Asked for again after a lost answer, it is the same request: the center knows it by its token. */
  async #begin(matter: string, send: (attempt: Attempt) => Promise<Begun>): Promise<View> {
    if (this.#attempt?.matter !== matter) {
      const { keyPem, requestPem: request } = await newKeyAndRequest();
      this.#attempt = { matter, keyPem, request, pickup: randomBytes(32).toString('base64url') };
    }
    const { keyPem, pickup } = this.#attempt;
    const begun = await send(this.#attempt);
    const { id, kind, accountNo, holderName } = begun;
    const key = needsOf(kind).certificate
      ? this.#keyOf(begun, keyPem)
      : { keyPem: null, keyFingerprint: null };
    this.#standing = null;
    this.#pending = { id, pickup, kind, accountNo, holderName, ...key };
    this.#attempt = null;
    await this.#save(this.#pending);
    // What the bootstrap appointed is approved already.
    return (await this.check().catch(() => this.get())) ?? throwGone();
  }

  /** Which of the two keys that are here the center means; the screen shows the fingerprint of no other. */
  #keyOf({ keyFingerprint: meant }: Begun, made: string): Pick<Pending, 'keyPem' | 'keyFingerprint'> {
    if (meant === keyFingerprint(made)) return { keyPem: made, keyFingerprint: meant };
    const shown = this.#ports.identity();
    if (shown !== null && meant === keyFingerprint(shown.keyPem))
      return { keyPem: null, keyFingerprint: meant };
    throw new ProblemError('center/contract-mismatch');
  }
}

function throwGone(): never {
  throw new ProblemError('enrolment/gone');
}
