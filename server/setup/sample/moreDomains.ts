import { addDays, addYears } from '../../../shared/calendar/legalDay.ts';
import type { SiteState } from '../../../shared/domain/site/state.ts';
import {
  fileAddress,
  releaseAddress,
  takeOverAddress,
  type Address,
  type AddressPlan,
} from './addressStory.ts';
import { fileDomain, observeExpiry, takeOverDomain, type DomainEnd, type DomainPlan } from './domainStory.ts';
import type { Scene } from './filingStory.ts';
import { backFrom } from './openMatters.ts';
import { domainOf } from './sitePlans.ts';
import type { Site } from './siteStory.ts';
import type { Story } from './timeline.ts';
import type { World } from './world.ts';

/** A second domain of a site: its Chinese name, an alias, an original domain. */
function secondDomain(
  w: World,
  site: Site,
  kind: 'chinese' | 'alias' | 'legacy',
  serial: number,
  address: Address | null,
): DomainPlan {
  const label = site.host.key.replace(/^d-/, '');
  const names = {
    chinese: `${site.part === null ? site.host.name : site.name}.政务`,
    alias: `${label}${serial}-demo.changzhou.gov.cn`,
    legacy: `www.${label}${serial}-old.example`,
  };
  return {
    domain: names[kind],
    kind,
    unit: site.host,
    site: site.id,
    siteName: site.name,
    isPrimary: false,
    parent: kind === 'alias' ? 'changzhou.gov.cn' : null,
    address,
    serial: 200 + serial,
    contact: w.nextPerson().name,
  };
}

/** Days until the expiry of the domains that are near it; negative ones are over. */
const nearEnds = [5, 24, 55, 82, -3, 2, 14, 40] as const;

/** Chinese domains, aliases and original domains taken over from the older ledger. */
export function tellSecondDomains(w: World, sites: readonly Site[], count: number): void {
  for (let i = 0; i < count; i += 1) {
    const site = sites[i % Math.max(1, sites.length)];
    if (!site) continue;
    const kind = (['chinese', 'legacy', 'alias'] as const)[Math.floor(i / sites.length)] ?? 'alias';
    w.tell(backFrom(w, 90 + (i % 60)), secondStory(w, site, kind, i));
  }
}

async function* secondStory(w: World, site: Site, kind: 'chinese' | 'alias' | 'legacy', i: number): Story {
  const plan = secondDomain(w, site, kind, i, site.sharedAddress());
  if (kind === 'legacy') {
    const transitional = {
      oldDomainPlan: 'keep' as const,
      transitionEnd: addDays(w.lastDay, (i % 9) * 12 - 4),
      remarks: '历史链接较多,过渡期内保留跳转',
    };
    yield* takeOverDomain(w, plan, {
      state: i % 4 === 3 ? 'deregistered' : 'transitional',
      fields: i % 4 === 3 ? { deregistrationProof: [...w.scans.proof] } : transitional,
    });
    return;
  }
  const left = nearEnds[i % 40];
  const expiryDate = addDays(w.lastDay, left ?? 400 + i);
  const id = yield* takeOverDomain(w, plan, {
    state: 'inUse',
    fields: { regDate: addYears(expiryDate, -5), expiryDate },
    turnedDown: i % 29 === 28,
  });
  if (i % 29 === 28) return;
  yield* observeExpiry(w, id, expiryDate);
}

const stops: readonly { readonly end: DomainEnd; readonly back: number }[] = [
  { end: 'planned', back: 4 },
  { end: 'approval', back: 3 },
  { end: 'approvalOpen', back: 4 },
  { end: 'approved', back: 6 },
  { end: 'registered', back: 9 },
  { end: 'approvalRefused', back: 12 },
];

/** New domains that are still on their way. */
export function tellUnfinishedDomains(w: World, sites: readonly Site[], count: number): void {
  for (let i = 0; i < count; i += 1) {
    const site = sites[(i * 5) % Math.max(1, sites.length)];
    const stop = stops[i % stops.length];
    if (!site || !stop) continue;
    w.tell(backFrom(w, stop.back + Math.floor(i / stops.length)), onTheWay(w, site, i, stop.end));
  }
}

