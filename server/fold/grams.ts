import { pinyin } from 'pinyin-pro';

const HAN = /\p{Script=Han}/u;

/** Pinyin initials of the Han letters, other letters kept: `王示三` -> `wss`; for typing without an input method. */
export function initialsOf(text: string): string {
  if (!HAN.test(text)) return '';
  return pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase();
}

/** Lower-case text a record is searched in: its words and the pinyin initials of each. */
export function searchWords(parts: readonly string[]): string {
  const words = parts.filter((part) => part !== '').map((part) => part.toLowerCase());
  const initials = parts.map(initialsOf).filter((part) => part !== '');
  return [...new Set([...words, ...initials])].join('\n');
}

/**
 * All one- and two-letter pieces of a text. A plain `text[]` with a GIN index finds two-letter Chinese words,
 * which trigram indexes cannot, and needs no extension that PostgreSQL-compatible engines lack.
 */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>();
  for (const word of text.split('\n')) {
    const letters = [...word];
    letters.forEach((letter, i) => {
      grams.add(letter);
      const next = letters[i + 1];
      if (next !== undefined) grams.add(letter + next);
    });
  }
  return [...grams];
}

/** Pieces a searched text must contain; the longest ones suffice because the text itself is compared afterwards. */
export function queryGrams(text: string): string[] {
  const letters = [...text.toLowerCase()];
  if (letters.length < 2) return letters;
  return letters.slice(0, -1).map((letter, i) => letter + (letters[i + 1] ?? ''));
}
