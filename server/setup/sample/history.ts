import { addDays } from '../../../shared/calendar/legalDay.ts';
import type { CenterCa } from '../../pki/store.ts';
import type { Installed } from '../roleAccounts.ts';
import type { Address } from './addressStory.ts';
import { career } from './careers.ts';
import { castRoles, enterCenter, signsIn, unitClerk } from './cast.ts';
import { tellChanges, tellMoreAddresses, tellSecondDomains, tellUnfinishedDomains } from './moreDomains.ts';
import { tellEnrolments } from './enrolmentStory.ts';
import { shortTerm, tellTurns, tellUnfinished, tellUnfinishedAccounts, type InForce } from './openMatters.ts';
import { siteLife } from './siteLife.ts';
import { sitePlans, type SitePlan } from './sitePlans.ts';
import { enterSite, openSite, type Site } from './siteStory.ts';
import type { DutyName } from './staff.ts';
import { reviewRights } from './rightsReview.ts';
import type { Story } from './timeline.ts';
import { unitPlans } from './unitPlans.ts';
import { enterUnit, type Unit } from './unitStory.ts';
import type { World } from './world.ts';

export type SampleScale = 'small' | 'city';

/** How much of everything a scale has. */
const sizes = {
  small: {
    pioneers: 1,
    extras: 6,
    unfinished: 7,
    unfinishedAccounts: 3,
    turns: 4,
    domains: 9,
    domainsOnTheWay: 3,
    changes: 2,
    addresses: 6,
    shortTerms: 1,
    signIns: 40,
  },
  city: {
    pioneers: 8,
    extras: 86,
    unfinished: 39,
    unfinishedAccounts: 21,
    turns: 24,
    domains: 135,
    domainsOnTheWay: 18,
    changes: 9,
    addresses: 125,
    shortTerms: 10,
    signIns: 15,
  },
} as const;

const siteDuties: readonly DutyName[] = ['officer', 'reviewer', 'second', 'signer', 'collector'];

/** Two years of a fictional center, up to the world's last day. */
export class History {
  readonly #w: World;
  readonly #ca: CenterCa;
  readonly #scale: SampleScale;
  readonly #issuedAt: Date;
  readonly #people: InForce[] = [];
  readonly #sites: Site[] = [];
  readonly #clerks: Installed[] = [];
  #installed: readonly Installed[] = [];

  constructor(w: World, ca: CenterCa, scale: SampleScale, issuedAt: Date) {
    this.#w = w;
    this.#ca = ca;
    this.#scale = scale;
    this.#issuedAt = issuedAt;
  }

