import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { replaceFile } from '../replaceFile.ts';
import { crlFacts } from './crl.ts';
import { caExists, fileBroken, unknownSerial } from './errors.ts';
import { identityOf } from './identity.ts';
import {
  type Authority,
  type ClientSubject,
  createAuthority,
  createCrl,
  type Issued,
  issueClient,
  issueClientFor,
  issueServer,
  type Revocation,
  type RevocationReason,
  revocationReasons,
  type ServerNames,
  type Validity,
} from './issue.ts';
import { openKey, sealKey } from './sealedKey.ts';

const recordSchema = z.object({
  version: z.literal(1),
  kind: z.enum(['client', 'server']),
  serial: z.string(),
  fingerprint: z.string(),
  /** null for server certificates. */
  accountNo: z.string().nullable(),
  displayName: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  certificatePem: z.string(),
  revokedAt: z.iso.datetime().nullable(),
  reason: z.enum(revocationReasons).nullable(),
});

/** One certificate the center has issued: `issued/<serial>.json`. Holds no key. */
type IssuedRecord = z.infer<typeof recordSchema>;

/** What `tls.createServer` and `server.setSecureContext` take. */
export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
  readonly crl: string;
}

/** The center's CA with its key unlocked. Every method that changes something writes its files before it returns. */
export interface CenterCa {
  readonly certificatePem: string;
  /** @throws CodedError `pki/bad-name` */
  issueClient(subject: ClientSubject, validity: Validity): Promise<Issued>;
  /** @throws CodedError `pki/request-broken`, `pki/weak-key`, `pki/bad-name` */
  issueClientFor(
    subject: ClientSubject,
    request: string | Uint8Array<ArrayBuffer>,
    validity: Validity,
  ): Promise<Issued>;
  /** Replaces `server.crt`; the key stays, because clients pin it, unless a new one is asked for. */
  renewServer(names: ServerNames, validity: Validity, key: 'same' | 'new'): Promise<void>;
  /**
   * Revokes and signs a new CRL; revoking twice keeps the first time and reason.
   *
   * @throws CodedError `pki/unknown-serial`
   */
  revoke(serial: string, reason: RevocationReason, now: Date): Promise<IssuedRecord>;
  /** Signs the CRL anew; due well before `nextUpdate`, past which no client gets in. */
  refreshCrl(now: Date): Promise<void>;
  /** What the present revocation list says of itself. */
  crl(): { readonly thisUpdate: string; readonly nextUpdate: string; readonly entries: number };
  /** All certificates issued, in the order of their serial numbers. */
  issued(): IssuedRecord[];
}

/** A new center CA. */
export interface NewCenterCa {
  readonly name: string;
  readonly passphrase: string;
  readonly server: ServerNames;
  readonly now: Date;
}

const CA_DAYS = 3650;
/** How long a server certificate is good for. */
export const SERVER_DAYS = 825;
/** How long a CRL is good for; the server signs a new one daily. */
const CRL_MS = 7 * 86_400_000;

/**
 * Makes the CA, the server's certificate and an empty CRL in `directory`. `ca.crt` is written last, so that a run
 * that was cut off is begun again.
 *
 * @throws CodedError `pki/exists`, `pki/bad-name`
 */
export async function createCenterCa(directory: string, options: NewCenterCa): Promise<CenterCa> {
  if (existsSync(join(directory, 'ca.crt'))) throw caExists(directory);
  mkdirSync(join(directory, 'issued'), { recursive: true, mode: 0o700 });
  const authority = await createAuthority(options.name, { now: options.now, days: CA_DAYS });
  replaceFile(join(directory, 'ca.key.sealed'), await sealKey(authority.keyPem, options.passphrase));
  const ca = centerCa(directory, authority);
  await ca.renewServer(options.server, { now: options.now, days: SERVER_DAYS }, 'new');
  await ca.refreshCrl(options.now);
  replaceFile(join(directory, 'ca.crt'), authority.certificatePem);
  return ca;
}

/**
 * Unlocks the CA in `directory`.
 *
 * @throws CodedError `pki/wrong-passphrase`, `pki/file-broken`
 */
export async function openCenterCa(directory: string, passphrase: string): Promise<CenterCa> {
  const certificatePem = read(directory, 'ca.crt');
  const keyPem = await openKey(read(directory, 'ca.key.sealed'), passphrase);
  return centerCa(directory, { certificatePem, keyPem });
}

