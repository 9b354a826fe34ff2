/**
 * How a column is stored. `text` keeps every character (identity numbers, filing numbers, phones);
 * `date` takes a legal day `YYYY-MM-DD`; `instant` takes a UTC ISO instant and shows it in Asia/Shanghai;
 * `integer` takes whole numbers of up to 15 digits. A value that does not fit its kind is kept as text.
 */
export type ColumnKind = 'text' | 'date' | 'instant' | 'integer';

/** One table column. */
export interface SheetColumn {
  readonly title: string;
  /** Width in characters of the body font, as spreadsheet programs count it. */
  readonly width: number;
  readonly kind: ColumnKind;
  /** Breaks long text inside the cell instead of cutting it off at the next column. */
  readonly wrap?: boolean;
}

/** A plain cell value; null is an empty cell. */
export type CellValue = string | number | null;

/** A cell filled as bad (红底): the value itself stays as it was. */
export interface MarkedCell {
  readonly marked: CellValue;
}

/** The cells of one row in column order; missing ones at the end are empty. */
export type SheetRow = readonly (CellValue | MarkedCell)[];

/** Print set-up: A4, fit to one page in width, header row repeated, page x of y in the footer. */
export interface PageSetup {
  readonly orientation: 'landscape' | 'portrait';
  /** Printed at the top of every page, e.g. the watermark with name, time and export number. */
  readonly header?: string;
  /** Printed at the bottom left of every page. */
  readonly footer?: string;
}

/** One table. Rows are pulled one by one and never kept. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: AsyncIterable<SheetRow> | Iterable<SheetRow>;
  /** Title row over the whole width (标题, 2号 centred). */
  readonly title?: string;
  /** Second line, e.g. 填报单位(盖章): on the left and 填报日期: on the right. */
  readonly subtitle?: { readonly left: string; readonly right: string };
  /** Lines below the table: 单位负责人 审核人 填报人 联系电话, then 填表说明. */
  readonly foot?: readonly string[];
  readonly page?: PageSetup;
  /** Filter buttons on the header row; on unless false. */
  readonly filter?: boolean;
}

/**
 * One workbook. The sheets are written in order and each one's rows are pulled only then, so a later sheet
 * (汇总, 校验) may tell what was counted while an earlier one was running.
 */
export interface Workbook {
  readonly title: string;
  readonly creator: string;
  /** UTC ISO instant that the document properties and the archive's entries carry. */
  readonly created: string;
  readonly sheets: readonly Sheet[];
}
