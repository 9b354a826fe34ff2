import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The user's data folder of this program on each system; on Linux by the XDG Base Directory Specification. */
export function defaultDataDir(): string {
  if (process.platform === 'win32') return join(process.env['LOCALAPPDATA'] ?? homedir(), 'egov-center');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'egov-center');
  // The specification counts an empty or relative path as not set.
  const shared = process.env['XDG_DATA_HOME'] ?? '';
  return join(isAbsolute(shared) ? shared : join(homedir(), '.local', 'share'), 'egov-center');
}
