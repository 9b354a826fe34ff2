import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Checked } from '../rules/finding.ts';
import { mapChecked } from './checked.ts';
import { checkDomain } from './domainName.ts';
import { checkIcp } from './icp.ts';
import { checkPoliceNumber } from './policeNumber.ts';
import { checkSiteCode } from './siteCode.ts';

const rowSchema = z.object({
  site_code_raw: z.string(),
  icp_raw: z.string(),
  police_raw: z.string(),
  domain: z.string(),
  division_code_guess: z.string(),
});

const file = readFileSync(new URL('testdata/filings-a.csv', import.meta.url));
const rows = z.array(rowSchema).parse(parse(file, { columns: true, bom: true }));

/**
 * Verdict of a careful official for every row, in the file's order: site code, ICP, police number, domain.
 * `=` stands for "as printed", `-` for "nothing printed", `!code` for a refusal; warnings follow a canonical form.
 */
const verdicts: readonly (readonly [site: string, icp: string, police: string, domain: string])[] = [
  ['=', '=', '=', '='],
  ['=', '=', '苏公网安备32130202080018号', '='],
  ['=', '=', '苏公网安备32021102000707号 police/word-completed', '-'],
  ['=', '陕ICP备20005710号 icp/suffix-added', '陕公网安备61080202000240号', '-'],
  ['=', '=', '=', '='],
  ['=', '-', '粤公网安备44030402001169号 police/separator-removed', '-'],
  ['=', '=', '=', '='],
  ['=', '=', '粤公网安备44030302001160号', '='],
  ['=', '粤ICP备09172506号 icp/suffix-added', '-', '-'],
  ['=', '京ICP备05060933号 icp/suffix-added', '!police/digit-count', '-'],
  ['=', '-', '-', '='],
  ['=', '=', '赣公网安备36010802000136号 police/separator-removed', '-'],
  ['=', '=', '赣公网安备36090202000071号 police/word-completed', '='],
  ['=', '=', '-', '='],
  ['=', '=', '-', '='],
  ['=', '=', '浙公网安备33010202002719号 police/word-repaired', '-'],
  ['=', '=', '浙公网安备33010602010709号', '-'],
  ['!site-code/length', '=', '浙公网安备33010602004556号 police/separator-removed police/suffix-added', '-'],
  ['=', '蜀ICP备05028878号 icp/separator-removed', '川公网安备51099102000041号', '='],
  ['=', '=', '川公网安备51090402000008号', '='],
  ['=', '=', '=', '='],
  ['=', '=', '川公网安备51092202000001号', '-'],
  ['=', '=', '川公网安备51092102510943号', '='],
  ['=', '蜀ICP备10202229号-1 icp/separator-removed', '川公网安备51090302000229号 police/word-completed', '='],
  ['=', '=', '川公网安备51099102000042号 police/word-completed', '='],
  ['=', '=', '-', '-'],
  ['=', '=', '川公网安备51090302000225号 police/province-word police/suffix-added', '-'],
  ['=', '=', '川公网安备51090302000219号', '-'],
  ['=', '=', '川公网安备51099102000057号 police/province-word police/suffix-added', '='],
  ['=', '=', '川公网安备51099002000178号 police/province-word police/suffix-added', '-'],
  ['=', '=', '川公网安备51090302000224号', '='],
  ['=', '蜀ICP备19039035号 icp/separator-removed', '川公网安备51099002000104号 police/word-completed', '-'],
  ['=', '=', '鄂公网安备42010602000665号', '='],
  ['=', '=', '=', '-'],
  ['=', '=', '-', '-'],
  ['=', '-', '湘公网安备43010302000524号 police/word-completed', '-'],
  ['=', '=', '!police/old-form', '='],
  ['=', '=', '-', '-'],
  ['=', '=', '-', '-'],
  ['=', '=', '冀公网安备13010402001756号', '-'],
  ['=', '京ICP备04000001号', '-', '='],
  ['=', '=', '京公网安备11040102700068号', '='],
  ['=', '=', '京公网安备11040102700072号', '-'],
  ['=', '=', '=', '-'],
  ['=', '=', '京公网安备11010102002019号', '='],
  ['=', '=', '-', '-'],
  ['=', '=', '=', '='],
  ['=', '!icp/illegal-character !icp/digit-count', '=', '-'],
  ['=', '=', '-', '='],
  ['-', '京ICP备05035542号', '京公网安备11040102700080号', '-'],
  ['=', '-', '-', '='],
  ['=', '=', '冀公网安备13042002000523号', '='],
  ['=', '=', '冀公网安备13030202002230号 police/separator-removed police/suffix-added', '='],
  ['=', '-', '-', '!domain/suffix'],
  ['=', '=', '晋公网安备14010702070019号', '='],
  ['=', '=', '蒙公网安备15062102000168号', '-'],
  ['=', '=', '蒙公网安备15010502001204号 police/separator-removed police/suffix-added', '-'],
  ['=', '=', '津公网安备12010302000991号 police/separator-removed', '='],
  ['=', '=', '津公网安备12010402001539号', '-'],
  ['=', '=', '吉公网安备22030202000017号', '='],
  [
    '!site-code/length',
    '沪ICP备12004267号 icp/separator-removed icp/suffix-added',
    '沪公网安备31010102045442号 police/word-repaired police/separator-removed',
    '-',
  ],
  ['=', '沪ICP备12004267号 icp/suffix-added', '-', '='],
  ['=', '=', '=', '='],
  ['=', '=', '贵公网安备52010302001599号 police/separator-removed', '='],
  ['=', '=', '-', '!domain/suffix'],
  ['=', '-', '=', '-'],
  ['=', '-', '-', '='],
  ['=', '-', '-', '='],
];

