import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIp, overlaps, type IpBlock } from './ipAddress.ts';
import type { IpOptions } from './ipUse.ts';
import { codes } from './testdata/codes.ts';

const text = (raw: string) => checkIp(raw, 'ip').value?.text ?? null;
const blockOf = (raw: string): IpBlock => {
  const { value } = checkIp(raw, 'ip');
  if (value === null) throw new Error(`no block: ${raw}`);
  return value;
};

describe('addresses and blocks', () => {
  it.each([
    ['203.0.113.10', '203.0.113.10', 4, 'single'],
    ['203.0.113.0/24', '203.0.113.0/24', 4, 'cidr'],
    ['2001:db8::/32', '2001:db8::/32', 6, 'cidr'],
    ['203.0.113.5-203.0.113.9', '203.0.113.5-203.0.113.9', 4, 'range'],
    ['２０３．0.113.5 ～ 203.0.113.9', '203.0.113.5-203.0.113.9', 4, 'range'],
    ['203.0.113.10/32', '203.0.113.10', 4, 'single'],
    ['203.0.113.10-203.0.113.10', '203.0.113.10', 4, 'single'],
    ['2001:0DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1', 6, 'single'],
    ['2001:db8::1-2001:db8::ff', '2001:db8::1-2001:db8::ff', 6, 'range'],
    ['0.0.0.0/0', '0.0.0.0/0', 4, 'cidr'],
  ])('%s is stored as %s', (raw, stored, version, form) => {
    expect(checkIp(raw, 'ip')).toMatchObject({ value: { text: stored, version, form }, findings: [] });
  });

  it.each([
    ['203.0.113.10/24', ['ip/host-bits']],
    ['2001:db8::1/32', ['ip/host-bits']],
    ['256.1.1.1', ['ip/octet']],
    ['010.0.0.1', ['ip/leading-zero']],
    ['::ffff:010.0.0.1', ['ip/leading-zero']],
    ['fe80::1%eth0', ['ip/zone']],
    ['203.0.113.0/33', ['ip/prefix']],
    ['203.0.113.0/', ['ip/prefix']],
    ['203.0.113.0/024', ['ip/prefix']],
    ['203.0.113.9-203.0.113.5', ['ip/range-order']],
    ['203.0.113.5-9', ['ip/range-short']],
    ['203.0.113.5-2001:db8::1', ['ip/range-versions']],
    ['256.1.1.1-010.0.0.1', ['ip/octet', 'ip/leading-zero']],
    ['1.2.3', ['ip/format']],
    ['16909060', ['ip/format']],
    ['0x1.2.3.4', ['ip/format']],
    ['1::2::3', ['ip/format']],
    ['12345::', ['ip/format']],
    ['www.changzhou.gov.cn', ['ip/format']],
    ['', ['ip/format']],
  ])('refuses %s with %j', (raw, expected) => {
    const checked = checkIp(raw, 'ip');
    expect(checked.value).toBeNull();
    expect(codes(checked)).toEqual(expected);
  });

  it('offers what is probably meant', () => {
    expect(checkIp('203.0.113.10/24', 'ip').findings[0]?.text.zh).toContain('203.0.113.0/24');
    expect(checkIp('010.0.0.1', 'ip').findings[0]?.text.zh).toContain('10.0.0.1');
    expect(checkIp('203.0.113.5-9', 'ip').findings[0]?.text.en).toContain('203.0.113.5-203.0.113.9');
  });

  it('files an IPv4-mapped address as IPv4', () => {
    for (const raw of ['::ffff:203.0.113.1', '::FFFF:cb00:7101', '0:0:0:0:0:ffff:203.0.113.1']) {
      const checked = checkIp(raw, 'ip');
      expect(checked.value, raw).toEqual(blockOf('203.0.113.1'));
      expect(codes(checked), raw).toEqual(['ip/mapped']);
    }
    expect(text('::ffff:203.0.113.0/120')).toBe('203.0.113.0/24');
  });

  it('gives first and last as 32 hex digits', () => {
    expect(blockOf('203.0.113.0/24')).toMatchObject({
      first: '00000000000000000000ffffcb007100',
      last: '00000000000000000000ffffcb0071ff',
    });
    expect(blockOf('2001:db8::/32')).toMatchObject({
      first: `20010db8${'0'.repeat(24)}`,
      last: `20010db8${'f'.repeat(24)}`,
    });
    expect(blockOf('2001:db8:8000::/33').last).toBe(`20010db8${'f'.repeat(24)}`);
  });
});

