import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Account {
  readonly accountNo: string;
  readonly displayName: string;
  readonly role: string;
}

/** How to sign in with the sample roles; passwords stay in their file, readable by its owner only. */
export function signInHelp(dataDir: string, url: string, headless: boolean): string {
  const file = join(dataDir, 'workstation', 'sign-in.json');
  const sheet: { accounts: readonly Account[] } = JSON.parse(readFileSync(file, 'utf8'));
  const lines = sheet.accounts.map((a) => `  ${a.accountNo.padEnd(12)} ${a.role.padEnd(4)} ${a.displayName}`);
  return [
    '',
    'Sample accounts (choose the certificate in Settings or at sign-in):',
    ...lines,
    `Passwords and one-time-code seeds: ${file}`,
    'Current one-time code of an account: npm run center -- code ACCOUNT --data DIR',
    headless ? `Open once in a browser on this machine: ${url}` : 'The client has opened in its own window.',
    '',
    '',
  ].join('\n');
}
