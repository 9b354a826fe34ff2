import { describe, expect, it } from 'vitest';
import { sampleScaleOf, scaleOf } from './scale.ts';

const given = (scale: string) => ({ values: { scale }, positionals: [] });

describe('--scale', () => {
  it.each([
    ['small', { kind: 'sample', scale: 'small' }],
    ['city', { kind: 'sample', scale: 'city' }],
    ['1m', { kind: 'bulk', filings: 1_000_000 }],
    ['250', { kind: 'bulk', filings: 250 }],
    ['10000000', { kind: 'bulk', filings: 10_000_000 }],
  ])('%s', (text, expected) => {
    expect(scaleOf(given(text))).toEqual(expected);
  });

  it.each(['', '0', 'City', '1.5', '10000001', '-1'])('"%s" is refused', (text) => {
    expect(() => scaleOf(given(text))).toThrow('is unknown');
  });

  it('of a first set-up names a sample, never bulk data', () => {
    expect(sampleScaleOf(given('small'))).toBe('small');
    expect(() => sampleScaleOf(given('1m'))).toThrow('center seed --scale');
  });
});
