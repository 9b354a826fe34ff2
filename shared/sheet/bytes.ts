/** 1 for the ASCII characters that XML text cannot carry as they are, `_` included (see `xmlText`). */
const XML_SUSPECT = new Uint8Array(128);
for (let code = 0; code < 0x20; code += 1) XML_SUSPECT[code] = 1;
for (const char of '&<>"_') XML_SUSPECT[char.charCodeAt(0)] = 1;

const SLACK = 64;

/**
 * A growing block of UTF-8 bytes. Exports of a million lines spend their time here: writing bytes straight
 * from the characters takes a third of the time of joining strings and encoding them afterwards.
 */
export class ByteBlock {
  private bytes: Uint8Array;
  private at = 0;
  private readonly spare: Uint8Array[] = [];
  private readonly size: number;

  /** @param size bytes that a block is expected to hold; it grows when a row needs more */
  constructor(size: number) {
    this.size = size;
    this.bytes = new Uint8Array(size);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.at;
  }

  /** Appends bytes that are ready. */
  put(part: Uint8Array): void {
    if (this.at + part.length > this.bytes.length) this.grow(part.length);
    this.bytes.set(part, this.at);
    this.at += part.length;
  }

  /** Appends once more what was written at `from`, for short parts that come again and again in a row. */
  again(from: number, length: number): void {
    if (this.at + length > this.bytes.length) this.grow(length);
    const bytes = this.bytes;
    const shift = this.at - from;
    for (let index = from; index < from + length; index += 1) bytes[index + shift] = bytes[index] ?? 0;
    this.at += length;
  }

  /** Appends any text; a lone surrogate becomes U+FFFD. */
  text(text: string): void {
    this.encode(text, false);
  }

  /**
   * Appends text that is fit for XML as it is.
   * @returns false, with nothing appended, when some character first has to be escaped or removed
   */
  plainXml(text: string): boolean {
    return this.encode(text, true);
  }

  /** The bytes written so far; the block starts anew. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.at);
    this.bytes = this.spare.pop() ?? new Uint8Array(this.size);
    this.at = 0;
    return taken;
  }

  /** Gives a taken block back once nobody reads it any more: memory then stays flat over any number of blocks. */
  giveBack(taken: Uint8Array): void {
    this.spare.push(new Uint8Array(taken.buffer));
  }

  private encode(text: string, strict: boolean): boolean {
    const length = text.length;
    if (this.at + length * 3 > this.bytes.length) this.grow(length * 3);
    const bytes = this.bytes;
    let at = this.at;
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index);
      if (code < 0x80) {
        if (strict && XML_SUSPECT[code] === 1) return false;
        bytes[at++] = code;
      } else if (code < 0x800) {
        bytes[at++] = 0xc0 | (code >> 6);
        bytes[at++] = 0x80 | (code & 0x3f);
      } else if (code < 0xd800 || (code > 0xdfff && code < 0xfffe)) {
        bytes[at++] = 0xe0 | (code >> 12);
        bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
        bytes[at++] = 0x80 | (code & 0x3f);
      } else {
        // Surrogates and noncharacters are rare: the whole text takes the careful way.
        return strict ? false : this.encodeRare(text);
      }
    }
    this.at = at;
    return true;
  }

  private encodeRare(text: string): boolean {
    for (const char of text.toWellFormed()) {
      const code = char.codePointAt(0) ?? 0;
      if (code < 0xfffe) {
        this.encode(char, false);
        continue;
      }
      const tail = code > 0xffff ? [12, 6, 0] : [6, 0];
      const lead = code > 0xffff ? 0xf0 | (code >> 18) : 0xe0 | (code >> 12);
      this.put(Uint8Array.of(lead, ...tail.map((shift) => 0x80 | ((code >> shift) & 0x3f))));
    }
    return true;
  }

  private grow(more: number): void {
    const bigger = new Uint8Array(Math.max(this.bytes.length * 2, this.at + more + SLACK));
    bigger.set(this.bytes.subarray(0, this.at));
    this.bytes = bigger;
  }
}

/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  const block = new ByteBlock(text.length * 3);
  block.text(text);
  return block.take();
}