async function* onTheWay(w: World, site: Site, i: number, end: DomainEnd): Story {
  const parent = domainOf(site.host);
  const plan: DomainPlan = {
    ...secondDomain(w, site, 'alias', 700 + i, site.sharedAddress()),
    kind: 'alias',
    domain: `xin${i + 1}.${parent.replace(/^www\./, '')}`,
  };
  yield* fileDomain(w, plan, end);
}

/** Changes of primary domains: planned with their ICP deadline 30 days ahead (X03), done and not yet reported (R019). */
export function tellChanges(w: World, sites: readonly Site[], count: number): void {
  const kinds = ['icp', 'contact', 'done', 'icp-filed'] as const;
  for (let i = 0; i < count; i += 1) {
    const site = sites[(i * 7 + 3) % Math.max(1, sites.length)];
    const kind = kinds[i % kinds.length];
    if (site && kind) w.tell(backFrom(w, 5 + (i % 3)), domainChange(w, site, kind, i));
  }
}

async function* domainChange(
  w: World,
  site: Site,
  kind: 'icp' | 'contact' | 'done' | 'icp-filed',
  i: number,
): Story {
  const { primaryDomain }: SiteState = await w.load('site', site.id);
  const domain = await w.load('domainRecord', primaryDomain ?? '');
  if (domain.state !== 'inUse') return;
  const plannedDay = addDays(w.lastDay, kind === 'contact' ? 10 : kind === 'done' ? 0 : 29 + (i % 9));
  const enterer = await w.entererOf(site.host.id);
  const fields =
    kind === 'icp' || kind === 'icp-filed'
      ? { siteName: `${site.name}(改版)` }
      : { contactName: w.nextPerson().name };
  await w.act(
    enterer,
    'domainRecord',
    domain.id,
    'proposeChange',
    { fields, plannedDay },
    '网站改版,信息变更',
  );
  if (kind === 'icp-filed') {
    yield w.times.workdays(1);
    await w.act(enterer, 'domainRecord', domain.id, 'recordIcpChange', { icpFiledOn: w.times.today() });
  }
  if (kind !== 'done') return;
  yield w.times.workdays(1);
  const proposed = await w.act('C1', 'domainRecord', domain.id, 'completeChange', {
    changedOn: w.times.today(),
  });
  yield w.times.soon();
  await w.approve('C2', proposed);
}

/** Addresses besides those of the sites: back ends, data bases, mail, DNS in 10/8, IPv6, some on their way, some ended. */
export function tellMoreAddresses(w: World, sites: readonly Site[], count: number): void {
  for (let i = 0; i < count; i += 1) {
    const site = sites[i % Math.max(1, sites.length)];
    if (site) w.tell(backFrom(w, i % 10 < 2 ? 3 + (i % 6) : 60 + (i % 200)), addressStory(w, site, i));
  }
}

const insidePurposes = ['back', 'database', 'mail', 'vpn', 'dns', 'other'] as const;

function addressPlan(w: World, site: Site, i: number): AddressPlan {
  const v6 = i % 4 === 3;
  const inside = `10.${30 + (i % 40)}.${i % 200}.${10 + (i % 90)}`;
  return {
    address: v6 ? `2001:db8:${(0x3204 + i).toString(16)}::10` : inside,
    netKind: v6 ? 'internet' : 'government',
    purpose: v6 ? 'front' : (insidePurposes[i % insidePurposes.length] ?? 'other'),
    unit: site.host.id,
    sites: [site.id],
    contact: w.nextPerson().name,
  };
}

async function* addressStory(w: World, site: Site, i: number): Scene<void> {
  const plan = addressPlan(w, site, i);
  if (i % 10 < 2) {
    yield* fileAddress(w, plan, (['planned', 'reporting', 'reportOpen'] as const)[i % 3]);
    return;
  }
  const state = plan.purpose === 'front' ? 'filed' : 'inUse';
  const made = yield* takeOverAddress(w, plan, state);
  if (i % 11 !== 5) return;
  yield w.times.workdays(10);
  yield* releaseAddress(w, made.id);
}
