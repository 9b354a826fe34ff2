import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { machinesPage } from './page.ts';

it('docs/machines.md is what the deciders say (else run: node scripts/genMachines.ts)', () => {
  expect(readFileSync(new URL('../../docs/machines.md', import.meta.url), 'utf8')).toBe(machinesPage());
});
