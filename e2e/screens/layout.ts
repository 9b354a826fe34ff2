import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import * as z from 'zod';

/** Runs inside the page, so it is handed over as text; it is typed as a page's script. */
const source = stripTypeScriptTypes(
  readFileSync(join(import.meta.dirname, '..', 'page', 'faults.ts'), 'utf8'),
).replaceAll(/^export /gm, '');

const lines = z.array(z.string());

/** What is wrong with how the page stands in its window, one line a fault; see `page/faults.ts`. */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  return lines.parse(await page.evaluate(`(() => { ${source}\nreturn layoutFaults(); })()`));
}

/** Chinese on an English screen outside what people have entered. */
export async function chineseWords(page: Page): Promise<readonly string[]> {
  return lines.parse(await page.evaluate(`(() => { ${source}\nreturn chineseWords(); })()`));
}
