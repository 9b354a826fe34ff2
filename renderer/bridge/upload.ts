import type { Client } from './client.ts';

/** Bytes per message; base64 makes a third more of it, below the contract's limit. */
const chunkBytes = 384 * 1024;

/** Hands a chosen file to the host piece by piece. @returns its upload id */
export async function uploadFile(client: Client, file: File): Promise<string> {
  const { uploadId } = await client.call('uploads.open', { name: file.name, size: file.size });
  for (let start = 0; start < file.size; start += chunkBytes) {
    const bytes = new Uint8Array(await file.slice(start, start + chunkBytes).arrayBuffer());
    await client.call('uploads.write', { uploadId, base64: base64Of(bytes) });
  }
  return uploadId;
}

/** Bytes as base64, as they cross the bridge. */
export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
