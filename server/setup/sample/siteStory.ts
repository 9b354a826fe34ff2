import { addDays } from '../../../shared/calendar/legalDay.ts';
import type { SiteEntryFields } from '../../../shared/domain/site/fields.ts';
import { openingPath } from '../../../shared/domain/site/terms.ts';
import { fileAddress, startAddress, type Address } from './addressStory.ts';
import { fileDomain, icpNumber, policeNumber, startDomain } from './domainStory.ts';
import type { Scene } from './filingStory.ts';
import { domainOf, domainOfSite, type SitePlan } from './sitePlans.ts';
import type { World } from './world.ts';

/** A site on record with what belongs to it. */
export interface Site extends SitePlan {
  readonly id: string;
  /** Effective filings by duty, filled in as they take effect. */
  readonly staff: Readonly<Record<string, string>>;
  /** Address of the host's first site, shared by its parts. */
  readonly sharedAddress: () => Address | null;
  readonly onAddress: (address: Address) => void;
  /** Unit that supervises: the city government. */
  readonly supervisor: string;
  readonly operator: string;
}

/** Fields of a site's application. */
function entryOf(w: World, site: Site): SiteEntryFields {
  const { host } = site;
  return {
    name: site.name,
    siteType: site.siteType,
    edition: 'chinese',
    purpose: 'general',
    platform: 'cluster',
    functions: ['publishing', 'response', 'interaction', 'services'],
    supervisingUnit: site.supervisor,
    hostUnit: host.id,
    cooperatingUnits: site.cooperating.map((unit) => unit.id),
    operatingUnit: site.operator,
    operatorIsEgovBody: true,
    partner: 'none',
    applyDate: w.times.today(),
    applicationForm: [...w.scans.form],
    censusCommitment: true,
    hostingMode: 'cloud',
    hostingPlace: '江苏省常州市示范政务云机房',
    hostingCountry: 'CN',
    provider: '示范电信常州分公司',
    providerForeign: false,
    frontHost: `front-${site.serial + 1}`,
    backHost: `back-${site.serial + 1}`,
    backPublic: false,
    mlpsLevel: site.siteType === 'portal' ? 3 : 2,
    securityPlan: [...w.scans.plan],
  };
}

/** Proposes the application and has it approved; the rest of the way follows in `openSite`. */
export async function* enterSite(w: World, site: Site): Scene<void> {
  const proposed = await w.act('C1', 'site', site.id, 'enter', entryOf(w, site));
  yield w.times.workdays(1);
  await w.approve('C2', proposed);
}

function comesTo(site: Site, state: (typeof openingPath)[number]): boolean {
  const end = openingPath.findIndex((name) => name === site.end);
  return end < 0 || end > openingPath.indexOf(state);
}

/** The opening path (domain.md 3.6) with its domain and address, to 上线 or as far as the site comes. */
export async function* openSite(w: World, site: Site): Scene<void> {
  if (site.end === 'cancelled') {
    const proposed = await w.act('C1', 'site', site.id, 'cancel', {}, '与现有栏目重复,主办单位撤回申请');
    yield w.times.workdays(1);
    return void (await w.approve('C2', proposed));
  }
  if (!comesTo(site, 'applying')) return;
  await w.act('C1', 'site', site.id, 'advance');
  if (!comesTo(site, 'approving')) return;
  yield w.times.workdays(2);
  const day = w.times.today();
  await w.act('C1', 'site', site.id, 'change', {
    headConsent: addDays(day, -20),
    application: addDays(day, -16),
    approval: addDays(day, -6),
    report: addDays(day, -2),
  });
  await w.act('C1', 'site', site.id, 'advance');
  const address = yield* addressOf(w, site);
  const domain = yield* domainFor(w, site, address);
  if (!comesTo(site, 'formalities') || domain === null) return;
  yield* formalities(w, site, domain);
  if (!comesTo(site, 'building')) return;
  yield w.times.workdays(2);
  await w.act('C1', 'site', site.id, 'advance');
  if (!comesTo(site, 'assessing')) return;
  yield w.times.workdays(6);
  yield* assessed(w, site);
  if (!comesTo(site, 'ready')) return;
  yield* online(w, site, domain, address);
}

