import { realpath, stat } from 'node:fs/promises';
import { extname, join, relative, isAbsolute } from 'node:path';

/** A file of the built renderer with its media type. */
export interface Asset {
  readonly file: string;
  readonly mime: string;
  /** Its name carries a digest of its content, so it never changes. */
  readonly immutable: boolean;
}

/** Only what the build makes is served; anything else is not there. */
const mimes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

export const INDEX = 'index.html';

/**
 * The file a URL path means, or null. A path without file ending is a place inside the program and gets the page.
 * Nothing outside `root` is ever reached: neither by `..`, encoded or not, nor by a symbolic link.
 * @param path as in the request line, without query
 */
export async function resolveAsset(root: string, path: string): Promise<Asset | null> {
  const plain = decode(path);
  if (plain === null || /[\\\0]/.test(plain) || plain.split('/').includes('..')) return null;
  const name = extname(plain) === '' ? INDEX : plain.replace(/^\/+/, '');
  const mime = mimes[extname(name).toLowerCase()];
  if (mime === undefined) return null;
  try {
    const [base, file] = await Promise.all([realpath(root), realpath(join(root, name))]);
    const inside = relative(base, file);
    if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return null;
    if (!(await stat(file)).isFile()) return null;
    return { file, mime, immutable: inside.startsWith('assets') };
  } catch {
    return null;
  }
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