describe('numbers as printed in the footers of 68 real pages', () => {
  it('has a verdict for every row', () => {
    expect(verdicts).toHaveLength(rows.length);
  });

  it.each(rows.map((row, i) => ({ line: i + 2, row, verdict: verdicts[i] ?? ['', '', '', ''] })))(
    'line $line: $row.site_code_raw $row.icp_raw $row.police_raw $row.domain',
    ({ row, verdict: [site, icp, police, domain] }) => {
      const options = row.division_code_guess === '' ? {} : { division: row.division_code_guess };
      expect(outcome(row.site_code_raw, (raw) => checkSiteCode(raw, 'siteCode'))).toBe(site);
      expect(outcome(row.icp_raw, (raw) => checkIcp(raw, 'icp', options))).toBe(icp);
      expect(outcome(row.police_raw, (raw) => checkPoliceNumber(raw, 'police', options))).toBe(police);
      expect(outcome(row.domain, (raw) => mapChecked(checkDomain(raw, 'domain'), (d) => d.unicode))).toBe(
        domain,
      );
    },
  );

  it('derives the same number again from every canonical form, without a word', () => {
    const again = rows.flatMap((row) => [
      ...reread(row.site_code_raw, (raw) => checkSiteCode(raw, 'p')),
      ...reread(row.icp_raw, (raw) => checkIcp(raw, 'p')),
      ...reread(row.police_raw, (raw) => checkPoliceNumber(raw, 'p')),
    ]);
    expect(again.length).toBeGreaterThan(150);
    expect(again.filter(({ first, second }) => outcome(first, () => second) !== '=')).toEqual([]);
  });
});

/** The canonical form of a raw value and what reading that form gives. */
function reread(raw: string, check: (raw: string) => Checked<string>) {
  const first = check(raw).value;
  return first === null ? [] : [{ first, second: check(first) }];
}

function outcome(raw: string, check: (raw: string) => Checked<string>): string {
  if (raw === '') return '-';
  const { value, findings } = check(raw);
  const codes = findings.map((f) => f.code);
  if (value === null) return codes.map((code) => `!${code}`).join(' ');
  return [value === raw ? '=' : value, ...codes].join(' ');
}
