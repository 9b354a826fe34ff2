import { checkSharedAddress } from '../../rules/checks/domains.ts';
import { checkFrontBack, checkHosting } from '../../rules/checks/sites.ts';
import { needsReason, refuse, warn, type Finding } from '../../rules/finding.ts';
import { checkIp } from '../../validate/ipAddress.ts';
import { checkFields, type CheckedFields } from '../fields.ts';
import { unknownRef } from '../guards.ts';
import { ipFields, type IpFields } from './fields.ts';
import type { IpFacts } from './state.ts';

/** Keys that follow from the address itself. */
export type Span = {
  readonly version?: 4 | 6;
  readonly first?: string;
  readonly last?: string;
};

/** Version and span of a canonical address; empty when there is none. */
export function spanOf(address: string | null | undefined): Span {
  const block = address ? checkIp(address, '').value : null;
  return block ? { version: block.version, first: block.first, last: block.last } : {};
}

/**
 * Everything wrong with a record as it would stand after an act.
 * @param complete also demand what a submitted record must hold.
 */
export function checkRecord(record: IpFields, facts: IpFacts, complete: boolean): CheckedFields<IpFields> {
  const { data, findings } = checkFields(ipFields, record, complete);
  return {
    data,
    findings: [
      ...findings,
      ...networkFindings(data, facts),
      ...overlapFindings(data, facts),
      ...refFindings(data, facts),
      ...placeFindings(data),
      ...dateFindings(data),
    ],
  };
}

function networkFindings(record: IpFields, facts: IpFacts): readonly Finding[] {
  const { address, netKind } = record;
  if (!address || !netKind || checkIp(address, '').value === null) return [];
  const net = netKind === 'internet' ? 'internet' : 'any';
  return checkIp(address, 'address', { net, sampleMode: facts.sampleMode }).findings;
}

/** Two records share an address only where both say so (domain.md 2.6). */
function overlapFindings(record: IpFields, facts: IpFacts): readonly Finding[] {
  return facts.overlapping.map((other) =>
    record.sharedHost === true && other.sharedHost
      ? warn('ip/shared-host', 'R020', 'address', {
          zh: `与「${other.address}」共用主机`,
          en: `The host is shared with ${other.address}`,
        })
      : refuse('ip/overlap', 'R019', 'address', {
          zh: `与已登记的「${other.address}」重叠;请核对,或在两条记录上都标明共用主机`,
          en: `It overlaps ${other.address}, which is on record; check it, or mark both as a shared host`,
        }),
  );
}

function refFindings(record: IpFields, facts: IpFacts): readonly Finding[] {
  const unknown = new Set(facts.unknownRefs);
  const gone = (ids: readonly string[] | null | undefined) => (ids ?? []).some((id) => unknown.has(id));
  return [
    ...(record.unit && facts.unit?.state !== 'active'
      ? [unknownRef('unit', { zh: '责任单位', en: 'Unit' })]
      : []),
    ...(gone(record.units) ? [unknownRef('units', { zh: '使用单位', en: 'Units' })] : []),
    ...(gone(record.sites) ? [unknownRef('sites', { zh: '关联网站', en: 'Sites' })] : []),
    ...(gone(record.domains) ? [unknownRef('domains', { zh: '关联域名', en: 'Domains' })] : []),
  ];
}

/** Hosts stand in China (R126); the back end is not on the Internet (R130). */
function placeFindings(record: IpFields): readonly Finding[] {
  const abroad = record.hostingCountry
    ? checkHosting({ country: record.hostingCountry, providerForeign: record.providerForeign === true })
    : [];
  const inside =
    record.netKind === 'internet' && (record.purpose === 'back' || record.purpose === 'database');
  const exposed = checkFrontBack({ frontHost: '', backHost: '', backPublic: inside });
  return [...abroad, ...exposed.map((found) => ({ ...found, place: 'purpose' }))];
}

function dateFindings(record: IpFields): readonly Finding[] {
  const { effectiveDate, endDate } = record;
  if (!effectiveDate || !endDate || endDate >= effectiveDate) return [];
  return [
    refuse('ip/end-before-start', null, 'endDate', {
      zh: `停用日期 ${endDate} 早于启用日期 ${effectiveDate}`,
      en: `The end ${endDate} comes before the start ${effectiveDate}`,
    }),
  ];
}

/** The list of sites that fall was read: what was acknowledged is exactly what is true now (R020). */
export function checkAcknowledged(acknowledged: readonly string[], facts: IpFacts): readonly Finding[] {
  const read = new Set(acknowledged);
  const affected = new Map(facts.impact.map((line) => [line.id, line.name]));
  const unread = [...affected].filter(([id]) => !read.has(id)).map(([, name]) => name);
  const gone = acknowledged.filter((id) => !affected.has(id));
  if (unread.length === 0 && gone.length === 0) return [];
  return [
    refuse('ip/impact-not-acknowledged', 'R020', 'acknowledged', {
      zh:
        unread.length > 0
          ? `受影响的网站尚未全部确认:${unread.join('、')};请重新查看影响清单`
          : '影响清单已变化;请重新查看后确认',
      en:
        unread.length > 0
          ? `These sites would fall and are not acknowledged: ${unread.join(', ')}; read the list again`
          : 'The list of sites has changed; read it again',
    }),
  ];
}

/** Sites of other units that would fall with the address (R020). */
export function sharedFindings(record: IpFields, facts: IpFacts): readonly Finding[] {
  return checkSharedAddress({
    address: record.address ?? '',
    unit: record.unit ?? '',
    users: [...new Map(facts.impact.map((line) => [line.id, line])).values()].map((line) => ({
      unit: line.unitId === record.unit ? (record.unit ?? '') : line.unit,
      site: line.name,
    })),
  });
}

/** No domain in service may point to an address that goes out of use (domain.md 3.4). */
export function checkUnused(facts: IpFacts): readonly Finding[] {
  if (facts.pointing.length === 0) return [];
  const titles = facts.pointing.map((domain) => domain.title);
  return [
    refuse('ip/still-pointed-to', 'R020', '', {
      zh: `仍有域名解析到该地址:${titles.join('、')};请先变更解析`,
      en: `Domains still point here: ${titles.join(', ')}; change their records first`,
    }),
  ];
}

/** A day on which something was done cannot lie ahead. */
export function notFuture(day: string | null | undefined, place: string, today: string): readonly Finding[] {
  if (!day || day <= today) return [];
  return [
    refuse('day/in-the-future', null, place, {
      zh: `日期 ${day} 晚于今天;请核对`,
      en: `The day ${day} lies in the future; check it`,
    }),
  ];
}

/** A plan for a day that is over needs its reason. */
export function plannedFindings(planned: string, today: string): readonly Finding[] {
  if (planned >= today) return [];
  return [
    needsReason('ip/change-in-the-past', 'R019', 'plannedDay', {
      zh: `计划变更日期 ${planned} 早于今天;如变更已经发生,请写明原因`,
      en: `The planned day ${planned} is past; if the change has already been made, give the reason`,
    }),
  ];
}
