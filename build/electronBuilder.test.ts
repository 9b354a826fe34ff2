import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
// electron-builder's own parts, found as it finds them itself.
const fromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const fromPackager = createRequire(fromBuilder.resolve('app-builder-lib'));
const builderCli = join(root, 'node_modules', 'electron-builder', 'cli.js');

const packageJson = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'packaging-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the real electron-builder; answers what it printed, with the exit code. */
async function runBuilder(config: object): Promise<{ code: number; output: string }> {
  const file = join(folder, `config-${Math.random().toString(36).slice(2)}.json`);
  writeFileSync(file, JSON.stringify({ extends: join(root, 'electron-builder.yml'), ...config }));
  const args = [builderCli, '--linux', 'dir', '--publish', 'never', '--config', file];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
      cwd: root,
      maxBuffer: 2 ** 26,
    });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const failure = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() }).parse(error);
    return { code: failure.code, output: failure.stdout + failure.stderr };
  }
}

function readConfiguration() {
  const { load } = z.object({ load: z.function({ input: [z.string()] }) }).parse(fromPackager('js-yaml'));
  const content = load(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
  return z.object({ electronFuses: z.record(z.string(), z.boolean()) }).parse(content);
}

/** A folder that looks to electron-builder like Electron's binary distribution, which is fetched only to release. */
function fakeElectron(): string {
  const dist = join(folder, 'electron');
  for (const part of ['resources', 'locales']) mkdirSync(join(dist, part), { recursive: true });
  for (const locale of ['zh-CN', 'en-US', 'fr']) writeFileSync(join(dist, 'locales', `${locale}.pak`), '');
  for (const file of ['electron', 'version', 'LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(join(dist, file), '');
  chmodSync(join(dist, 'electron'), 0o755);
  return dist;
}

describe('the packaging configuration', () => {
  test('sets every fuse that this Electron has', () => {
    const { FuseV1Options } = z
      .object({ FuseV1Options: z.record(z.string(), z.union([z.string(), z.number()])) })
      .parse(fromPackager('@electron/fuses'));
    const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
    const { electronFuses } = readConfiguration();
    const unset = names.filter((name) => !(name.charAt(0).toLowerCase() + name.slice(1) in electronFuses));
    expect(names.length).toBeGreaterThan(7);
    expect(unset).toEqual([]);
    expect(electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  test('a misspelt option is refused by electron-builder itself', { timeout: 60_000 }, async () => {
    const { code, output } = await runBuilder({ appIdd: 'x' });
    expect(code).not.toBe(0);
    expect(output).toContain("unknown property 'appIdd'");
  });
});

const built = ['main/main.js', 'preload/preload.cjs', 'renderer/index.html'].map((file) =>
  join(root, 'dist', file),
);
const missing = built.filter((file) => !existsSync(file));

describe.skipIf(missing.length > 0)('the packaged client', () => {
  let files: string[] = [];
  let out = '';

  beforeAll(async () => {
    out = join(folder, 'out');
    // Fuses are flipped in the real binary only; nothing else differs from a release.
    const config = { electronDist: fakeElectron(), electronFuses: null, directories: { output: out } };
    const { code, output } = await runBuilder(config);
    if (code !== 0) throw new Error(output);
    const { listPackage } = z
      .object({
        listPackage: z.function({
          input: [z.string(), z.object({ isPack: z.boolean() })],
          output: z.array(z.string()),
        }),
      })
      .parse(fromPackager('@electron/asar'));
    const archive = join(out, 'linux-unpacked', 'resources', 'app.asar');
    files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
  }, 120_000);

  test('holds the built program and its run-time dependencies', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/dist/main/main.js',
        '/dist/preload/preload.cjs',
        '/dist/renderer/index.html',
        ...Object.keys(packageJson.dependencies).map((name) => `/node_modules/${name}/package.json`),
      ]),
    );
  });

  test('holds no source, test, source map, server or build tool', () => {
    const tops = new Set(files.map((file) => file.split('/')[1]));
    expect(tops).toEqual(new Set(['dist', 'node_modules', 'package.json']));
    expect(
      files.filter((file) => /\.([cm]?tsx?|map)$|\.test\.|\/(test|tests|__tests__)\//.test(file)),
    ).toEqual([]);
    expect(files.filter((file) => /^\/dist\/(server|loopback|start|\.stamps)/.test(file))).toEqual([]);
    const tools = Object.keys(packageJson.devDependencies).map((name) => `/node_modules/${name}/`);
    expect(files.filter((file) => tools.some((tool) => file.startsWith(tool)))).toEqual([]);
  });

  test("holds keytar's binary of the target platform alone, outside the archive", () => {
    const binaries = files.filter((file) => file.endsWith('.node'));
    const own = `/node_modules/keytar/prebuilds/${process.platform}-${process.arch}/keytar.node`;
    expect(binaries.filter((file) => file.includes('/keytar/'))).toEqual([own]);
    expect(existsSync(join(out, 'linux-unpacked/resources/app.asar.unpacked', own))).toBe(true);
  });

  test('brings the resources and only the two languages of the client', () => {
    const unpacked = join(out, 'linux-unpacked');
    expect(existsSync(join(unpacked, 'resources/resources/icons/icon.png'))).toBe(true);
    expect(existsSync(join(unpacked, 'locales/zh-CN.pak'))).toBe(true);
    expect(existsSync(join(unpacked, 'locales/fr.pak'))).toBe(false);
    expect(existsSync(join(unpacked, 'egov-center-client'))).toBe(true);
  });
});

if (missing.length > 0) process.stderr.write(`Packaging not tested, not built: ${missing.join(', ')}\n`);
