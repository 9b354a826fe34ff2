import { describe, expect, it } from 'vitest';
import { isAllowedSource } from './sources.ts';

const policy = { unit: ['10.88.0.0/24', 'fd88::/64'], administrator: [] } as const;

describe('from where an account may work', () => {
  it('a kind without blocks may from everywhere', () => {
    expect(isAllowedSource(policy, { kind: 'center' }, '203.0.113.7')).toBe(true);
  });

  it.each([
    ['10.88.0.2', true],
    ['::ffff:10.88.0.2', true],
    ['fd88::1', true],
    ['10.88.1.2', false],
    ['fd89::1', false],
    ['rubbish', false],
    [null, false],
  ])('of its kind: %s', (ip, allowed) => {
    expect(isAllowedSource(policy, { kind: 'unit' }, ip)).toBe(allowed);
  });

  it('a kind with an empty list may from nowhere', () => {
    expect(isAllowedSource(policy, { kind: 'administrator' }, '10.88.0.2')).toBe(false);
  });

  it("the account's own addresses narrow it further: one, a block, a range", () => {
    const ipAllow = ['10.88.0.9', '10.88.0.16/30', '10.88.0.40-10.88.0.42'];
    const allowed = ['10.88.0.9', '10.88.0.17', '10.88.0.41', '10.88.0.8', '10.88.0.20', '10.88.0.43'].map(
      (ip) => isAllowedSource(policy, { kind: 'unit', ipAllow }, ip),
    );
    expect(allowed).toEqual([true, true, true, false, false, false]);
    expect(isAllowedSource(policy, { kind: 'unit', ipAllow: ['203.0.113.7'] }, '203.0.113.7')).toBe(false);
  });
});
