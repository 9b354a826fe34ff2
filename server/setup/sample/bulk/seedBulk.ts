import { addDays, dayOf } from '../../../../shared/calendar/legalDay.ts';
import type { Center } from '../../../center.ts';
import { rebuild } from '../../../fold/rebuild.ts';
import { randomOf, type Random } from '../random.ts';
import {
  addressSlots,
  domainSlots,
  personSlots,
  siteSlots,
  unitSlots,
  type BulkSite,
  type BulkUnit,
} from './pools.ts';
import { sourcesOf, type Sources } from './sources.ts';
import type { Template } from './template.ts';
import { BulkWriter, type Copy } from './writer.ts';

/** How many of each the bulk data have; the rest follows from the filings. */
export interface BulkSize {
  readonly filings: number;
  readonly accounts: number;
  readonly units: number;
  readonly sites: number;
  readonly domains: number;
  readonly addresses: number;
}

/** Sizes beside a number of filings: at a million 100,000 accounts, 50,000 domains and addresses, 2,000 units. */
export function bulkSize(filings: number): BulkSize {
  const part = (per: number, least: number, most: number) =>
    Math.min(most, Math.max(least, Math.round(filings / per)));
  return {
    filings,
    accounts: part(10, 1, 100_000),
    units: part(500, 10, 2_000),
    sites: part(333, 10, 3_000),
    domains: part(20, 10, 50_000),
    addresses: part(20, 10, 50_000),
  };
}

export interface BulkMade {
  readonly lines: number;
  readonly writeSeconds: number;
  readonly rebuildSeconds: number;
}

const SPREAD_DAYS = 720;
/** Sites written in one transaction; each has many lines. */
const SITE_BATCH = 400;

/**
 * Pours copies of a small sample's objects after its log: lines that really went through the deciders, with other
 * ids, names, numbers and days, chained like any other, then folds the tables anew. For measuring only: the sealed
 * numbers of the copies have no ciphertext.
 * @param progress told after every transaction
 */
export async function seedBulk(
  center: Center,
  size: BulkSize,
  progress: (lines: number) => void,
): Promise<BulkMade> {
  const sources = await sourcesOf(center.pool);
  const random = randomOf(654_000);
  const writer = new BulkWriter(center.pool, random);
  await writer.readCounters();
  const began = performance.now();
  const today = dayOf(center.now());
  const first = addDays(today, -SPREAD_DAYS);
  const write = async (day: string, copies: readonly Copy[]) => {
    await writer.writeDay(day, center.area, copies);
    progress(writer.lines);
  };
  await writer.withoutIndexes(async () => {
    const sites = await writePlaces(sources, size, random, (copies) => write(first, copies));
    const total = size.filings + size.domains + size.addresses;
    const perDay = Math.ceil(total / SPREAD_DAYS);
    for (let done = 0; done < total; done += perDay) {
      const count = Math.min(perDay, total - done);
      const copies = Array.from({ length: count }, (_, i) =>
        copyAt(sources, size, sites, random, done + i, total),
      );
      await write(addDays(first, done / perDay), copies);
    }
  });
  const wrote = performance.now();
  const lines = await rebuild(center.pool, center);
  return {
    lines,
    writeSeconds: Math.round((wrote - began) / 100) / 10,
    rebuildSeconds: Math.round((performance.now() - wrote) / 100) / 10,
  };
}

/** Units and their sites come first, since everything else names them. */
async function writePlaces(
  sources: Sources,
  size: BulkSize,
  random: Random,
  write: (copies: readonly Copy[]) => Promise<void>,
): Promise<readonly BulkSite[]> {
  const units: BulkUnit[] = [];
  const copies = Array.from({ length: size.units }, (_, i): Copy => {
    const slots = unitSlots(i, random.uuid());
    units.push({ id: slots['id0'] ?? '', name: slots['name'] ?? '', uscc: slots.uscc });
    return { template: sources.unit, slots };
  });
  await write(copies);
  const sites: BulkSite[] = [];
  for (let start = 0; start < size.sites; start += SITE_BATCH) {
    const some = Array.from({ length: Math.min(SITE_BATCH, size.sites - start) }, (_, i): Copy => {
      const unit = random.pick(units);
      const slots = siteSlots(start + i, random.uuid(), unit);
      sites.push({ id: slots['id0'] ?? '', name: slots['name'] ?? '', unit });
      return { template: sources.site, slots };
    });
    await write(some);
  }
  return sites;
}

/** The `index`-th copy of the whole: filings with domains and addresses strewn evenly among them. */
function copyAt(
  sources: Sources,
  size: BulkSize,
  sites: readonly BulkSite[],
  random: Random,
  index: number,
  total: number,
): Copy {
  const site = random.pick(sites);
  const domains = nth(index, total, size.domains);
  if (domains !== null) return { template: sources.domain, slots: domainSlots(domains, site) };
  const addresses = nth(index + 1, total, size.addresses);
  if (addresses !== null) return { template: sources.address, slots: addressSlots(addresses, site) };
  const slots = { ...personSlots(index, random), unit: site.unit.id, site: site.id };
  const template =
    random.next() < size.accounts / size.filings ? sources.withAccount : filingTemplate(sources, random);
  return { template, slots };
}

/** Serial of the item at a place when `count` items are spread over `total` places; null between them. */
function nth(index: number, total: number, count: number): number | null {
  const before = Math.floor((index * count) / total);
  return Math.floor(((index + 1) * count) / total) > before ? before : null;
}

function filingTemplate(sources: Sources, random: Random): Template {
  let left = random.int(0, 99);
  for (const { template, share } of sources.filings) {
    if (left < share) return template;
    left -= share;
  }
  return sources.withAccount;
}
