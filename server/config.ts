import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { keysOf } from '../shared/domain/options.ts';
import { accountKinds } from '../shared/rules/terms.ts';
import { CodedError } from './codedError.ts';
import { accountFields } from './pki/identity.ts';
import type { TrustSettings } from './pki/trust.ts';
import { defaultDataDir } from './dataDir.ts';

const upTo = (min: number, max: number) => z.int().min(min).max(max).exactOptional();

/** What a center may set itself; the bounds keep a slip of the pen from taking a limit away (GB/T 22239-2019 8.1.4.1 b). */
const limitsSchema = z.strictObject({
  maxFailures: upTo(3, 10),
  lockMinutes: upTo(5, 1_440),
  idleMinutes: upTo(1, 60),
  absoluteHours: upTo(1, 24),
  stepUpMinutes: upTo(1, 60),
  passwordDays: upTo(7, 365),
  formerPasswords: upTo(1, 24),
  requestsPerMinute: upTo(60, 100_000),
  strangersPerMinute: upTo(10, 10_000),
  connectionsPerAddress: upTo(4, 100_000),
});

/** Settings of one center server; every key may stand in `center.json` or in the environment as `CENTER_<KEY>`. */
const configSchema = z
  .strictObject({
    /** Everything the server keeps. */
    dataDir: z.string().min(1),
    /** `postgres://...`; absent = the embedded PostgreSQL in the data directory. */
    databaseUrl: z
      .string()
      .regex(/^postgres(ql)?:\/\//)
      .optional(),
    host: z.string().min(1).default('127.0.0.1'),
    port: z.coerce.number().int().min(0).max(65_535).default(7443),
    /** A second listener, plain HTTP, for `/healthz` and `/readyz` alone; absent = they are part of the main one. */
    healthHost: z.string().min(1).default('127.0.0.1'),
    healthPort: z.coerce.number().int().min(0).max(65_535).optional(),
    /** Oldest version of TLS; `1.2` only where workstations cannot do better. */
    minTlsVersion: z.enum(['1.2', '1.3']).default('1.3'),
    /** Certificate (with its chain) and key of the server, PEM; absent = issued by the center's own CA. */
    tlsCertFile: z.string().min(1).optional(),
    tlsKeyFile: z.string().min(1).optional(),
    /** The CA of that certificate, PEM: its root and what stands between; connection profiles hand it out. */
    tlsCaFile: z.string().min(1).optional(),
    /** Client certificates of other CAs, in `center.json` only. */
    clientTrust: z
      .strictObject({
        /** Roots and the CAs between, PEM. */
        anchorsFile: z.string().min(1),
        crlFiles: z.array(z.string().min(1)).default([]),
        crlUrls: z.array(z.url({ protocol: /^https?$/ })).default([]),
        /** What in the certificate carries the account number. */
        account: z.enum(accountFields).default('san-uri'),
        /** Are certificates of the center's own CA taken as well. */
        builtIn: z.boolean().default(true),
      })
      .refine(({ crlFiles, crlUrls }) => crlFiles.length + crlUrls.length > 0, {
        path: ['crlFiles'],
        message: 'every CA needs its revocation list: give crlFiles or crlUrls',
      })
      .optional(),
    /** Names and addresses in the server's certificate. */
    names: z.array(z.string()).default(['localhost']),
    addresses: z.array(z.string()).default(['127.0.0.1']),
    /** Division code of the center's area; chooses the rule set. */
    area: z
      .string()
      .regex(/^\d{6}$/)
      .default('320400'),
    /** Fictional data: documentation address ranges count as public ones. */
    sample: z.stringbool().or(z.boolean()).default(false),
    /** File with the passphrase of the CA's key; default: a file the first run makes in the data directory. */
    caPassphraseFile: z.string().optional(),
    /** File with the master key of personal secrets; default: a file the first run makes in the data directory. */
    masterKeyFile: z.string().optional(),
    masterKeyCommand: z.array(z.string()).min(1).optional(),
    /** Blocks of addresses from which accounts of a kind may work, in `center.json` only; absent = everywhere. */
    allowedSources: z
      .partialRecord(z.enum(keysOf(accountKinds)), z.array(z.cidrv4().or(z.cidrv6())))
      .default({}),
    /** Limits of sign-in, sessions and requests that differ from the defaults, in `center.json` only. */
    limits: limitsSchema.default({}),
    logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .superRefine(({ tlsCertFile, tlsKeyFile, tlsCaFile }, issues) => {
    const files = { tlsCertFile, tlsKeyFile, tlsCaFile };
    const missing = Object.entries(files).filter(([, file]) => file === undefined);
    if (missing.length === Object.keys(files).length) return;
    for (const [name] of missing)
      issues.addIssue({
        code: 'custom',
        path: [name],
        message: 'tlsCertFile, tlsKeyFile and tlsCaFile belong together',
      });
  });

export type Config = z.output<typeof configSchema>;
export type ConfigInput = Partial<z.input<typeof configSchema>>;

const lists: ReadonlySet<string> = new Set(['names', 'addresses', 'masterKeyCommand']);

/**
 * Reads the settings: command line over environment over `center.json` in the data directory over defaults.
 * @throws CodedError `config/invalid` naming every wrong setting and where it stands.
 */
export function loadConfig(given: ConfigInput = {}, env: NodeJS.ProcessEnv = process.env): Config {
  const fromEnv = environment(env);
  const dataDir = resolve(given.dataDir ?? env['CENTER_DATA_DIR'] ?? defaultDataDir());
  const file = join(dataDir, 'center.json');
  const merged = { ...readFile(file), ...fromEnv, ...withoutUndefined(given), dataDir };
  const parsed = configSchema.safeParse(merged);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || file}: ${issue.message}`)
    .join('; ');
  throw new CodedError('config/invalid', {
    zh: `配置有误,服务未启动:${wrong}。请改正 ${file}、环境变量 CENTER_* 或命令行参数。`,
    en: `The settings are wrong and the server did not start: ${wrong}. Correct ${file}, the CENTER_* environment or the command line.`,
  });
}

/** How the listener proves itself and whom it believes; files are named relative to the data directory. */
export function trustSettings(config: Config): TrustSettings {
  const { dataDir, clientTrust, minTlsVersion } = config;
  const path = (file: string) => resolve(dataDir, file);
  return {
    pkiDir: join(dataDir, 'pki'),
    minVersion: `TLSv${minTlsVersion}`,
    builtIn: clientTrust?.builtIn ?? true,
    server: serverFiles(config),
    foreign: clientTrust && {
      anchorsFile: path(clientTrust.anchorsFile),
      crlFiles: clientTrust.crlFiles.map(path),
      crlUrls: clientTrust.crlUrls,
      account: clientTrust.account,
    },
  };
}

/** Certificate, key and CA of a server that another CA has certified; undefined = the center's own CA has. */
export function serverFiles(config: Config) {
  const { dataDir, tlsCertFile: cert, tlsKeyFile: key, tlsCaFile: ca } = config;
  if (cert === undefined || key === undefined || ca === undefined) return undefined;
  return { certFile: resolve(dataDir, cert), keyFile: resolve(dataDir, key), caFile: resolve(dataDir, ca) };
}

function readFile(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null ? { ...content } : { [file]: content };
  } catch (error) {
    throw new CodedError(
      'config/unreadable',
      {
        zh: `无法读取配置文件 ${file},服务未启动。`,
        en: `The settings file ${file} cannot be read; the server did not start.`,
      },
      error,
    );
  }
}

function environment(env: NodeJS.ProcessEnv): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const key of Object.keys(configSchema.shape)) {
    const value = env[`CENTER_${key.replaceAll(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}`];
    // An empty variable is how scripts unset one.
    if (value !== undefined && value !== '') found[key] = lists.has(key) ? value.split(',') : value;
  }
  return found;
}

function withoutUndefined(given: ConfigInput): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
