import type { SheetColumn } from './model.ts';

/** Indexes into the cell formats below, outside the table body. */
export const STYLE = { title: 1, subtitleLeft: 2, subtitleRight: 3, head: 4, foot: 5 } as const;

const BODY = ['text', 'wrap', 'date', 'instant', 'integer'] as const;
const FIRST_BODY_STYLE = 6;

/** Cell format of a column's body cells, plain or marked as bad. */
export function bodyStyle(column: SheetColumn, marked: boolean): number {
  const look = column.kind === 'text' && column.wrap === true ? 'wrap' : column.kind;
  return FIRST_BODY_STYLE + BODY.indexOf(look) + (marked ? BODY.length : 0);
}

const FORMATS: Record<(typeof BODY)[number], { format: number; align: string }> = {
  text: { format: 49, align: '<alignment vertical="center"/>' },
  wrap: { format: 49, align: '<alignment vertical="center" wrapText="1"/>' },
  date: { format: 164, align: '<alignment horizontal="center" vertical="center"/>' },
  instant: { format: 165, align: '<alignment horizontal="center" vertical="center"/>' },
  integer: { format: 1, align: '<alignment vertical="center"/>' },
};

function xf(format: number, font: number, fill: number, border: number, align: string): string {
  return (
    `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" ` +
    `applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${align}</xf>`
  );
}

/**
 * `xl/styles.xml`. Sizes follow the customs of official papers (GB/T 9704-2012 as commonly applied): title
 * 2号 (22 pt), body 五号 (10.5 pt). The licensed 小标宋 and 仿宋_GB2312 are not asked for; 宋体 is on every
 * Chinese workstation and has free substitutes elsewhere.
 */
export function stylesXml(): string {
  const font = (size: number, bold: boolean) =>
    `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="宋体"/><family val="3"/><charset val="134"/></font>`;
  const line = (side: string) => `<${side} style="thin"><color rgb="FF7F7F7F"/></${side}>`;
  const align = (horizontal: string, wrap: boolean) =>
    `<alignment horizontal="${horizontal}" vertical="center"${wrap ? ' wrapText="1"' : ''}/>`;
  const body = [false, true].flatMap((marked) =>
    BODY.map((look) => xf(FORMATS[look].format, 0, marked ? 3 : 0, 1, FORMATS[look].align)),
  );
  const formats = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    xf(0, 1, 0, 0, align('center', true)),
    xf(0, 0, 0, 0, align('left', false)),
    xf(0, 0, 0, 0, align('right', false)),
    xf(49, 2, 2, 1, align('center', true)),
    xf(0, 0, 0, 0, align('left', true)),
    ...body,
  ];
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>' +
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>' +
    `<fonts count="3">${font(10.5, false)}${font(22, true)}${font(10.5, true)}</fonts>` +
    '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE7ECF4"/><bgColor indexed="64"/></patternFill></fill>' +
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill></fills>' +
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
    `<border>${['left', 'right', 'top', 'bottom'].map(line).join('')}<diagonal/></border></borders>` +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${formats.length}">${formats.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}
