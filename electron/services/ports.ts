import type { LookupFunction } from 'node:net';
import type { DestinationStream } from 'pino';
import type { SecretStore } from './credentials/secretStore.ts';
import type { Clock } from './clock.ts';
import type { KeyValues } from './settings/keyValues.ts';

/** What a host gives the services; everything else they find themselves. */
export interface HostPorts {
  readonly host: 'electron' | 'loopback';
  /** Version of this program. */
  readonly version: string;
  /** Folder of the profile laid down with the installation; read only, and there may be none in it. */
  readonly profileDir: string;
  /** Folder of this program's own files (0700). */
  readonly dataDir: string;
  /** Folder that people find their exports in. */
  readonly exportDir: string;
  readonly settings: KeyValues;
  readonly logTo: DestinationStream;
  readonly clock: Clock;
  /** How the center's name is looked up; the system's way where absent. */
  readonly lookup?: LookupFunction | undefined;
  /** Shows a file in the system's file manager; null where the host cannot. */
  readonly reveal: ((path: string) => void) | null;
  /** Opens the vault without asking, on machines that nobody sits at; null = the person is asked. */
  readonly vaultPassphrase: string | null;
  /** A vault is locked when no screen has asked for anything for this long; 15 minutes unless given. */
  readonly vaultIdleMs?: number | undefined;
  /** Tests put a store of their own here; the keychain of the machine is then left alone. */
  readonly secrets?: SecretStore | undefined;
}
