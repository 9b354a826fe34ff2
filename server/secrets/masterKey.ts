import { execFile } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { replaceFile } from '../replaceFile.ts';
import { keyExposed, keyMalformed, keyMissing } from './errors.ts';

/** Where the master key comes from. It is no part of the database or of its backups. */
export type MasterKeySource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'environment'; readonly variable: string }
  /** Program and arguments, run without a shell; prints the key. For key managers and hardware modules. */
  | { readonly kind: 'command'; readonly argv: readonly [string, ...string[]] };

/** The key everything else is sealed under. Never logged, never sent. */
export interface MasterKey {
  /** Tells keys apart without telling anything about them: 16 hexadecimal digits. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

const KEY_BYTES = 32;
const COMMAND_MS = 30_000;

/**
 * Fetches the master key.
 *
 * @throws CodedError `secret/key-missing`, `secret/key-malformed`, `secret/key-exposed`
 */
export async function loadMasterKey(source: MasterKeySource): Promise<MasterKey> {
  const { content, where } = await fetchKey(source);
  return masterKeyOf(content, where);
}

async function fetchKey(source: MasterKeySource): Promise<{ content: Buffer; where: string }> {
  if (source.kind === 'file') return { content: readKeyFile(source.path), where: source.path };
  if (source.kind === 'environment')
    return { content: takeVariable(source.variable), where: source.variable };
  return { content: await runCommand(source.argv), where: source.argv[0] };
}

/** Makes a new master key file, mode 0600, as Base64 text. An existing file is replaced: the caller asks first. */
export function createMasterKeyFile(path: string): MasterKey {
  const bytes = randomBytes(KEY_BYTES);
  replaceFile(path, `${bytes.toString('base64')}\n`);
  return keyed(bytes);
}

/**
 * Reads a key from its text or raw form.
 *
 * @param where named in the refusal; the content never is
 * @throws CodedError `secret/key-malformed`
 */
export function masterKeyOf(content: Buffer, where: string): MasterKey {
  const bytes = decode(content);
  if (bytes === null) throw keyMalformed(where);
  return keyed(bytes);
}

function decode(content: Buffer): Buffer | null {
  const text = content.toString('latin1').trim();
  if (/^[0-9a-fA-F]{64}$/.test(text)) return Buffer.from(text, 'hex');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return Buffer.from(text, 'base64');
  return content.length === KEY_BYTES ? content : null;
}

function keyed(bytes: Buffer): MasterKey {
  const id = createHmac('sha256', bytes).update('egov-center/key-id').digest('hex').slice(0, 16);
  return { id, bytes };
}

function readKeyFile(path: string): Buffer {
  try {
    const exposed = process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
    if (!exposed) return readFileSync(path);
  } catch (error) {
    throw keyMissing(path, error);
  }
  throw keyExposed(path);
}

/** Takes the variable away, so that no child process inherits the key. */
function takeVariable(variable: string): Buffer {
  const value = process.env[variable];
  if (value === undefined || value === '') throw keyMissing(variable);
  delete process.env[variable];
  return Buffer.from(value, 'latin1');
}

const execute = promisify(execFile);

async function runCommand(argv: readonly [string, ...string[]]): Promise<Buffer> {
  const [program, ...args] = argv;
  try {
    const options = { encoding: 'buffer', timeout: COMMAND_MS, maxBuffer: 4096, windowsHide: true } as const;
    return (await execute(program, args, options)).stdout;
  } catch (error) {
    // Only the program's name and how it ended: its output may hold the key.
    const ended = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    throw keyMissing(`${program} (${ended})`);
  }
}
