import { takenOverStates } from '../domain/domainRecord/terms.ts';
import { softened } from '../domain/takenOver.ts';
import type { Json } from '../log/patch.ts';
import { refuse } from '../rules/finding.ts';
import { divisionOfSiteCode, checkSiteCode } from '../validate/siteCode.ts';
import { checkDomain } from '../validate/domainName.ts';
import { checkIcp } from '../validate/icp.ts';
import { checkIp } from '../validate/ipAddress.ts';
import { checkPoliceNumber } from '../validate/policeNumber.ts';
import type { ImportContext } from './context.ts';
import { withValue, type ImportFinding } from './finding.ts';
import { cellOf, openPoints, rawOf, readPlain, stateOf, unitOf, type Draft } from './parts.ts';
import type { Cells, ReadParts } from './row.ts';
import { listOf } from './values.ts';

/** One row of a domain ledger (域名备案台账) as the input of `domainRecord.takeOver`. */
export function readDomainRow(cells: Cells, context: ImportContext): ReadParts {
  const draft = readPlain('domains', cells);
  const domain = draft.record['domain'];
  draft.findings.push(...nameFindings(cells), ...areaFindings(draft, cells));
  const host = unitOf(cells, context);
  draft.findings.push(...host.findings);
  if (host.unit !== null) draft.record['unit'] = host.unit;
  const hostName = cellOf(cells, 'unit');
  if (host.unit === null && hostName !== '') draft.record['hostName'] = hostName.slice(0, 200);
  const site = siteOf(draft, context);
  if (site !== undefined) draft.record['site'] = site;
  if (draft.record['kind'] === undefined && typeof domain === 'string' && /(?:^|\.)xn--/.test(domain)) {
    draft.record['kind'] = 'chinese';
  }
  readAddresses(draft, cells, context);
  const expired = expiryOf(draft) !== null && String(expiryOf(draft)) < context.today;
  const { state, findings } = stateOf('domains', cells, takenOverStates, expired ? 'expired' : 'inUse');
  draft.findings.push(...findings);
  return {
    key: keyOf(draft, hostName),
    record: {
      ...draft.record,
      state,
      raw: rawOf('domains', cells),
      openPoints: openPoints(draft.findings),
    },
    findings: draft.findings,
  };
}

/** A row without a domain is no domain record; its numbers are canonical all the same and are shown. */
function nameFindings(cells: Cells): readonly ImportFinding[] {
  const raw = cellOf(cells, 'domain');
  if (raw === '') {
    const missing = refuse('import/domain-missing', 'R019', 'domain', {
      zh: '没有域名,不能成为域名备案记录;请补填域名(其余号码已规范并列出)',
      en: 'There is no domain, so no domain record can be made; enter it (the other numbers are canonical and shown)',
    });
    return [{ ...missing, value: '' }];
  }
  // The form was checked with the field; here stand the rules, which an older domain may break.
  const ruled = checkDomain(raw, 'domain', { transition: true }).findings.filter(
    (found) => found.rule !== null && found.severity !== 'refuse',
  );
  return withValue(softened(ruled), raw);
}

/** Numbers of another province than the row's area; the area is the column's, else that of the site code. */
function areaFindings(draft: Draft, cells: Cells): readonly ImportFinding[] {
  const code = checkSiteCode(cellOf(cells, 'siteCode'), 'siteCode').value;
  const division = cellOf(cells, 'division') || (code === null ? '' : (divisionOfSiteCode(code) ?? ''));
  if (!/^\d{6}$/.test(division)) return [];
  const { icpNumber, policeNumber } = draft.record;
  return [
    ...(typeof icpNumber === 'string'
      ? withValue(checkIcp(icpNumber, 'icpNumber', { division }).findings, cellOf(cells, 'icpNumber'))
      : []),
    ...(typeof policeNumber === 'string'
      ? withValue(
          checkPoliceNumber(policeNumber, 'policeNumber', { division }).findings,
          cellOf(cells, 'policeNumber'),
        )
      : []),
  ].filter((found) => found.code.endsWith('/province-mismatch'));
}

function siteOf(draft: Draft, context: ImportContext): string | undefined {
  const { siteCode, siteName } = draft.record;
  const byCode = typeof siteCode === 'string' ? context.siteByCode.get(siteCode) : undefined;
  return byCode ?? (typeof siteName === 'string' ? context.siteByName.get(siteName) : undefined);
}

/** 解析IP: addresses, or the name of a CNAME, each tied to its address record where there is one. */
function readAddresses(draft: Draft, cells: Cells, context: ImportContext): void {
  const rows: Json[] = [];
  for (const raw of listOf(cellOf(cells, 'records')).flatMap((part) => part.split(/\s+/))) {
    const parsed = checkIp(raw, 'records');
    if (parsed.value === null && /[a-z]/i.test(raw) && !raw.includes(':')) {
      rows.push({ type: 'CNAME', value: raw.toLowerCase().replace(/\.$/, '') });
      continue;
    }
    draft.findings.push(...withValue(parsed.findings, raw));
    if (parsed.value === null) continue;
    const address = context.addressByText.get(parsed.value.text);
    rows.push({
      type: parsed.value.version === 4 ? 'A' : 'AAAA',
      value: parsed.value.text,
      ...(address !== undefined && { address }),
    });
  }
  if (rows.length > 0) draft.record['records'] = rows;
}

function expiryOf(draft: Draft): string | null {
  const { expiryDate } = draft.record;
  return typeof expiryDate === 'string' ? expiryDate : null;
}

function keyOf(draft: Draft, hostName: string): string | null {
  const { domain, siteCode } = draft.record;
  if (typeof domain === 'string') return domain;
  return typeof siteCode === 'string' ? `${siteCode}/${hostName}` : null;
}
