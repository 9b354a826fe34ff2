import { describe, expect, it } from 'vitest';
import { dark, light, type Palette } from './tokens.ts';

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = [
  'page',
  'surface',
  'raised',
  'hover',
  'selected',
] as const satisfies readonly (keyof Palette)[];
const inks = [
  'text',
  'muted',
  'primary',
  'danger',
  'warn',
  'good',
] as const satisfies readonly (keyof Palette)[];
const tags = [
  ['good', 'goodSoft'],
  ['warn', 'warnSoft'],
  ['danger', 'dangerSoft'],
  ['primary', 'primarySoft'],
  ['past', 'pastSoft'],
  ['text', 'warnSoft'],
  ['text', 'dangerSoft'],
  ['text', 'goodSoft'],
  ['onPrimary', 'primary'],
  ['surface', 'danger'],
] as const satisfies readonly (readonly [keyof Palette, keyof Palette])[];

describe.each([
  ['light', light],
  ['dark', dark],
])('contrast of the %s theme', (_name, palette) => {
  it.each(grounds.flatMap((ground) => inks.map((ink) => [ink, ground] as const)))(
    '%s on %s',
    (ink, ground) => {
      expect(contrast(palette[ink], palette[ground])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(tags)('%s on %s', (ink, ground) => {
    expect(contrast(palette[ink], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });
});
