import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../bytes.ts';
import { daySerial, instantSerial } from './serial.ts';
import { columnLetters, headerText, sheetName } from './text.ts';

describe('sheet names', () => {
  it('are always legal and never meet twice', () => {
    const wish = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('', 'History', '明细', "'a'", '[x]:*?/\\'),
    );
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 12 }), (wishes) => {
        const taken = new Set<string>();
        const names = wishes.map((name) => sheetName(name, taken));
        for (const name of names) {
          expect(name.length).toBeGreaterThan(0);
          expect(name.length).toBeLessThanOrEqual(31);
          expect(name).not.toMatch(/[[\]:*?/\\]|^'|'$|^history$/i);
          expect(name.isWellFormed()).toBe(true);
        }
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      }),
    );
  });
});

describe('serial numbers', () => {
  it('agree with the calendar for every day from 1900-03-01 to 9999-12-31', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        const day = new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10);
        expect(daySerial(day)).toBe(String(serial));
      }),
    );
  });

  it('name the second in Shanghai beyond doubt', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1992-01-01'), max: new Date('2199-01-01'), noInvalidDate: true }),
        (date) => {
          const days = Number(instantSerial(date.toISOString())) - 25_569;
          expect(Math.round(days * 86_400)).toBe(Math.floor(date.getTime() / 1000) + 8 * 3600);
        },
      ),
    );
  });

  it('exist for no text that is not exactly a day or an instant', () => {
    for (const day of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '1900-02-28',
      '2026-1-1',
      '2026/01/01',
      '',
    ]) {
      expect(daySerial(day)).toBeNull();
    }
    for (const instant of [
      '2026-01-01',
      '2026-01-01T24:00:00Z',
      '2026-02-30T01:00:00Z',
      '2026-01-01T00:00:00+08:00',
    ]) {
      expect(instantSerial(instant)).toBeNull();
    }
  });
});

describe('texts', () => {
  it('are encoded as the platform encodes them', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.integer({ min: 0, max: 0xffff }))),
        (made) => {
          const text = typeof made === 'string' ? made : String.fromCharCode(...made);
          expect(Buffer.from(utf8(text))).toEqual(Buffer.from(text, 'utf8'));
        },
      ),
    );
  });

  it('of page headers stay within the limit and keep an ampersand', () => {
    expect(headerText('甲&乙\n丙')).toBe('甲&&乙 丙');
    expect(headerText('&'.repeat(300)).length).toBeLessThanOrEqual(215);
  });

  it('of columns are lettered as spreadsheets do', () => {
    expect([0, 25, 26, 701, 702, 16_383].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
  });
});
