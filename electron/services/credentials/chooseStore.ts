import { openKeytarStore } from './keytarStore.ts';
import type { SecretStore } from './secretStore.ts';
import { createSessionStore } from './sessionStore.ts';
import { openVaultStore } from './vaultStore.ts';

/** The vault to fall back on; null where no passphrase was configured. */
export interface VaultChoice {
  readonly file: string;
  readonly passphrase: string;
}

/** The best store of this machine: keychain, else the configured vault, else memory. Never plain text on disk. */
export async function chooseStore(
  vault: VaultChoice | null,
  keychain: () => Promise<SecretStore | null> = openKeytarStore,
): Promise<SecretStore> {
  const found = await keychain();
  if (found !== null) return found;
  return vault === null ? createSessionStore() : openVaultStore(vault.file, vault.passphrase);
}
