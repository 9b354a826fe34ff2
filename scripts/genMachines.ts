import { writeFileSync } from 'node:fs';
import { machinesPage } from '../shared/domain/page.ts';

/** Writes `docs/machines.md` from the deciders; a test fails while the page is stale. */
writeFileSync(new URL('../docs/machines.md', import.meta.url), machinesPage());
