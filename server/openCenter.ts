import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { stateCalendar } from '../shared/calendar/stateCalendar.ts';
import { ruleSetFor } from '../shared/rules/ruleSet.ts';
import { defaultAccessPolicy } from './access/policy.ts';
import type { Center } from './center.ts';
import type { Config } from './config.ts';
import { openEmbedded } from './db/embedded/openEmbedded.ts';
import { openPool, type Pool } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { CodedError } from './codedError.ts';
import { identityOf } from './pki/identity.ts';
import { createCenterCa, openCenterCa, type CenterCa } from './pki/store.ts';
import { replaceFile } from './replaceFile.ts';
import { createMasterKeyFile, loadMasterKey, type MasterKey } from './secrets/masterKey.ts';
import { isSealed, openVault } from './secrets/vault.ts';

/** An open center: database, secrets, rules; `close` gives everything back. */
export interface OpenCenter {
  readonly center: Center;
  readonly config: Config;
  /** Directory of the center's CA and certificates. */
  readonly pkiDir: string;
  readonly close: () => Promise<void>;
}

/** What may be replaced when a center is opened: the clock of the seed, what follows a commit. */
export interface OpenOptions {
  readonly now?: () => string;
  readonly onWorkForSystem?: () => void;
}

/** The pino logger of a server process; personal data never reach it because only codes and ids are logged. */
export function serverLog(config: Config): Logger {
  return pino(
    {
      level: config.logLevel,
      base: { app: 'center' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['*.password', '*.code', '*.token', '*.authorization', '*.idNumber', '*.mobile'],
    },
    pino.destination(2),
  );
}

/** Opens the database (embedded or by URL), brings it up to date, and unlocks the secrets. */
export async function openCenter(
  config: Config,
  log: Logger,
  options: OpenOptions = {},
): Promise<OpenCenter> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o711 });
  const database =
    config.databaseUrl === undefined ? await openEmbedded({ dataDir: config.dataDir, log }) : null;
  const pool = openPool(config.databaseUrl ?? database?.url ?? '');
  const close = async () => {
    await pool.end();
    await database?.stop();
  };
  try {
    return {
      center: await assemble(config, log, pool, options),
      config,
      pkiDir: join(config.dataDir, 'pki'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function assemble(config: Config, log: Logger, pool: Pool, options: OpenOptions): Promise<Center> {
  const rules = ruleSetFor(config.area);
  const { ran, refolded } = await migrate(pool, { rules, calendar: stateCalendar });
  if (ran.length > 0 || refolded > 0) log.info({ event: 'migrated', ran, refolded });
  return {
    pool,
    vault: await openVault(pool, await masterKeyOf(config, pool)),
    rules,
    calendar: stateCalendar,
    log,
    now: options.now ?? (() => new Date().toISOString()),
    newId: randomUUID,
    area: config.area,
    sample: config.sample,
    access: { ...defaultAccessPolicy, ...config.limits, sources: config.allowedSources },
    onWorkForSystem: options.onWorkForSystem ?? (() => undefined),
  };
}

async function masterKeyOf(config: Config, pool: Pool): Promise<MasterKey> {
  const [program, ...args] = config.masterKeyCommand ?? [];
  if (program !== undefined) return loadMasterKey({ kind: 'command', argv: [program, ...args] });
  const path = config.masterKeyFile ?? join(config.dataDir, 'master.key');
  // Only data that no key has sealed yet take a new one; for all others a missing file is told.
  if (config.masterKeyFile === undefined && !existsSync(path) && !(await isSealed(pool)))
    return createMasterKeyFile(path);
  return loadMasterKey({ kind: 'file', path });
}

/** The center's CA; the first call makes it, with a random passphrase in a file of its own unless one is configured. */
export async function openCa(config: Config, now: Date): Promise<CenterCa> {
  const directory = join(config.dataDir, 'pki');
  const file = passphraseFile(config);
  const isMade = existsSync(join(directory, 'ca.crt'));
  // A new passphrase opens no CA that is there already.
  if (config.caPassphraseFile === undefined && !existsSync(file) && !isMade)
    replaceFile(file, `${randomBytes(24).toString('base64url')}\n`);
  const passphrase = caPassphrase(config);
  if (isMade) return openCenterCa(directory, passphrase);
  return createCenterCa(directory, {
    name: `政务网站群中心 ${config.area} CA`,
    passphrase,
    server: { dns: config.names, ips: config.addresses },
    now,
  });
}

/**
 * A center has one CA: a server with another one would refuse everybody's certificate and know of no revocation. The
 * first server writes down which it is.
 * @throws CodedError `ca/other`
 */
export async function demandSameCa(pool: Pool, ca: CenterCa, directory: string): Promise<void> {
  const { fingerprint } = identityOf(ca.certificatePem);
  await pool.query('INSERT INTO access.setting (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    CA_KEY,
    fingerprint,
  ]);
  const { rows } = await pool.query<{ value: string }>('SELECT value FROM access.setting WHERE key = $1', [
    CA_KEY,
  ]);
  if (rows[0]?.value === fingerprint) return;
  throw new CodedError('ca/other', {
    zh: `${directory} 中的 CA 不是此数据库所属中心的 CA，服务未启动。同一中心的各服务器须共用同一 pki 目录；请从原服务器或备份恢复该目录。`,
    en: `The CA in ${directory} is not that of the center in this database; the server did not start. All servers of a center share one pki folder: bring it from the other server or the backup.`,
  });
}

const CA_KEY = 'ca';

/** What the keys of the CA and of the profiles are sealed under. @throws CodedError `ca/passphrase-file` */
export function caPassphrase(config: Config): string {
  const file = passphraseFile(config);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CodedError(
      'ca/passphrase-file',
      {
        zh: `无法读取 CA 口令文件 ${file}。请核对 caPassphraseFile，或从备份恢复该文件。`,
        en: `The file ${file} with the passphrase of the CA cannot be read. Check caPassphraseFile, or bring the file from the backup.`,
      },
      error,
    );
  }
}

function passphraseFile(config: Config): string {
  return config.caPassphraseFile ?? join(config.dataDir, 'ca.passphrase');
}
