/** What must not be found: a name for the report and the forms it may take. */
export interface Needle {
  readonly name: string;
  readonly forms: readonly Buffer[];
}

/** A text as UTF-8, as UTF-16 (strings of JavaScript, registry of Windows), and inside Base64 at each of its three places. */
export function needleOfText(name: string, text: string): Needle {
  const bytes = Buffer.from(text);
  return { name, forms: [bytes, Buffer.from(text, 'utf16le'), ...base64Forms(bytes)] };
}

/** Bytes as they are, as hexadecimal, and inside Base64. */
export function needleOfBytes(name: string, bytes: Buffer): Needle {
  const hex = bytes.toString('hex');
  return { name, forms: [bytes, Buffer.from(hex), Buffer.from(hex, 'utf16le'), ...base64Forms(bytes)] };
}

/** The part of a Base64 text that depends on these bytes alone, whatever stands before them. */
function base64Forms(bytes: Buffer): Buffer[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const inner = text.slice(before === 0 ? 0 : before + 1).replace(/.{0,1}=+$/, '');
    return inner.length < 12 ? [] : [Buffer.from(inner), Buffer.from(inner, 'utf16le')];
  });
}

/** Names of the needles that occur in the content. */
export function namesIn(content: Buffer, needles: readonly Needle[]): string[] {
  return needles.filter(({ forms }) => forms.some((form) => content.includes(form))).map(({ name }) => name);
}
