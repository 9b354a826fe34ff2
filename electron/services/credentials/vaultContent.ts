import { secretBytes, secretCopy } from './secretBytes.ts';

const LENGTH_BYTES = 4;

/**
 * Named values as bytes: for each name and value its length (32 bits, big-endian) and itself. Not JSON, because the
 * text of a secret in the JavaScript heap cannot be overwritten.
 */
export function encodeValues(values: ReadonlyMap<string, Uint8Array>): Buffer {
  const parts = [...values].flatMap(([name, value]) => [Buffer.from(name), value]);
  const size = parts.reduce((sum, part) => sum + LENGTH_BYTES + part.length, 0);
  const all = Buffer.from(secretBytes(size).buffer);
  let at = 0;
  for (const part of parts) {
    at = all.writeUInt32BE(part.length, at);
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Reads what `encodeValues` wrote. @throws RangeError on anything else */
export function decodeValues(content: Uint8Array): Map<string, Uint8Array> {
  const all = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < all.length; ) {
    const start = at + LENGTH_BYTES;
    const end = start + all.readUInt32BE(at);
    if (end > all.length) throw new RangeError('vault content is cut');
    parts.push(secretCopy(all.subarray(start, end)));
    at = end;
  }
  const values = new Map<string, Uint8Array>();
  for (let at = 0; at < parts.length; at += 2) {
    const [name, value] = parts.slice(at, at + 2);
    if (name && value) values.set(Buffer.from(name).toString('utf8'), value);
  }
  return values;
}
