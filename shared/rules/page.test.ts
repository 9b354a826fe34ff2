import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rulesPage } from './page.ts';

it('docs/rules.md is what the catalogue says (else run: node scripts/genRules.ts)', () => {
  expect(readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8')).toBe(rulesPage());
});
