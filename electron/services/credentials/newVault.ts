import { existsSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copySecrets } from './moveSecrets.ts';
import { newStoreId, type MovableStore } from './secretStore.ts';
import { createVault, type VaultStore } from './vaultStore.ts';

/** Name of a vault while it is made. */
const besideOf = (file: string) => join(dirname(file), 'vault.new.json');

/** Removes what a crash left of a vault that was being made; nothing is kept in it that is not elsewhere. */
export async function sweepNewVault(file: string): Promise<void> {
  await rm(besideOf(file), { force: true });
}

/**
 * A vault that holds what the session store does. It is made beside the one that may be there, and put in its place only
 * when whole; one whose passphrase is forgotten is given up by it and stays under another name.
 * @throws the system error, ProblemError `keychain/move-failed`; then everything is as it was
 */
export async function newVaultFrom(
  session: MovableStore,
  file: string,
  passphrase: string,
  now: Date,
): Promise<VaultStore> {
  const beside = besideOf(file);
  const vault = await createVault(beside, passphrase, newStoreId());
  try {
    await copySecrets(session, vault);
    const aside = join(dirname(file), `vault.${now.toISOString().replaceAll(/\D/g, '')}.json`);
    if (existsSync(file)) await copyFile(file, aside);
    await vault.moveTo(file);
    return vault;
  } catch (error) {
    await vault.close();
    await rm(beside, { force: true });
    throw error;
  }
}
