import { writeFileSync } from 'node:fs';
import { errorsPage } from '../shared/errors/page.ts';

/** Writes `docs/errors.md` from the catalogue; a test fails while the page is stale. */
writeFileSync(new URL('../docs/errors.md', import.meta.url), errorsPage());
