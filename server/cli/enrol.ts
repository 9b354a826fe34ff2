import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import type { AccountState } from '../../shared/domain/account/state.ts';
import { accountByNo } from '../access/accounts.ts';
import { enrol } from '../access/credentials.ts';
import { oweRevocation } from '../access/revocations.ts';
import type { Center } from '../center.ts';
import { CodedError } from '../codedError.ts';
import { loadConfig, type Config } from '../config.ts';
import { note } from '../log/note.ts';
import { systemActor } from '../log/systemActor.ts';
import { demandSameCa, openCa, openCenter, serverLog } from '../openCenter.ts';
import { fileBroken } from '../pki/errors.ts';
import { identityOf } from '../pki/identity.ts';
import { writePkcs12 } from '../pki/pkcs12.ts';
import { replaceFile } from '../replaceFile.ts';
import { oneTimeCode } from '../secrets/token.ts';
import { act } from '../setup/systemAct.ts';
import { certificateFor, newFactors, type IssuedFor } from '../setup/enrolAccount.ts';
import { centerOptions, configOf, print, usageError, type CliCommand, type Given } from './command.ts';

type Bound = Pick<IssuedFor, 'fields'> & { readonly pkcs12: Uint8Array | null; readonly passphrase: string };

export const enrolCommand: CliCommand = {
  summary:
    'Hand an account a password, a one-time-code seed and a certificate (or tie it to one of another CA); files go into --out.',
  usage: 'ACCOUNT --out DIR [--certificate FILE.pem] [--data DIR | --database-url URL] [--json]',
  options: { ...centerOptions, out: { type: 'string' }, certificate: { type: 'string' } },
  run: async (given) => {
    const config = loadConfig(configOf(given));
    const out = given.values['out'];
    const [accountNo] = given.positionals;
    if (typeof out !== 'string' || accountNo === undefined)
      throw usageError('enrol needs ACCOUNT and --out DIR');
    if (config.clientTrust?.builtIn === false && given.values['certificate'] === undefined)
      throw usageError('enrol needs --certificate FILE: this center takes certificates of another CA only');
    const { center, close } = await openCenter(config, serverLog(config));
    try {
      const account = await accountByNo(center.pool, accountNo);
      if (!account) throw noAccount(accountNo);
      await handOut(center, account, await certificateOf(center, config, given, account), out);
      print(given, { accountNo, out }, [`${accountNo}: files written to ${out}; hand them over in person.`]);
      return 0;
    } finally {
      await close();
    }
  },
};

/**
 * Writes the files first: an account whose password nobody has is locked out, a file that does not count yet harms
 * nobody. What fails afterwards takes them away again.
 */
async function handOut(center: Center, account: AccountState, bound: Bound, out: string): Promise<void> {
  const accountNo = account.accountNo ?? '';
  const factors = newFactors(account);
  const files = [join(out, `${accountNo}.json`), ...(bound.pkcs12 ? [join(out, `${accountNo}.p12`)] : [])];
  mkdirSync(out, { recursive: true, mode: 0o700 });
  const sheet = bound.pkcs12 ? { ...factors, passphrase: bound.passphrase } : factors;
  replaceFile(join(out, `${accountNo}.json`), `${JSON.stringify(sheet, null, 2)}\n`);
  if (bound.pkcs12) replaceFile(join(out, `${accountNo}.p12`), bound.pkcs12);
  try {
    await act(center, {
      type: 'account',
      id: account.id,
      act: 'bindCertificate',
      input: bound.fields,
      rev: account.rev,
      reason: '发放证书',
    });
    await enrol(center, account.id, factors.password, factors.seed, true);
  } catch (error) {
    for (const file of files) rmSync(file, { force: true });
    throw error;
  }
  await noteHandedOut(center, account, bound);
}

/** That new factors were handed out is a line; the former certificate is revoked by the next server that starts. */
async function noteHandedOut(center: Center, account: AccountState, { fields }: Bound): Promise<void> {
  const { accountNo, certFingerprint: former } = account;
  const line = {
    category: 'sensitive',
    event: 'enrolment.hand-out',
    result: 'done',
    actor: systemActor,
    source: { ip: null, certificate: null, session: null, client: 'center' },
    requestId: center.newId(),
    object: { type: 'account', id: account.id, title: accountNo ?? '', rev: account.rev + 1 },
    facts: { serial: fields.certSerial },
  } as const;
  await note(center, line, async (client) => {
    if (former && former !== fields.certFingerprint) await oweRevocation(client, former);
  });
}

/** A new certificate of the center's own CA, or the one that is given. */
async function certificateOf(
  center: Center,
  config: Config,
  given: Given,
  account: AccountState,
): Promise<Bound> {
  const file = given.values['certificate'];
  if (typeof file === 'string') return { fields: fieldsFrom(file), pkcs12: null, passphrase: '' };
  const accountNo = account.accountNo ?? '';
  const ca = await openCa(config, new Date());
  await demandSameCa(center.pool, ca, join(config.dataDir, 'pki'));
  const { issued, fields } = await certificateFor(ca, accountNo, account.name ?? accountNo, new Date());
  const passphrase = oneTimeCode();
  const pkcs12 = await writePkcs12(issued.keyPem ?? '', issued.certificatePem, passphrase);
  return { fields, pkcs12, passphrase };
}

/** @throws CodedError `pki/file-broken` */
function fieldsFrom(file: string): Bound['fields'] {
  try {
    const { serial, fingerprint, notAfter } = identityOf(new X509Certificate(readFileSync(file)).raw);
    return { certSerial: serial, certFingerprint: fingerprint, certExpiry: dayOf(notAfter) };
  } catch (error) {
    throw fileBroken(file, error);
  }
}

function noAccount(accountNo: string): CodedError {
  return new CodedError('setup/no-account', {
    zh: `没有账号 ${accountNo}。`,
    en: `There is no account ${accountNo}.`,
  });
}
