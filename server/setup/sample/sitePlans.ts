import type { SiteType } from '../../../shared/rules/terms.ts';
import type { Unit } from './unitStory.ts';
import type { UnitPlan } from './unitPlans.ts';

/** How far a site comes, or how it ended. */
type SiteEnd =
  | 'applying'
  | 'approving'
  | 'formalities'
  | 'building'
  | 'assessing'
  | 'ready'
  | 'goOnlineOpen'
  | 'online'
  | 'offline'
  | 'shut'
  | 'resumed'
  | 'closed'
  | 'cancelled';

/** A fictional site: its own of a unit, or a part of it. */
export interface SitePlan {
  readonly name: string;
  readonly siteType: SiteType;
  readonly host: Unit;
  readonly cooperating: readonly Unit[];
  /** Labels in front of the host's domain; null for the site the host's own domain leads to. */
  readonly part: string | null;
  readonly siteCode: string;
  readonly end: SiteEnd;
  readonly serial: number;
}

/** English domain of a unit's own site. */
export function domainOf(unit: UnitPlan): string {
  const label = unit.label ?? 'sample-demo';
  return label.startsWith('www.') ? `${label}.gov.cn` : `${label}.changzhou.gov.cn`;
}

/** English domain of a site; a part of a portal stands beside www. */
export function domainOfSite(plan: SitePlan): string {
  const own = domainOf(plan.host);
  return plan.part === null ? own : `${plan.part}.${own.replace(/^www\./, '')}`;
}

const parts: readonly (readonly [string, SiteType, string])[] = [
  ['政务公开', 'subsite', 'zwgk'],
  ['专题', 'columns', 'zt'],
  ['办事服务', 'channel', 'bs'],
];

/** Only the first two hosts of a small sample have staff enough for sites online. */
const smallOwnEnds: readonly SiteEnd[] = ['online', 'online', 'formalities', 'assessing', 'building'];
const staffedHosts = 2;

/** Ends of the extra sites in turn, so that every state is there even in a small sample. */
const smallEnds: readonly SiteEnd[] = ['online', 'offline', 'goOnlineOpen', 'applying', 'cancelled'];
const cityEnds: Readonly<Record<number, SiteEnd>> = {
  0: 'offline',
  1: 'formalities',
  2: 'shut',
  3: 'goOnlineOpen',
  4: 'resumed',
  5: 'closed',
  6: 'cancelled',
  7: 'building',
  8: 'assessing',
  9: 'applying',
  10: 'approving',
  11: 'ready',
  12: 'offline',
  13: 'closed',
};

/** Every unit with a domain has its site; further parts go round until the wanted number is reached. */
export function sitePlans(units: readonly Unit[], scale: 'small' | 'city'): readonly SitePlan[] {
  const hosts = units.filter((unit) => unit.label !== null);
  const own = hosts.map(
    (host, index): SitePlan => ({
      name:
        host.unitType === 'government' ? `${host.name.replace(/办公室$/, '')}门户网站` : `${host.name}网站`,
      siteType: host.unitType === 'government' ? 'portal' : 'department',
      host,
      cooperating: [],
      part: null,
      siteCode: `${host.division}${host.siteSerial}`,
      end: (scale === 'small' ? smallOwnEnds[index] : undefined) ?? 'online',
      serial: index,
    }),
  );
  const wanted = scale === 'small' ? 10 : 90;
  const extra = Array.from({ length: Math.max(0, wanted - own.length) }, (_, index): SitePlan | null => {
    const among = scale === 'small' ? hosts.slice(0, staffedHosts) : hosts;
    const host = among[index % among.length];
    const [word, siteType, part] = parts[Math.floor(index / among.length) % parts.length] ?? parts[0] ?? [];
    if (!host || !word || !siteType || !part) return null;
    const below = units.filter((unit) => unit.superior === host.key && unit.label === null);
    return {
      name: `${host.shortName}${word}${siteType === 'subsite' ? '子站' : siteType === 'channel' ? '频道' : '栏目'}`,
      siteType,
      host,
      cooperating: index < among.length ? below : [],
      part,
      siteCode: `${host.division}${9300 + index}`,
      end: (scale === 'small' ? smallEnds[index] : cityEnds[index]) ?? 'online',
      serial: own.length + index,
    };
  });
  return [...own, ...extra.flatMap((plan) => plan ?? [])];
}
