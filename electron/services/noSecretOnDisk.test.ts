import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testSession } from '../testing/session.ts';
import { createWorkstation } from '../testing/workstation.ts';
import { never } from '../testing/signedIn.ts';
import { createServices } from './createServices.ts';
import { createVault } from './credentials/vaultStore.ts';
import { newStoreId } from './credentials/secretStore.ts';

test('nothing the client writes holds a secret in clear text', async () => {
  const workstation = await createWorkstation();
  const { dataDir } = workstation.ports;
  const secrets = {
    'vault passphrase': 'correct-battery-of-the-vault',
    password: 'Long-password-2026',
    'one-time code': '735912',
    token: 'token-that-opens-the-session',
    'identity number in a draft': '320400199001010008',
  };
  const file = join(workstation.folder, 'vault.json');
  const store = await createVault(file, secrets['vault passphrase'], newStoreId());
  const services = await createServices({ ...workstation.ports, secrets: store });
  workstation.center.on('session.open', () => ({ token: secrets.token, session: testSession() }));
  workstation.center.on('session.close', () => ({}));
  await services.gate.check();
  await services.session.signIn({ password: secrets.password, code: secrets['one-time code'] }, never);
  await services.drafts.put('staffFiling/new', { idNumber: secrets['identity number in a draft'] });
  const key = services.certificates.active()?.keyPem.split('\n')[1] ?? '';
  expect(key).toMatch(/^[A-Za-z0-9+/]{60,}/);
  await services.close();

  const written = [...filesIn(dataDir), file];
  // Certificates taken over, the draft and the vault: an empty folder would prove nothing.
  expect(written.length).toBeGreaterThanOrEqual(4);
  const found = written.flatMap((each) => {
    const content = readFileSync(each, 'latin1');
    const all = { ...secrets, 'private key': key };
    return Object.entries(all).flatMap(([name, secret]) =>
      content.includes(secret) ? [`${name} in ${each}`] : [],
    );
  });
  expect(found).toEqual([]);
  const log = workstation.logLines.join('');
  for (const secret of [...Object.values(secrets), key]) expect(log).not.toContain(secret);
  await workstation.close();
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
