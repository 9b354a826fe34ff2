/** Draws resources/icons/icon.svg to the PNG sizes that packaging and Linux desktops take. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const folder = join(import.meta.dirname, '..', 'resources', 'icons');
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const sizes = [16, 32, 48, 64, 128, 256, 512, 1024];
  const files = sizes.map((size) => ({ size, name: `${size}x${size}.png` }));
  for (const { size, name } of [...files, { size: 512, name: 'icon.png' }]) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const style = '<style>html,body{margin:0}svg{display:block;width:100vw;height:100vh}</style>';
    await page.setContent(style + svg);
    await page.screenshot({ path: join(folder, name), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