/**
 * What the TLS server needs, without unlocking the CA; read again after every revocation.
 *
 * @throws CodedError `pki/file-broken`
 */
export function readTlsFiles(directory: string): TlsFiles {
  return {
    key: read(directory, 'server.key'),
    cert: read(directory, 'server.crt'),
    ca: read(directory, 'ca.crt'),
    crl: read(directory, 'crl.pem'),
  };
}

function read(directory: string, name: string): string {
  try {
    return readFileSync(join(directory, name), 'utf8');
  } catch (error) {
    throw fileBroken(name, error);
  }
}

function centerCa(directory: string, authority: Authority): CenterCa {
  const inTurn = queue();
  const keep = (kind: IssuedRecord['kind'], issued: Issued): Issued => {
    writeRecord(directory, recordOf(kind, issued.certificatePem));
    return issued;
  };
  return {
    certificatePem: authority.certificatePem,
    issueClient: async (subject, validity) => keep('client', await issueClient(authority, subject, validity)),
    issueClientFor: async (subject, request, validity) =>
      keep('client', await issueClientFor(authority, subject, request, validity)),
    renewServer: async (names, validity, key) => {
      const former = key === 'same' ? read(directory, 'server.key') : null;
      const { certificatePem, keyPem } = keep(
        'server',
        await issueServer(authority, names, validity, former),
      );
      if (keyPem !== null) replaceFile(join(directory, 'server.key'), keyPem);
      replaceFile(join(directory, 'server.crt'), certificatePem);
    },
    revoke: (serial, reason, now) => inTurn(() => revoke(directory, authority, serial, reason, now)),
    refreshCrl: (now) => inTurn(() => writeCrl(directory, authority, now)),
    crl: () => crlFacts(read(directory, 'crl.pem')),
    issued: () => readRecords(directory),
  };
}

/** Runs tasks one after the other: two lists signed side by side could lose one revocation. */
function queue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task, task);
    last = next.catch(() => undefined);
    return next;
  };
}

async function revoke(
  directory: string,
  authority: Authority,
  serial: string,
  reason: RevocationReason,
  now: Date,
): Promise<IssuedRecord> {
  const found = readRecords(directory).find((record) => record.serial === serial.toLowerCase());
  if (found === undefined) throw unknownSerial(serial);
  const revoked = found.revokedAt === null ? { ...found, revokedAt: now.toISOString(), reason } : found;
  writeRecord(directory, revoked);
  await writeCrl(directory, authority, now);
  return revoked;
}

/**
 * The list is always made from all records, so it cannot drift from them; what another process records while it is
 * signed is on the next one at once.
 */
async function writeCrl(directory: string, authority: Authority, now: Date): Promise<void> {
  for (let listed = ''; ; ) {
    const revocations = revocationsOf(directory, now);
    const serials = revocations.map(({ serial }) => serial).join(' ');
    if (listed !== '' && serials === listed) return;
    const crl = await createCrl(authority, revocations, now, new Date(now.getTime() + CRL_MS));
    replaceFile(join(directory, 'crl.pem'), crl);
    if (serials === '') return;
    listed = serials;
  }
}

/** Expired certificates need no entry. */
function revocationsOf(directory: string, now: Date): readonly Revocation[] {
  return readRecords(directory).flatMap((record) =>
    record.revokedAt === null || new Date(record.notAfter) < now
      ? []
      : [
          {
            serial: record.serial,
            revokedAt: new Date(record.revokedAt),
            reason: record.reason ?? 'unspecified',
          },
        ],
  );
}

function recordOf(kind: IssuedRecord['kind'], certificatePem: string): IssuedRecord {
  const { serial, fingerprint, accountNo, displayName, notBefore, notAfter } = identityOf(certificatePem);
  const subject = { serial, fingerprint, accountNo, displayName, notBefore, notAfter };
  return { version: 1, kind, ...subject, certificatePem, revokedAt: null, reason: null };
}

function writeRecord(directory: string, record: IssuedRecord): void {
  replaceFile(join(directory, 'issued', `${record.serial}.json`), `${JSON.stringify(record, null, 2)}\n`);
}

function readRecords(directory: string): IssuedRecord[] {
  const names = readdirSync(join(directory, 'issued')).filter((name) => name.endsWith('.json'));
  return names.toSorted().map((name) => {
    try {
      return recordSchema.parse(JSON.parse(read(directory, join('issued', name))));
    } catch (error) {
      throw fileBroken(join('issued', name), error);
    }
  });
}
