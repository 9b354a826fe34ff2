import { readFile } from 'node:fs/promises';
import type { CustomScheme } from 'electron';
import { resolveAsset } from '../../services/assets/resolveAsset.ts';
import { contentSecurityPolicy, isolationHeaders } from '../../services/assets/securityHeaders.ts';

/** The page is served under a scheme of its own: never from the network, never from `file:`. */
export const appScheme = 'gov-admin';
export const appOrigin = `${appScheme}://app`;

/** To be registered before the app is ready. */
export const schemes: CustomScheme[] = [
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
];

/** Answers requests of the page from the built renderer; everything else is not there. */
export function createAssetHandler(rendererDir: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET') return empty(405);
    if (url.protocol !== `${appScheme}:` || url.host !== 'app') return empty(403);
    const asset = await resolveAsset(rendererDir, url.pathname);
    if (asset === null) return empty(404);
    return new Response(new Uint8Array(await readFile(asset.file)), {
      headers: { ...headers, 'Content-Type': asset.mime },
    });
  };
}

const headers = { ...isolationHeaders, 'Content-Security-Policy': contentSecurityPolicy() };

function empty(status: number): Response {
  return new Response(null, { status, headers });
}