/** A part of a site runs on its host's address; any other has one of its own. */
async function* addressOf(w: World, site: Site): Scene<Address> {
  const shared = site.part === null ? null : site.sharedAddress();
  if (shared !== null) return shared;
  const address = yield* fileAddress(w, {
    address: w.nextAddress(),
    netKind: 'internet',
    purpose: 'front',
    unit: site.host.id,
    sites: [site.id],
    contact: w.nextPerson().name,
  });
  site.onAddress(address);
  return address;
}

async function* domainFor(w: World, site: Site, address: Address): Scene<string | null> {
  const portal = site.part === null && site.siteType === 'portal';
  const own = domainOf(site.host);
  const plan = {
    domain: domainOfSite(site),
    kind: portal ? ('portal' as const) : ('department' as const),
    unit: site.host,
    site: site.id,
    siteName: site.name,
    isPrimary: true,
    parent: portal ? null : site.part === null ? 'changzhou.gov.cn' : own,
    address,
    serial: site.serial + 1,
    contact: w.nextPerson().name,
  };
  return yield* fileDomain(w, plan, site.end === 'formalities' ? 'registered' : 'filed');
}

/** Mark, primary domain, ICP and police number into the site's record. */
async function* formalities(w: World, site: Site, domain: string): Scene<void> {
  yield w.times.soon();
  const proposed = await w.act('C1', 'site', site.id, 'change', {
    primaryDomain: domain,
    homeUrl: `https://${domainOfSite(site)}/`,
    mark: `SAMPLE-${site.siteCode}`,
    icpNumber: icpNumber(site.serial + 1),
    policeNumber: policeNumber(site.host.division),
  });
  yield w.times.workdays(1);
  await w.approve('C2', proposed);
  await w.act('C1', 'site', site.id, 'advance');
}

async function* assessed(w: World, site: Site): Scene<void> {
  const day = w.times.today();
  const proposed = await w.act('C1', 'site', site.id, 'change', {
    assessmentReport: `AQPG-${day.slice(0, 4)}-${9000 + site.serial}`,
    assessmentFile: w.scans.proof,
    assessmentDate: day,
    assessmentPassed: true,
    staffingApproved: true,
    siteCode: site.siteCode,
    openingNotice: `https://${domainOfSite(site)}/notice/opening.html`,
  });
  if (proposed.caseId !== null) {
    yield w.times.workdays(1);
    await w.approve('C2', proposed);
  }
  await w.act('C1', 'site', site.id, 'advance');
}

const columnNames = [
  ['yw', '要闻', 'news', 3],
  ['tzgg', '通知公告', 'disclosure', 14],
  ['zcwj', '政策文件', 'disclosure', 30],
  ['bszn', '办事指南', 'services', 90],
  ['zxft', '领导信箱', 'interaction', 7],
] as const;

/** Columns in the four classes with their three reviewers, the security officer, and the site goes online. */
async function* online(w: World, site: Site, domain: string, address: Address): Scene<void> {
  yield w.times.workdays(1);
  const needed = ['reviewer', 'second', 'signer', 'collector', 'officer'];
  while (!needed.every((duty) => duty in site.staff)) yield w.times.workdays(2);
  const { reviewer, second, signer, collector, officer } = site.staff;
  const columns = columnNames.map(([id, name, columnClass, cycleDays]) => ({
    id,
    name,
    columnClass,
    responsibleUnit: site.host.id,
    owner: collector,
    cycleDays,
    reviewers: [reviewer, second, signer],
  }));
  await w.act('C1', 'site', site.id, 'columns', { columns });
  await w.act('C1', 'site', site.id, 'securityOfficer', { filing: officer });
  const proposed = await w.act('C1', 'site', site.id, 'goOnline');
  if (site.end === 'goOnlineOpen') return;
  yield w.times.workdays(1);
  await w.approve('C2', proposed);
  yield w.times.soon();
  const late = site.serial % 30 === 7;
  yield* startDomain(w, domain, !late, site.serial % 9 === 4 ? `www.${site.host.key}-old.example` : null);
  const record = await w.load('ipRecord', address.id);
  if (record.state === 'filed') await startAddress(w, address.id);
}
