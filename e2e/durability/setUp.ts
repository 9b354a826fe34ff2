import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppRole } from '../../shared/access/roles.ts';
import { bureauFields } from '../../shared/domain/testing/units.ts';
import { APPLICATION } from '../../server/db/embedded/cluster.ts';
import { connectionUrl } from '../../server/db/embedded/openEmbedded.ts';
import { readCredentials } from '../../server/db/embedded/storage.ts';
import { loadConfig } from '../../server/config.ts';
import { openCa, openCenter, serverLog } from '../../server/openCenter.ts';
import { parsePkcs12 } from '../../server/pki/pkcs12.ts';
import { installRoleAccounts, rolePersons } from '../../server/setup/roleAccounts.ts';
import { act } from '../../server/setup/systemAct.ts';

const needed: ReadonlySet<AppRole> = new Set(['C1', 'C2', 'P1', 'DIR']);
const persons = rolePersons.filter((person) => needed.has(person.role));

/** A person of the center with everything needed to sign in. */
export interface SignInKit {
  readonly role: AppRole;
  readonly accountId: string;
  readonly password: string;
  readonly seed: string;
  readonly cert: string;
  readonly key: string;
}

/** A data directory with CA, one unit and accounts for two clerks, their reviewer, a permission manager and the director. */
export interface MadeCenter {
  readonly dataDir: string;
  readonly ca: string;
  readonly unitId: string;
  readonly people: readonly SignInKit[];
}

/** Makes the center of a test in an empty data directory; its database is embedded or given by URL. */
export async function makeCenter(dataDir: string, databaseUrl?: string): Promise<MadeCenter> {
  const config = loadConfig({
    dataDir,
    logLevel: 'silent',
    sample: true,
    ...(databaseUrl !== undefined && { databaseUrl }),
  });
  const { center, close } = await openCenter(config, serverLog(config));
  try {
    const ca = await openCa(config, new Date());
    const unitId = center.newId();
    await act(center, { type: 'unit', id: unitId, act: 'enter', input: bureauFields });
    const people: SignInKit[] = [];
    for (const [i, enrolment] of (await installRoleAccounts(center, ca, unitId, persons)).entries()) {
      const { certificatePem, keyPem } = await parsePkcs12(enrolment.pkcs12, enrolment.passphrase);
      const { rows } = await center.pool.query<{ id: string }>(
        'SELECT id FROM fold.account WHERE "c_accountNo" = $1',
        [enrolment.accountNo],
      );
      people.push({
        role: persons[i]?.role ?? 'U',
        accountId: rows[0]?.id ?? '',
        password: enrolment.password,
        seed: enrolment.seed,
        cert: certificatePem,
        key: keyPem,
      });
    }
    return { dataDir: config.dataDir, ca: ca.certificatePem, unitId, people };
  } finally {
    await close();
  }
}

/** Process id and URL of the embedded PostgreSQL of a data directory; null while none runs. */
export function runningDatabase(dataDir: string): { readonly pid: number; readonly url: string } | null {
  const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  const lines = linesOf(file);
  const credentials = readCredentials(join(dataDir, 'database.json'));
  if (lines[7]?.trim() !== 'ready' || credentials === null) return null;
  const url = connectionUrl(APPLICATION, credentials.password, Number(lines[3]), APPLICATION);
  return { pid: Number(lines[0]), url };
}

/** Lines 1, 4 and 8 of postmaster.pid: process id, port, status. None while there is no such file. */
function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
