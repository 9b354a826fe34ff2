import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import * as z from 'zod';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const violationsSchema = z.array(
  z.looseObject({
    id: z.string(),
    help: z.string(),
    nodes: z.array(z.looseObject({ html: z.string(), failureSummary: z.string().optional() })),
  }),
);

/**
 * What axe finds on the page as it stands, by WCAG 2.2 A and AA and by axe's own best practice.
 * The script is handed over by the debugger, which the page's Content-Security-Policy does not concern: the page
 * under test keeps its policy.
 * @returns one line for every element with a fault
 */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const found = await page.evaluate(`axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // A popover, a tip or a list of choices is drawn at the end of the page and told by what opens it.
    rules: { region: { enabled: ![...document.querySelectorAll(
      '.ant-popover, .ant-tooltip, .ant-dropdown, .ant-select-dropdown')].some((one) => one.checkVisibility()) } },
    resultTypes: ['violations'],
  }).then((result) => result.violations)`);
  return violationsSchema
    .parse(found)
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ html, failureSummary = '' }) => `${id} (${help}): ${html.slice(0, 200)} ${failureSummary}`,
      ),
    );
}
