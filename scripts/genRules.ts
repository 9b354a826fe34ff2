import { writeFileSync } from 'node:fs';
import { rulesPage } from '../shared/rules/page.ts';

/** Writes `docs/rules.md` from the catalogue; a test fails while the page is stale. */
writeFileSync(new URL('../docs/rules.md', import.meta.url), rulesPage());
