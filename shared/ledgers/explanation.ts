import { addDays } from '../calendar/legalDay.ts';
import type { Language, Text } from '../text.ts';
import { say } from '../text.ts';
import { column, type LedgerCell, type LedgerColumn } from './ledger.ts';

/** What a ledger's second sheet tells (导出说明, domain.md 6), so that an inspector can check it without the program. */
export interface Explanation {
  readonly title: Text;
  /** Number of the export, under which it stands in the log. */
  readonly number: string;
  /** Legal days the rows are of; null where the ledger shows the present state. */
  readonly from: string | null;
  readonly to: string | null;
  /** Instant up to which the register was read. */
  readonly asOf: string;
  /** Filters in words; empty for everything. */
  readonly filters: readonly Text[];
  readonly count: number;
  /** First and last line of the log in it; null where it is made of records. */
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  /** Line of the log up to which the export reaches, and the chain's digest there. */
  readonly upToSeq: number;
  readonly chainHash: string;
  /** Result of recomputing the chain; null when nobody may or did ask for it. */
  readonly chainOk: boolean | null;
  readonly exportedBy: string;
  readonly unit: string;
  readonly exportedAt: string;
  /** Null where the export needs no approval. */
  readonly approvedBy: string | null;
  readonly purpose: string;
  readonly letter: string | null;
  readonly fileName: string;
  readonly format: 'xlsx' | 'csv';
  /** Instant in the official clock of China, as it is to be printed. */
  readonly clock: (instant: string) => string;
}

/** Columns of the second sheet. */
export const explanationColumns: readonly LedgerColumn[] = [
  column.text('项目', 'Item', 22),
  column.long('内容', 'Content', 80),
];

/** Name of the second sheet. */
export const explanationTitle: Text = { zh: '导出说明', en: 'About this export' };

/** Rows of the second sheet; the file's own digest is in the log, since a file cannot hold its own. */
export function explanationRows(facts: Explanation, language: Language): readonly (readonly LedgerCell[])[] {
  const rows: readonly (readonly [Text, string])[] = [
    [{ zh: '台账名称', en: 'Ledger' }, say(facts.title, language)],
    [{ zh: '导出编号', en: 'Export number' }, facts.number],
    [{ zh: '时间范围', en: 'Time range' }, say(rangeOf(facts), language)],
    [{ zh: '筛选条件', en: 'Filters' }, say(filtersOf(facts.filters), language)],
    [{ zh: '条数', en: 'Rows' }, String(facts.count)],
    [{ zh: '首末序号', en: 'First and last line' }, say(linesOf(facts), language)],
    [{ zh: '链校验结果', en: 'Chain' }, say(chainOf(facts), language)],
    [{ zh: '导出人', en: 'Exported by' }, `${facts.exportedBy}(${facts.unit})`],
    [{ zh: '导出时间', en: 'Exported at' }, facts.clock(facts.exportedAt)],
    [
      { zh: '批准人', en: 'Approved by' },
      facts.approvedBy ?? say({ zh: '无需批准', en: 'No approval needed' }, language),
    ],
    [{ zh: '用途', en: 'Purpose' }, facts.purpose],
    [{ zh: '来函文号', en: 'Letter' }, facts.letter ?? say({ zh: '无', en: 'None' }, language)],
    [{ zh: '文件', en: 'File' }, `${facts.fileName}(${facts.format})`],
    [
      { zh: '文件摘要', en: 'Digest of the file' },
      say(
        {
          zh: `文件的摘要在导出完成时记入审计日志,可凭导出编号 ${facts.number} 核对`,
          en: `The digest of the file is written to the log when it is complete; find it under ${facts.number}`,
        },
        language,
      ),
    ],
  ];
  return rows.map(([label, value]) => [say(label, language), value]);
}

function rangeOf(facts: Explanation): Text {
  const asOf = facts.clock(facts.asOf);
  if (facts.from === null && facts.to === null) {
    return { zh: `截至 ${asOf} 的现状`, en: `As it stood at ${asOf}` };
  }
  const from = facts.from ?? '…';
  // The day after is named too, so that nobody has to ask whether the last day is in.
  const end = facts.to === null ? asOf : `${facts.to}(含,至 ${addDays(facts.to, 1)} 零时)`;
  return { zh: `${from} 至 ${end}`, en: `${from} to ${facts.to ?? asOf} (inclusive)` };
}

function filtersOf(filters: readonly Text[]): Text {
  if (filters.length === 0) return { zh: '无(全部)', en: 'None (everything)' };
  return {
    zh: filters.map((one) => one.zh).join(';'),
    en: filters.map((one) => one.en).join('; '),
  };
}

function linesOf(facts: Explanation): Text {
  if (facts.firstSeq === null || facts.lastSeq === null) {
    return {
      zh: `按日志第 ${facts.upToSeq} 行时的状态`,
      en: `By the state at line ${facts.upToSeq} of the log`,
    };
  }
  return {
    zh: `第 ${facts.firstSeq} 行至第 ${facts.lastSeq} 行`,
    en: `Line ${facts.firstSeq} to line ${facts.lastSeq}`,
  };
}

function chainOf(facts: Explanation): Text {
  const at = `SM3 ${facts.chainHash}`;
  if (facts.chainOk === null) {
    return {
      zh: `未重算;第 ${facts.upToSeq} 行的链摘要为 ${at}`,
      en: `Not recomputed; the chain at line ${facts.upToSeq} is ${at}`,
    };
  }
  return facts.chainOk
    ? {
        zh: `通过;重算至第 ${facts.upToSeq} 行,链摘要为 ${at}`,
        en: `Passed; recomputed up to line ${facts.upToSeq}, the chain is ${at}`,
      }
    : {
        zh: `未通过;日志链在第 ${facts.upToSeq} 行之前不连续,请立即报告安全审计员`,
        en: `Failed; the chain is broken before line ${facts.upToSeq}, tell the auditor at once`,
      };
}
