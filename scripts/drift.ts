import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../server/http/openapi.ts';

/** `docs/openapi.json` equals what the operation list says; `--write` brings it up to date. */
const file = join(import.meta.dirname, '..', 'docs', 'openapi.json');
const wanted = `${JSON.stringify(openApiDocument(), null, 1)}\n`;
if (process.argv.includes('--write')) {
  writeFileSync(file, wanted);
} else if (readFileSync(file, 'utf8') !== wanted) {
  process.stderr.write('docs/openapi.json is out of date; run: node scripts/drift.ts --write\n');
  process.exitCode = 1;
}
