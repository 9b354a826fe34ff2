/**
 * Zero bytes outside of V8's moving heap. Small typed arrays lie inside it and are copied about by the garbage
 * collector, so that overwriting one leaves older copies behind; a test finds them in the memory of the process.
 */
export function secretBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(length));
}

/** A copy that can be overwritten for good. */
export function secretCopy(of: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = secretBytes(of.length);
  copy.set(of);
  return copy;
}
