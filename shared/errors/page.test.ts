import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errorsPage } from './page.ts';

it('docs/errors.md is what the catalogue says (else run: node scripts/genErrors.ts)', () => {
  expect(readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')).toBe(errorsPage());
});
