import type { DestinationStream } from 'pino';
import type { VaultChoice } from './credentials/chooseStore.ts';
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
  /** Shows a file in the system's file manager; null where the host cannot. */
  readonly reveal: ((path: string) => void) | null;
  /** Used where the machine has no keychain; null = memory only. */
  readonly vault: VaultChoice | null;
  /** Tests put a store of their own here. */
  readonly secrets?: SecretStore;
}
