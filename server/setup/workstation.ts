import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { profileSchema, type Profile } from '../../shared/profile/profile.ts';
import { spkiPin } from '../pki/identity.ts';
import { readTlsFiles } from '../pki/store.ts';
import { replaceFile } from '../replaceFile.ts';
import type { Enrolment } from './enrolAccount.ts';

/** The sign-in sheet of the sample roles: made at random at every installation, readable by its owner only. */
export interface SignInSheet {
  readonly accounts: readonly {
    readonly accountNo: string;
    readonly displayName: string;
    readonly role: string;
    readonly password: string;
    readonly seed: string;
    readonly uri: string;
  }[];
}

/** Where the workstation of an evaluation installation is kept. */
export function workstationDir(dataDir: string): string {
  return join(dataDir, 'workstation');
}

/** Writes the connection profile with the certificates of the given people, and the sheet with their passwords. */
export function writeWorkstation(
  dataDir: string,
  server: { readonly host: string; readonly port: number; readonly area: string },
  people: readonly (Enrolment & { readonly role: string })[],
): void {
  const directory = workstationDir(dataDir);
  const tls = readTlsFiles(join(dataDir, 'pki'));
  mkdirSync(join(directory, 'certificates'), { recursive: true, mode: 0o700 });
  replaceFile(join(directory, 'ca.crt'), tls.ca);
  for (const person of people) {
    replaceFile(join(directory, 'certificates', `${person.accountNo}.p12`), person.pkcs12);
    replaceFile(join(directory, 'certificates', `${person.accountNo}.pass`), person.passphrase);
  }
  const profile: Profile = {
    version: 1,
    name: '样例中心',
    area: server.area,
    server: {
      host: server.host,
      port: server.port,
      servername: 'localhost',
      caFile: 'ca.crt',
      pins: [spkiPin(new X509Certificate(tls.cert))],
    },
    certificates: people.map(({ accountNo, displayName }) => ({
      file: `certificates/${accountNo}.p12`,
      passphraseFile: `certificates/${accountNo}.pass`,
      accountNo,
      displayName,
    })),
  };
  replaceFile(join(directory, 'profile.json'), `${JSON.stringify(profile, null, 2)}\n`);
  const sheet: SignInSheet = {
    accounts: people.map(({ accountNo, displayName, role, password, seed, uri }) => ({
      accountNo,
      displayName,
      role,
      password,
      seed,
      uri,
    })),
  };
  replaceFile(join(directory, 'sign-in.json'), `${JSON.stringify(sheet, null, 2)}\n`);
}

/** Points the workstation profile at the port the server really listens on. */
export function pointWorkstationTo(dataDir: string, host: string, port: number): void {
  const file = join(workstationDir(dataDir), 'profile.json');
  if (!existsSync(file)) return;
  const profile = profileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (profile.server.port === port && profile.server.host === host) return;
  replaceFile(
    file,
    `${JSON.stringify({ ...profile, server: { ...profile.server, host, port } }, null, 2)}\n`,
  );
}
