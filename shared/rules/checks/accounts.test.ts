import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitOf, ruleSetFor } from '../ruleSet.ts';
import { factors as factorNames, type Factor, rightClasses, type RightClass } from '../terms.ts';
import {
  accessReviewDeadline,
  checkGrantReason,
  checkGrantTerm,
  checkPermissionManager,
  checkSeparation,
} from './grants.ts';
import {
  checkFactors,
  checkForbiddenName,
  checkRemoteBinding,
  checkSourceRestriction,
} from './identification.ts';

const set = ruleSetFor('320400');
const kinds = limitOf(set, 'R133', 'kinds');
const isFactor = (key: string): key is Factor => key in factorNames;
const isClass = (key: string): key is RightClass => key in rightClasses;
const anyFactor = fc.constantFrom(...Object.keys(factorNames).filter(isFactor));
const anyRight = fc.record({
  site: fc.constantFrom('甲', '乙', '丙'),
  rightClass: fc.constantFrom(...Object.keys(rightClasses).filter(isClass)),
});

describe('separation on one site (R134)', () => {
  it('refuses any two of system administration, editing, auditing', () => {
    for (const pair of [
      ['sysadmin', 'editor'],
      ['editor', 'auditor'],
      ['auditor', 'sysadmin'],
    ] as const) {
      const rights = pair.map((rightClass) => ({ site: '示范局网站', rightClass }));
      expect(checkSeparation({ rights })).toMatchObject([{ rule: 'R134', severity: 'refuse' }]);
    }
  });

  it('allows them on different sites, and signing or viewing beside any', () => {
    expect(
      checkSeparation({
        rights: [
          { site: '甲', rightClass: 'editor' },
          { site: '乙', rightClass: 'auditor' },
        ],
      }),
    ).toEqual([]);
    expect(
      checkSeparation({
        rights: [
          { site: '甲', rightClass: 'auditor' },
          { site: '甲', rightClass: 'signer' },
          { site: '甲', rightClass: 'viewer' },
        ],
      }),
    ).toEqual([]);
  });

  it('does not depend on order or repetition, and taking a right away never adds a conflict', () => {
    fc.assert(
      fc.property(fc.array(anyRight, { maxLength: 12 }), (rights) => {
        const sites = (given: typeof rights) =>
          checkSeparation({ rights: given })
            .map((finding) => finding.text.zh)
            .toSorted();
        expect(sites([...rights].reverse())).toEqual(sites(rights));
        expect(sites([...rights, ...rights])).toEqual(sites(rights));
        expect(sites(rights.slice(1)).length).toBeLessThanOrEqual(sites(rights).length);
      }),
    );
  });
});

describe('grants', () => {
  it('need a reason (R023)', () => {
    expect(checkGrantReason({ reason: '  ' })[0]?.rule).toBe('R023');
    expect(checkGrantReason({ reason: '接替李样二' })).toEqual([]);
  });

  it('come from the permission managers of the same area (R024, R042)', () => {
    const own = { managerTenant: '320400', accountTenant: '320400' };
    expect(checkPermissionManager({ isPermissionManager: true, ...own })).toEqual([]);
    expect(
      checkPermissionManager({ isPermissionManager: false, ...own, accountTenant: '320412' }).map(
        (finding) => finding.rule,
      ),
    ).toEqual(['R024', 'R042']);
  });

  it('end no later than the filing and the certificate', () => {
    const term = { validFrom: '2026-03-09', filingValidUntil: '2028-03-08', certificateExpiry: '2027-06-30' };
    expect(checkGrantTerm({ ...term, validTo: '2027-06-30' })).toEqual([]);
    expect(checkGrantTerm({ ...term, validTo: '2027-07-01' }).map((finding) => finding.rule)).toEqual([
      'R131',
    ]);
    expect(checkGrantTerm({ ...term, validTo: '2028-03-09' }).map((finding) => finding.rule)).toEqual([
      'R022',
      'R131',
    ]);
    expect(
      checkGrantTerm({ ...term, certificateExpiry: null, validTo: '2026-03-08' }).map(
        (finding) => finding.code,
      ),
    ).toEqual(['grant/ends-before-start']);
  });

  it('are reviewed again after the cycle', () => {
    expect(
      accessReviewDeadline({ lastReview: '2026-08-31', review: limitOf(set, 'R023', 'review') }),
    ).toMatchObject({ due: '2027-02-28', source: 'policy' });
  });
});

