import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf } from '../testing/context.ts';
import { impactOf, impactSites, type ImpactDomain } from './impact.ts';

describe('impact list (R020)', () => {
  const ip = { id: idOf('e', 1), address: '203.0.113.10', sites: [idOf('b', 4)], domains: [] };
  const sites = [1, 2, 3, 4].map((n) => ({
    id: idOf('b', n),
    name: `网站${n}`,
    unitId: null,
    unit: `单位${n}`,
  }));
  const domain = (n: number, more: Partial<ImpactDomain>): ImpactDomain => ({
    id: idOf('d', n),
    domain: `s${n}.changzhou.gov.cn`,
    title: `s${n}.changzhou.gov.cn`,
    serving: true,
    site: idOf('b', n),
    records: [],
    ...more,
  });
  const cname = (target: string) => ({ records: [{ type: 'CNAME', value: target, address: null }] });

  it('follows records, values and chains of CNAME, and ends at domains out of service', () => {
    const domains = [
      domain(1, { records: [{ type: 'A', value: '203.0.113.10', address: null }] }),
      domain(2, cname('S1.changzhou.gov.cn.')),
      domain(3, { ...cname('s2.changzhou.gov.cn'), serving: false }),
    ];
    expect(impactOf(ip, domains, sites).map((found) => [found.name, found.domain, found.via])).toEqual([
      ['网站1', 's1.changzhou.gov.cn', 'A'],
      ['网站2', 's2.changzhou.gov.cn', 'CNAME'],
      ['网站4', '', 'record'],
    ]);
  });

  it('ends for CNAMEs that point at each other, and lists each site of a set once', () => {
    const domains = [domain(1, cname('s2.changzhou.gov.cn')), domain(2, cname('s1.changzhou.gov.cn'))];
    expect(impactOf({ ...ip, sites: [] }, domains, sites)).toEqual([]);
    const both = [1, 2].map((n) =>
      domain(n, { site: idOf('b', 1), records: [{ type: 'A', value: '', address: ip.id }] }),
    );
    expect(impactSites(impactOf(ip, both, sites))).toEqual([idOf('b', 1), idOf('b', 4)]);
  });

  it('never names fewer sites for more domains', () => {
    const records = fc.constantFrom<ImpactDomain['records']>(
      [],
      [{ type: 'A', value: '203.0.113.10', address: null }],
      [{ type: 'CNAME', value: 's1.changzhou.gov.cn', address: null }],
      [{ type: 'CNAME', value: 's2.changzhou.gov.cn', address: null }],
    );
    fc.assert(
      fc.property(fc.array(records, { maxLength: 4 }), (all) => {
        const domains = all.map((rows, index) => domain(index + 1, { records: rows }));
        const most = new Set(impactSites(impactOf(ip, domains, sites)));
        const fewer = impactSites(impactOf(ip, domains.slice(1), sites));
        expect(fewer.every((id) => most.has(id))).toBe(true);
      }),
    );
  });
});