  /** Accounts whose holders are handed a certificate of this center. */
  get people(): readonly Installed[] {
    return [...this.#installed, ...this.#clerks];
  }

  /** Sets the center up and tells the rest to the timeline; `timeline.run()` carries it out. */
  async begin(): Promise<void> {
    const w = this.#w;
    const center = await enterCenter(w);
    this.#installed = await castRoles(w, this.#ca, center, this.#issuedAt);
    const { signIns } = sizes[this.#scale];
    for (const { account } of this.#installed) w.tell(w.times.soon(), signsIn(w, account.id, signIns));
    w.tell(w.times.workdays(1), this.#tellCenter(center));
    w.tell(w.times.on(addDays(w.times.today(), 150)), this.#tellFirstYear());
    w.tell(w.times.on(addDays(w.lastDay, -160)), this.#tellGrowth());
    w.tell(w.times.on(addDays(w.lastDay, -62)), this.#tellLastWeeks());
  }

  async *#tellCenter(center: Unit): Story {
    const w = this.#w;
    const units: Unit[] = unitPlans(this.#scale).map((plan) => ({ ...plan, id: w.newId() }));
    for (const [index, unit] of units.entries()) {
      const superior = units.find((other) => other.key === unit.superior) ?? null;
      yield* enterUnit(w, unit, superior, index + 1);
    }
    const government = units[0];
    if (!government) return;
    const plans = sitePlans(units, this.#scale);
    for (const [index, host] of units.filter((unit) => unit.label !== null).entries()) {
      const mine = plans.filter((plan) => plan.host.id === host.id);
      const joins = index < sizes[this.#scale].pioneers ? 30 + index * 4 : null;
      const day =
        joins === null ? addDays(w.lastDay, -318 + (index % 40) * 2) : addDays(w.times.today(), joins);
      w.tell(w.times.on(day), this.#hostJoins(host, mine, government, center, joins !== null));
    }
  }

  /** A unit's sites are entered, its staff filed, and each site opened once the staff is there. */
  async *#hostJoins(
    host: Unit,
    plans: readonly SitePlan[],
    government: Unit,
    center: Unit,
    pioneer: boolean,
  ): Story {
    const w = this.#w;
    const staff: Record<string, string> = {};
    const sites = this.#sitesOf(plans, staff, government, center);
    for (const site of sites) {
      yield* enterSite(w, site);
      yield w.times.soon();
    }
    const ids = sites.filter((site) => site.end !== 'cancelled').map((site) => site.id);
    const first = sites[0];
    if (!first) return;
    const wanted = first.end === 'online' ? siteDuties : siteDuties.slice(0, 1);
    for (const [index, duty] of wanted.entries())
      w.tell(w.times.workdays(1 + (index % 3)), this.#staffMember(first, ids, duty, staff, pioneer));
    if (host.key === 'sff' || host.key === 'sfj') {
      yield w.times.soon();
      // Not longer ago than a training holds (R117): this account has to be able to sign in.
      const filed = addDays(w.lastDay, -w.random.int(200, 240));
      const then = filed > w.times.today() ? w.times.on(filed) : w.times.soon();
      w.tell(then, unitClerk(w, this.#ca, host, ids, this.#issuedAt, this.#clerks));
    }
    for (const site of sites) {
      w.tell(w.times.workdays(4), this.#siteOpens(site));
      // A part of a site is looked up at its host's address, which has to be there first.
      yield w.times.workdays(6);
    }
  }

  #sitesOf(
    plans: readonly SitePlan[],
    staff: Record<string, string>,
    government: Unit,
    center: Unit,
  ): readonly Site[] {
    let address: Address | null = null;
    return plans.map((plan) => ({
      ...plan,
      id: this.#w.newId(),
      staff,
      supervisor: government.id,
      operator: center.id,
      sharedAddress: () => address,
      onAddress: (made: Address) => {
        address ??= made;
      },
    }));
  }

  #staffMember(
    site: Site,
    sites: readonly string[],
    duty: DutyName,
    staff: Record<string, string>,
    pioneer: boolean,
  ): Story {
    return career(this.#w, {
      unit: site.host.id,
      sites,
      duty,
      term: 2,
      renewed: pioneer,
      onEffective: (filing) => {
        staff[duty] = filing;
      },
    });
  }

  async *#siteOpens(site: Site): Story {
    yield* openSite(this.#w, site);
    const { state } = await this.#w.load('site', site.id);
    if (state !== 'online') return;
    this.#sites.push(site);
    yield* siteLife(this.#w, site);
  }

  /** Once the first sites are online: people whose filings end with their term a year later. */
  async *#tellFirstYear(): Story {
    const w = this.#w;
    for (let i = 0; i < sizes[this.#scale].shortTerms; i += 1) {
      const site = this.#sites[i % Math.max(1, this.#sites.length)];
      if (site) w.tell(w.times.workdays(i), shortTerm(w, site));
    }
    yield* [];
  }

  /** Once every unit has joined: more people, second domains, addresses besides those of the sites. */
  async *#tellGrowth(): Story {
    const w = this.#w;
    const { extras, domains, addresses } = sizes[this.#scale];
    const main = this.#mainSites();
    for (let i = 0; i < extras; i += 1) {
      const site = main[i % main.length];
      const duty = (['collector', 'reader', 'collector', 'system'] as const)[Math.floor(i / main.length) % 4];
      if (site && duty) w.tell(w.times.workdays(1 + (i % 20)), this.#extraMember(site, duty, i));
    }
    tellSecondDomains(w, main, domains);
    tellMoreAddresses(w, main, addresses);
    yield* [];
  }

  #extraMember(site: Site, duty: DutyName, index: number): Story {
    return career(this.#w, {
      unit: site.host.id,
      sites: [site.id],
      duty,
      term: 2,
      ...(index % 2 === 0 && { column: 'tzgg' }),
      onActive: (account, filing) => this.#people.push({ account, filing, site, duty }),
      dormant: index % 19 === 18,
    });
  }

  /** What is open today. */
  async *#tellLastWeeks(): Story {
    const w = this.#w;
    const size = sizes[this.#scale];
    const main = this.#mainSites();
    w.tell(w.times.soon(), reviewRights(w));
    tellTurns(w, this.#people, size.turns);
    tellEnrolments(w, this.#people);
    tellUnfinished(w, main, size.unfinished);
    tellUnfinishedAccounts(w, main, size.unfinishedAccounts);
    tellUnfinishedDomains(w, main, size.domainsOnTheWay);
    tellChanges(w, main, size.changes);
    yield* [];
  }

  #mainSites(): readonly Site[] {
    return this.#sites.filter((site) => site.part === null);
  }
}