describe('factors (R133)', () => {
  it('count kinds, not pieces, and want a cryptographic one', () => {
    const codes = (factors: readonly Factor[]) =>
      checkFactors({ accountKind: 'administrator', factors, kinds }).map((finding) => finding.code);
    expect(codes(['password', 'certificate'])).toEqual([]);
    expect(codes(['password', 'otp'])).toEqual([]);
    expect(codes(['password', 'pin'])).toEqual([
      'account/too-few-factors',
      'account/no-cryptographic-factor',
    ]);
    expect(codes(['password', 'biometric'])).toEqual(['account/no-cryptographic-factor']);
    expect(codes(['certificate', 'otp'])).toEqual(['account/too-few-factors']);
  });

  it('let query accounts pass with one', () => {
    expect(checkFactors({ accountKind: 'query', factors: ['password'], kinds })).toEqual([]);
    expect(checkFactors({ accountKind: 'query', factors: [], kinds })).toHaveLength(1);
  });

  it('one factor more never adds a finding', () => {
    fc.assert(
      fc.property(fc.array(anyFactor, { maxLength: 5 }), anyFactor, (factors, more) => {
        const count = (given: readonly Factor[]) =>
          checkFactors({ accountKind: 'unit', factors: given, kinds }).length;
        expect(count([...factors, more])).toBeLessThanOrEqual(count(factors));
      }),
    );
  });
});

describe('account names (R132)', () => {
  it.each(['admin', 'Admin01', ' ROOT ', 'guest_2', 'ｔｅｓｔ', '管理员', '测试3', 'sa'])(
    'refuses %s',
    (accountName) => {
      expect(checkForbiddenName({ accountName })).toMatchObject([{ rule: 'R132', severity: 'refuse' }]);
    },
  );

  it.each(['czs-fzj-0008', 'chenyangyi', 'adminov', '陈样一', '20260008', 'sam'])(
    'takes %s',
    (accountName) => {
      expect(checkForbiddenName({ accountName })).toEqual([]);
    },
  );
});

describe('where an account is used from', () => {
  it('binds remote accounts to a certificate or a VPN (R131)', () => {
    expect(checkRemoteBinding({ remote: true, certificateSerial: null, vpnId: null })[0]?.rule).toBe('R131');
    expect(checkRemoteBinding({ remote: true, certificateSerial: '0A1B', vpnId: null })).toEqual([]);
    expect(checkRemoteBinding({ remote: false, certificateSerial: null, vpnId: null })).toEqual([]);
  });

  it('restricts addresses or devices (X07)', () => {
    const codes = (given: Parameters<typeof checkSourceRestriction>[0]) =>
      checkSourceRestriction(given).map((finding) => finding.code);
    expect(codes({ allowedAddresses: ['10.12.0.0/16'], deviceBinding: null, foreign: null })).toEqual([]);
    expect(codes({ allowedAddresses: [], deviceBinding: null, foreign: null })).toEqual([
      'account/no-source-restriction',
    ]);
    expect(codes({ allowedAddresses: ['0.0.0.0/0'], deviceBinding: null, foreign: null })).toEqual([
      'account/any-source',
    ]);
    expect(
      codes({
        allowedAddresses: ['203.0.113.0/24'],
        deviceBinding: null,
        foreign: { from: '2026-03-01', to: null },
      }),
    ).toEqual(['account/foreign-access-open']);
  });
});
