import { homedir } from 'node:os';
import { join } from 'node:path';

/** The user's data folder of this program on each system. */
export function defaultDataDir(): string {
  if (process.platform === 'win32') return join(process.env['LOCALAPPDATA'] ?? homedir(), 'egov-center');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'egov-center');
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'egov-center');
}
