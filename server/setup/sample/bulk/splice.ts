import { addDays, daysBetween, type LegalDay } from '../../../../shared/calendar/legalDay.ts';

/** Values of one copy: strings by the name of their slot. */
export type Slots = Readonly<Record<string, string>>;

/**
 * A text with slots: pieces at even places, names of slots at odd ones. A name that begins with `day:` stands for the
 * day so many days from the copy's own day.
 */
export type Splice = readonly string[];

const DAY = /\b(?:19|20)\d{2}-[01]\d-[0-3]\d\b/g;
const SLOT = /\u0001([^\u0002]*)\u0002/;

/** Marks the places of a slot; numbers are marked as strings and lose their quotes when the text is cut. */
function mark(name: string): string {
  return `\u0001${name}\u0002`;
}

/** Replaces every token by its slot and every day by its distance from `day`, in all strings and keys of a value. */
export function withSlots(value: unknown, tokens: ReadonlyMap<string, string>, day: LegalDay): unknown {
  const sorted = [...tokens].sort(([a], [b]) => b.length - a.length);
  const inText = (text: string): string => {
    let marked = text;
    for (const [token, name] of sorted) marked = marked.replaceAll(token, mark(name));
    return marked
      .split(/(\u0001[^\u0002]*\u0002)/)
      .map((part, i) =>
        i % 2 === 1 ? part : part.replace(DAY, (found) => mark(`day:${daysBetween(day, found)}`)),
      )
      .join('');
  };
  const inValue = (item: unknown): unknown => {
    if (typeof item === 'string') return inText(item);
    if (Array.isArray(item)) return item.map(inValue);
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([key, held]) => [inText(key), inValue(held)]));
  };
  return inValue(value);
}

/** A number's place: it loses its quotes in JSON. */
export function numberSlot(name: string): string {
  return mark(`#${name}`);
}

/** A string's place. */
export function textSlot(name: string): string {
  return mark(name);
}

/** Cuts a text at its slots. JSON writes the marks as escapes, which are read back first. */
export function cut(text: string): Splice {
  return text
    .replaceAll(String.raw`\u0001`, '\u0001')
    .replaceAll(String.raw`\u0002`, '\u0002')
    .replaceAll(/"\u0001#([^\u0002]*)\u0002"/g, '\u0001$1\u0002')
    .split(SLOT);
}

/** Fills the slots. @throws Error naming a slot without a value */
export function fill(splice: Splice, slots: Slots, dayAt: (offset: number) => string): string {
  let text = splice[0] ?? '';
  for (let i = 1; i < splice.length; i += 2) {
    const name = splice[i] ?? '';
    const value = name.startsWith('day:') ? dayAt(Number(name.slice(4))) : slots[name];
    if (value === undefined) throw new Error(`no value for the slot ${name}`);
    text += value + (splice[i + 1] ?? '');
  }
  return text;
}

/** Days at a distance from a day, each reckoned once. */
export function daysFrom(day: LegalDay): (offset: number) => LegalDay {
  const known = new Map<number, LegalDay>();
  return (offset) => {
    const found = known.get(offset) ?? addDays(day, offset);
    known.set(offset, found);
    return found;
  };
}
