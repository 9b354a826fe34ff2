import type { Sheet, Workbook } from './model.ts';
import { columnLetters, xmlText } from './text.ts';
import type { SheetExtent } from './worksheet.ts';

/** A sheet as it was written: its final name and extent. */
export interface WrittenSheet {
  readonly name: string;
  readonly sheet: Sheet;
  readonly extent: SheetExtent;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const CORE = 'http://schemas.openxmlformats.org/package/2006';

/** Path of the sheet written as number `index`, counted from 0. */
export function sheetPath(index: number): string {
  return `xl/worksheets/sheet${index + 1}.xml`;
}

/** `[Content_Types].xml` (ECMA-376 part 2, 10.1.2). */
export function contentTypesXml(sheets: readonly WrittenSheet[]): string {
  const part = (path: string, type: string) => `<Override PartName="/${path}" ContentType="${type}"/>`;
  return (
    `${HEAD}<Types xmlns="${CORE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    part('xl/workbook.xml', `${MAIN_TYPE}.sheet.main+xml`) +
    sheets.map((_, index) => part(sheetPath(index), `${MAIN_TYPE}.worksheet+xml`)).join('') +
    part('xl/styles.xml', `${MAIN_TYPE}.styles+xml`) +
    part('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
    '</Types>'
  );
}

/** `_rels/.rels`: where the workbook and its properties are. */
export function rootRelsXml(): string {
  return (
    `${HEAD}<Relationships xmlns="${RELATIONS}">` +
    `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/>` +
    `<Relationship Id="rId2" Type="${RELATIONS}/metadata/core-properties" Target="docProps/core.xml"/>` +
    '</Relationships>'
  );
}

/** `xl/_rels/workbook.xml.rels`: where the sheets and the styles are. */
export function workbookRelsXml(sheets: readonly WrittenSheet[]): string {
  const links = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
  return `${HEAD}<Relationships xmlns="${RELATIONS}">${links.join('')}${styles}</Relationships>`;
}

/** `xl/workbook.xml`: sheets in order, repeated heading rows, print areas and filter ranges. */
export function workbookXml(sheets: readonly WrittenSheet[]): string {
  const list = sheets.map(
    ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const names = sheets.flatMap(definedNames);
  return (
    `${HEAD}<workbook xmlns="${SPREADSHEET}" xmlns:r="${OFFICE}"><workbookPr date1904="0"/>` +
    `<bookViews><workbookView activeTab="0"/></bookViews><sheets>${list.join('')}</sheets>` +
    `<definedNames>${names.join('')}</definedNames></workbook>`
  );
}

function definedNames({ name, sheet, extent }: WrittenSheet, index: number): string[] {
  const quoted = `'${name.replaceAll("'", "''")}'`;
  const last = columnLetters(sheet.columns.length - 1);
  const entry = (builtIn: string, range: string, hidden: boolean) =>
    `<definedName name="_xlnm.${builtIn}" localSheetId="${index}"${hidden ? ' hidden="1"' : ''}>` +
    `${xmlText(`${quoted}!${range}`)}</definedName>`;
  const filter =
    sheet.filter === false
      ? []
      : [entry('_FilterDatabase', `$A$${extent.headRow}:$${last}$${extent.lastRow}`, true)];
  return [...filter, entry('Print_Titles', `$${extent.headRow}:$${extent.headRow}`, false)];
}

/** `docProps/core.xml`: title, maker and time (Dublin Core). */
export function corePropertiesXml({ title, creator, created }: Workbook): string {
  const instant = (tag: string) =>
    `<dcterms:${tag} xsi:type="dcterms:W3CDTF">${xmlText(`${created.slice(0, 19)}Z`)}</dcterms:${tag}>`;
  return (
    `${HEAD}<cp:coreProperties xmlns:cp="${CORE}/metadata/core-properties" ` +
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(creator)}</dc:creator>` +
    `${instant('created')}${instant('modified')}</cp:coreProperties>`
  );
}
