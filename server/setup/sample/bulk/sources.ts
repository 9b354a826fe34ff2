import type { AccountState } from '../../../../shared/domain/account/state.ts';
import type { DomainState } from '../../../../shared/domain/domainRecord/state.ts';
import type { IpState } from '../../../../shared/domain/ipRecord/state.ts';
import type { SiteState } from '../../../../shared/domain/site/state.ts';
import type { FilingState } from '../../../../shared/domain/staffFiling/state.ts';
import type { UnitState } from '../../../../shared/domain/unit/rules.ts';
import type { Pool } from '../../../db/database.ts';
import { oneOf, templateOf, type Template } from './template.ts';

/** A template and how often it stands among a hundred filings. */
interface Share {
  readonly template: Template;
  readonly share: number;
}

/** Templates made of the objects of a small sample. */
export interface Sources {
  readonly unit: Template;
  readonly site: Template;
  readonly domain: Template;
  readonly address: Template;
  /** Filings alone, by the state they come to. */
  readonly filings: readonly Share[];
  /** A filing in force with its account, in force as well. */
  readonly withAccount: Template;
}

type Tokens = Map<string, string>;

function tokensOf(pairs: readonly (readonly [string | null | undefined, string])[]): Tokens {
  return new Map(pairs.flatMap(([token, name]) => (token ? [[token, name] as const] : [])));
}

/** States of filings with their shares of a hundred. */
const shares: readonly (readonly [string, number])[] = [
  ['effective', 50],
  ['ended', 12],
  ['filed', 4],
  ['reviewed', 4],
  ['submitted', 18],
  ['draft', 12],
];

export async function sourcesOf(pool: Pool): Promise<Sources> {
  const host: UnitState = await oneOf(pool, 'unit', `"c_shortName" = '市府办'`);
  const filings: Share[] = [];
  for (const [state, share] of shares)
    filings.push({ share, template: await filingTemplate(pool, host, state) });
  return {
    unit: await unitTemplate(pool),
    site: await siteTemplate(pool, host),
    domain: await domainTemplate(pool, host),
    address: await addressTemplate(pool, host),
    filings,
    withAccount: await accountTemplate(pool, host),
  };
}

/** Of one site only, entered by the center: whatever else such a filing names stays as it is. */
const single = `unit_id = $1 AND jsonb_array_length(body->'siteScope') = 1 AND body->>'filingType' = 'new'`;

async function filingTemplate(pool: Pool, host: UnitState, state: string): Promise<Template> {
  const filing: FilingState = await oneOf(pool, 'staffFiling', `${single} AND state = $2`, [host.id, state]);
  return templateOf(pool, [{ type: 'staffFiling', id: filing.id }], personTokens(filing));
}

async function accountTemplate(pool: Pool, host: UnitState): Promise<Template> {
  const where = `unit_id = $1 AND state = 'active' AND "c_holder" IN (SELECT id::text FROM fold.staff_filing WHERE ${single} AND state = 'effective')`;
  const account: AccountState = await oneOf(pool, 'account', where, [host.id]);
  const filing: FilingState = await oneOf(pool, 'staffFiling', 'id = $1', [account.holder]);
  const tokens = personTokens(filing);
  for (const [token, name] of tokensOf([
    [account.accountNo, 'accountNo'],
    [account.certFingerprint, 'certFingerprint'],
    [account.certSerial, 'certSerial'],
  ]))
    tokens.set(token, name);
  return templateOf(
    pool,
    [
      { type: 'staffFiling', id: filing.id },
      { type: 'account', id: account.id },
    ],
    tokens,
  );
}

function personTokens(filing: FilingState): Tokens {
  const sealed = (value: FilingState['idNumber'], name: string) =>
    typeof value === 'object' && value !== null
      ? ([
          [value.mask, `${name}Mask`],
          [value.digest, `${name}Digest`],
          [value.ref, `${name}Ref`],
        ] as const)
      : [];
  return tokensOf([
    [filing.name, 'name'],
    [filing.birthDate, 'birth'],
    ...sealed(filing.idNumber, 'id'),
    ...sealed(filing.mobile, 'mobile'),
    [filing.officePhone, 'phone'],
    [filing.email, 'email'],
    [filing.unit, 'unit'],
    [filing.siteScope?.[0], 'site'],
  ]);
}

async function unitTemplate(pool: Pool): Promise<Template> {
  const unit: UnitState = await oneOf(pool, 'unit', `"c_level" = 'prefecture' AND "c_unitType" = 'organ'`);
  const tokens = tokensOf([
    [unit.name, 'name'],
    [unit.shortName, 'shortName'],
    [unit.uscc, 'uscc'],
    [unit.phone, 'phone'],
  ]);
  return templateOf(pool, [{ type: 'unit', id: unit.id }], tokens);
}

async function siteTemplate(pool: Pool, host: UnitState): Promise<Template> {
  const site: SiteState = await oneOf(
    pool,
    'site',
    `"c_hostUnit" = $1 AND state = 'online' AND "c_siteType" = 'subsite'`,
    [host.id],
  );
  const domain: DomainState = await oneOf(pool, 'domainRecord', 'id = $1', [site.primaryDomain]);
  const tokens = tokensOf([
    [site.name, 'name'],
    [site.siteCode, 'siteCode'],
    [domain.domain, 'domain'],
    [domain.icpNumber, 'icp'],
    [host.id, 'unit'],
    [host.name, 'unitName'],
    [host.uscc, 'uscc'],
  ]);
  return templateOf(
    pool,
    [
      { type: 'site', id: site.id },
      { type: 'domainRecord', id: domain.id },
    ],
    tokens,
  );
}

async function domainTemplate(pool: Pool, host: UnitState): Promise<Template> {
  const domain: DomainState = await oneOf(
    pool,
    'domainRecord',
    `unit_id = $1 AND state = 'inUse' AND body->>'kind' = 'alias'`,
    [host.id],
  );
  const tokens = tokensOf([
    [domain.domain, 'domain'],
    [domain.icpNumber, 'icp'],
    [domain.site, 'site'],
    [domain.siteName, 'siteName'],
    [host.id, 'unit'],
    [host.name, 'unitName'],
    [host.uscc, 'uscc'],
  ]);
  return templateOf(pool, [{ type: 'domainRecord', id: domain.id }], tokens);
}

async function addressTemplate(pool: Pool, host: UnitState): Promise<Template> {
  const address: IpState = await oneOf(
    pool,
    'ipRecord',
    `unit_id = $1 AND state = 'inUse' AND "c_netKind" = 'government'`,
    [host.id],
  );
  const tokens = tokensOf([
    [address.address, 'address'],
    [address.first, 'span'],
    [address.sites?.[0], 'site'],
    [host.id, 'unit'],
  ]);
  return templateOf(pool, [{ type: 'ipRecord', id: address.id }], tokens);
}
