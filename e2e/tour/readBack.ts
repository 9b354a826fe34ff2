import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';

const run = promisify(execFile);
const places = ['/usr/bin/soffice', '/usr/local/bin/soffice', '/opt/libreoffice/program/soffice'];
/** Comma, double quote, UTF-8, every sheet in a file of its own. */
const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';

/** LibreOffice's own program, or null where it is not installed. */
export function soffice(): string | null {
  return places.find((path) => existsSync(path)) ?? null;
}

/** The sheets of a workbook as LibreOffice reads them: rows of cells, by sheet name. */
export async function readBack(program: string, workbook: string): Promise<ReadonlyMap<string, string[][]>> {
  const home = mkdtempSync(join(tmpdir(), 'egov-soffice-'));
  try {
    const args = ['--headless', '--norestore', '--convert-to', filter, '--outdir', home, workbook];
    await run(program, args, { env: { ...process.env, HOME: home }, timeout: 120_000 });
    const sheets = readdirSync(home).filter((name) => name.endsWith('.csv'));
    return new Map(
      sheets.map((name): [string, string[][]] => [
        name,
        parse(readFileSync(join(home, name)), { relaxColumnCount: true, bom: true }),
      ]),
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
