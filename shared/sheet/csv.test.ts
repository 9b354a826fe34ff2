import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from './bytes.ts';
import { csvLine, detectDelimiter, neutralizeFormula, parseCsv, restoreFormula, writeCsv } from './csv.ts';
import { SheetCancelled } from './ports.ts';

const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^'{0,3}[=+\-@\t\r＝]?[a-c,;"\t\r\n]{0,6}$/),
  fc.constantFrom('', '政务公开·公告', '110101199003070011', "'", '="0012"', "'=1+1", '+86 519'),
);

const ports = { breathe: () => Promise.resolve() };

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<number[]> {
  const bytes: number[] = [];
  for await (const piece of stream) bytes.push(...piece);
  return bytes;
}

describe('csv', () => {
  it('gives back exactly the cells that were written, formulas and quotes included', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 5 })
          .chain((width) =>
            fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
          ),
        (rows) => {
          expect(parseCsv(rows.map(csvLine).join(''))).toEqual(rows);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never lets a field begin with a character that runs a formula', () => {
    fc.assert(
      fc.property(cell, (text) => {
        expect(neutralizeFormula(text)).not.toMatch(/^[=+\-@\t\r]/);
        expect(restoreFormula(neutralizeFormula(text))).toBe(text);
      }),
    );
  });

  it('is UTF-8 with byte order mark and CRLF, so that Excel shows Chinese', async () => {
    const bytes = await bytesOf(
      writeCsv(
        ports,
        ['姓名', '公式'],
        [
          ['张三·李', '=1+1'],
          ['𠮷', null],
        ],
      ),
    );
    expect(bytes).toEqual([...utf8("\ufeff姓名,公式\r\n张三·李,'=1+1\r\n𠮷,\r\n")]);
  });

  it('finds the separator though cells contain the others', () => {
    expect(detectDelimiter('单位;域名\n"甲,乙,丙";a.gov.cn\n丁,戊;b.gov.cn\n')).toBe(';');
    expect(detectDelimiter('单位\t域名,备注\n甲\ta;b\n')).toBe('\t');
    expect(detectDelimiter('只有一列\n甲\n')).toBe(',');
  });

  it('reads every line end, ragged rows and text forced by ="..."', () => {
    expect(parseCsv('a,b\r\nc\rd,"e\nf"\n\n="0012",g"h\n')).toEqual([
      ['a', 'b'],
      ['c'],
      ['d', 'e\nf'],
      [''],
      ['0012', 'g"h'],
    ]);
  });

  it('stops between rows when it is cancelled', async () => {
    const signal = { aborted: false };
    const rows = function* () {
      yield ['1'];
      signal.aborted = true;
      yield ['2'];
    };
    await expect(bytesOf(writeCsv(ports, ['a'], rows(), signal))).rejects.toThrow(SheetCancelled);
  });
});
