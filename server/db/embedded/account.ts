import { spawnSync } from 'node:child_process';
import { noAccount } from './errors.ts';

/** The operating-system account PostgreSQL runs as when the server itself runs as root. */
export interface OsAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** `uid`/`gid` options for `spawn`; empty when PostgreSQL runs as the current user. */
export function spawnAs(account: OsAccount | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

/**
 * The account to run PostgreSQL as: null for an ordinary user (itself), `postgres` or else `nobody` for root,
 * because PostgreSQL refuses root.
 *
 * @throws CodedError `data/no-account`
 */
export function databaseAccount(): OsAccount | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== null && gid !== null) return { name, uid, gid };
  }
  throw noAccount();
}

/** Asks `id` rather than reading /etc/passwd, so that directory services (LDAP, SSSD) count too. */
function idOf(flag: '-u' | '-g', name: string): number | null {
  const result = spawnSync('id', [flag, name], { encoding: 'utf8' });
  const id = Number.parseInt(result.stdout ?? '', 10);
  return result.status === 0 && id > 0 ? id : null;
}

/** Whether the account can enter a directory or run a file: asked of the kernel, so that ACLs and mounts count. */
export function canReach(account: OsAccount | null, path: string): boolean {
  if (account === null) return true;
  return spawnSync('test', ['-x', path], spawnAs(account)).status === 0;
}