describe('where an address may be used', () => {
  const use = (raw: string, options: IpOptions) => codes(checkIp(raw, 'ip', options));

  it.each([
    ['192.168.1.1', ['ip/in-private']],
    ['10.12.3.10', ['ip/in-private']],
    ['172.31.255.255', ['ip/in-private']],
    ['100.64.0.1', ['ip/in-shared']],
    ['100.127.255.255', ['ip/in-shared']],
    ['127.0.0.1', ['ip/in-reserved']],
    ['169.254.1.1', ['ip/in-reserved']],
    ['224.0.0.1', ['ip/in-reserved']],
    ['255.255.255.255', ['ip/in-reserved']],
    ['fd00::1', ['ip/in-private']],
    ['fe80::1', ['ip/in-reserved']],
    ['::1', ['ip/in-reserved']],
    ['2002:cb00:7101::1', ['ip/in-reserved']],
    ['203.0.113.10', ['ip/in-documentation']],
    ['::ffff:192.168.1.1', ['ip/mapped', 'ip/in-private']],
    ['9.0.0.0-10.0.0.0', ['ip/in-private']],
    ['172.32.0.1', []],
    ['100.128.0.1', []],
    ['61.177.7.1', []],
    ['240e::1', []],
  ])('%s on the Internet: %j', (raw, expected) => {
    expect(use(raw, { net: 'internet' })).toEqual(expected);
  });

  it('lets documentation ranges pass in sample mode only', () => {
    for (const raw of ['192.0.2.1', '198.51.100.0/24', '203.0.113.10', '2001:db8::10']) {
      expect(use(raw, { net: 'internet', sampleMode: true })).toEqual([]);
      expect(use(raw, { net: 'internet' })).toEqual(['ip/in-documentation']);
    }
    expect(use('192.168.1.1', { net: 'internet', sampleMode: true })).toEqual(['ip/in-private']);
  });

  it('wants a private address inside, and one a host can have anywhere', () => {
    expect(use('10.12.3.10', { net: 'internal' })).toEqual([]);
    expect(use('61.177.7.1', { net: 'internal' })).toEqual(['ip/not-private']);
    expect(use('10.0.0.0/7', { net: 'internal' })).toEqual(['ip/not-private']);
    expect(use('10.12.3.10', { net: 'any' })).toEqual([]);
    expect(use('224.0.0.1', { net: 'any' })).toEqual(['ip/in-reserved']);
  });
});

describe('laws', () => {
  const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
  const value = (parts: readonly number[]) => parts.reduce((sum, part) => sum * 256 + part, 0);

  it('text order of the stored hex is address order', () => {
    fc.assert(
      fc.property(octets, octets, (a, b) => {
        const [x, y] = [blockOf(a.join('.')), blockOf(b.join('.'))];
        expect(x.first < y.first).toBe(value(a) < value(b));
      }),
    );
  });

  it('overlap is symmetric and agrees with the numbers', () => {
    const range = fc
      .tuple(octets, octets)
      .map(([a, b]) => (value(a) <= value(b) ? ([a, b] as const) : ([b, a] as const)));
    fc.assert(
      fc.property(range, range, ([a1, a2], [b1, b2]) => {
        const [a, b] = [
          blockOf(`${a1.join('.')}-${a2.join('.')}`),
          blockOf(`${b1.join('.')}-${b2.join('.')}`),
        ];
        expect(overlaps(a, b)).toBe(value(a1) <= value(b2) && value(b1) <= value(a2));
        expect(overlaps(b, a)).toBe(overlaps(a, b));
      }),
    );
  });

  it('canonical texts are stable for IPv4 and IPv6', () => {
    const addresses = fc.oneof(fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(addresses, (raw) => {
        const stored = blockOf(raw);
        expect(checkIp(stored.text, 'ip')).toEqual({ value: stored, findings: [] });
      }),
    );
  });

  it('every CIDR block holds its first address, and the next block does not overlap', () => {
    fc.assert(
      fc.property(octets, fc.integer({ min: 1, max: 30 }), (parts, bits) => {
        const size = 2 ** (32 - bits);
        const start = Math.floor(value(parts) / size) * size;
        const dotted = (n: number) =>
          [24, 16, 8, 0].map((shift) => Math.floor(n / 2 ** shift) % 256).join('.');
        const block = blockOf(`${dotted(start)}/${bits}`);
        expect(overlaps(block, blockOf(dotted(start + size - 1)))).toBe(true);
        fc.pre(start + size < 2 ** 32);
        expect(overlaps(block, blockOf(dotted(start + size)))).toBe(false);
      }),
    );
  });
});
