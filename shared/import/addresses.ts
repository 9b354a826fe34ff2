import { checkDomainForm } from '../domain/domainRecord/fields.ts';
import { takenOverStates } from '../domain/ipRecord/terms.ts';
import { softened } from '../domain/takenOver.ts';
import { refuse } from '../rules/finding.ts';
import { checkIp } from '../validate/ipAddress.ts';
import type { ImportContext } from './context.ts';
import { withValue, type ImportFinding } from './finding.ts';
import { cellOf, namedIn, openPoints, rawOf, readPlain, stateOf, unitOf, type Draft } from './parts.ts';
import type { Cells, ReadParts } from './row.ts';

/** One row of an address ledger (IP地址备案台账) as the input of `ipRecord.takeOver`. */
export function readAddressRow(cells: Cells, context: ImportContext): ReadParts {
  const draft = readPlain('addresses', cells);
  const { address, endDate } = draft.record;
  draft.findings.push(...addressFindings(draft, cells, context));
  const host = unitOf(cells, context);
  draft.findings.push(...host.findings);
  if (host.unit !== null) draft.record['unit'] = host.unit;
  const hostName = cellOf(cells, 'unit');
  if (host.unit === null && hostName !== '') draft.record['hostName'] = hostName.slice(0, 200);
  const sites = namedIn(cellOf(cells, 'sites'), 'sites', (name) => context.siteByName.get(name));
  const domains = namedIn(cellOf(cells, 'domains'), 'domains', (name) => {
    const domain = checkDomainForm(name, 'domains').value;
    return domain === null ? undefined : context.domainByName.get(domain);
  });
  draft.findings.push(...sites.findings, ...domains.findings);
  if (sites.ids.length > 0) draft.record['sites'] = sites.ids;
  if (domains.ids.length > 0) draft.record['domains'] = domains.ids;
  const over = typeof endDate === 'string' && endDate < context.today;
  const { state, findings } = stateOf('addresses', cells, takenOverStates, over ? 'stopped' : 'inUse');
  draft.findings.push(...findings);
  return {
    key: typeof address === 'string' ? address : null,
    record: {
      ...draft.record,
      state,
      raw: rawOf('addresses', cells),
      openPoints: openPoints(draft.findings),
    },
    findings: draft.findings,
  };
}

/** A row without an address is no address record; where the address may be used is shown and settled later. */
function addressFindings(draft: Draft, cells: Cells, context: ImportContext): readonly ImportFinding[] {
  const raw = cellOf(cells, 'address');
  if (raw === '') {
    const missing = refuse('import/address-missing', 'R019', 'address', {
      zh: '没有IP地址,不能成为IP地址备案记录;请补填',
      en: 'There is no address, so no address record can be made; enter it',
    });
    return [{ ...missing, value: '' }];
  }
  if (draft.record['address'] === undefined || draft.record['netKind'] === undefined) return [];
  const net = draft.record['netKind'] === 'internet' ? 'internet' : 'any';
  const known = new Set(draft.findings.map((found) => found.code));
  const used = checkIp(raw, 'address', { net, sampleMode: context.sampleMode }).findings;
  return withValue(softened(used.filter((found) => !known.has(found.code))), raw);
}
