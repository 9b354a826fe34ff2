import { describe, expect, it } from 'vitest';
import { decide, unborn, type ActContext } from '../object.ts';
import { actors, contextOf, foundBy, idOf, unitIds } from '../testing/context.ts';
import {
  filingFacts,
  filingId,
  filingIn,
  filingSample,
  otherFiling,
  otherSiteId,
  siteId,
} from '../testing/filings.ts';
import { staffFilingDef } from './staffFiling.ts';
import type { FilingFacts, FilingState } from './state.ts';

type More = Partial<ActContext<FilingFacts>>;

function submitted(fields: Partial<FilingState>, facts: Partial<FilingFacts> = {}, more: More = {}) {
  const context = contextOf({ ...filingFacts, ...facts }, { actor: actors.U, ...more });
  return foundBy(staffFilingDef, filingIn('draft', fields), 'submit', {}, context);
}

const replacement: Partial<FilingState> = { filingType: 'replacement', replacedFiling: otherFiling.id };
const replaced = { ...otherFiling, handedOver: false };

describe('submitting', () => {
  it('lets a complete form through without a word', () => {
    expect(submitted({})).toEqual([]);
  });

  it('reports exactly the three mistakes of a form with three', () => {
    expect(submitted({ name: null, officePhone: '12345', effectiveDate: '2026-03-01' })).toEqual([
      'field/required - name',
      'phone/format - officePhone',
      'staff/backdated R122 effectiveDate',
    ]);
  });

  it('demands signature, seal and agreement', () => {
    expect(submitted({ signer: null, sealScan: [], ndaFiles: null, ndaDate: null })).toEqual([
      'field/required - ndaFiles',
      'field/required - ndaDate',
      'field/required - signer',
      'field/required - sealScan',
    ]);
  });

  it('demands every required field of an empty form at once', () => {
    const required = Object.keys(filingSample).filter((key) => key !== 'postAgreement');
    const empty = { id: filingId, rev: 1, state: 'draft', unit: unitIds.bureau };
    const found = foundBy(staffFilingDef, empty, 'submit', {}, contextOf(filingFacts));
    expect(found).toEqual(required.filter((key) => key !== 'unit').map((key) => `field/required - ${key}`));
  });

  it('refuses a core post without formal staff, and core rights (R118)', () => {
    expect(submitted({ employmentType: 'contract' })).toEqual([
      'staff/core-post-not-formal R118 posts',
      'staff/core-rights-not-formal R118 requestedPermissions',
    ]);
    const plain = {
      posts: ['collector' as const],
      requestedPermissions: [{ site: siteId, action: 'edit' as const }],
    };
    expect(submitted({ employmentType: 'contract', ...plain })).toEqual([]);
  });

  it('never gives core rights to a company’s person (R119)', () => {
    expect(submitted({ employmentType: 'outsourced', posts: ['support'] })).toEqual([
      'staff/core-rights-outsourced R119 requestedPermissions',
    ]);
  });

  it('keeps sites to those the unit has a part in, and rights to those sites (R022)', () => {
    expect(submitted({ siteScope: [siteId, otherSiteId, idOf('c', 9)] })).toEqual([
      'staff/site-of-other-unit R022 siteScope.1',
      'staff/site-not-open R022 siteScope.2',
    ]);
    const requestedPermissions = [
      { site: otherSiteId, action: 'review1' as const },
      { site: siteId, column: 'unheard', action: 'review1' as const },
    ];
    expect(submitted({ requestedPermissions })).toEqual([
      'staff/right-outside-scope R022 requestedPermissions.0.site',
      'staff/column-unknown R022 requestedPermissions.1.column',
    ]);
  });

  it('keeps editing and auditing of one site apart, held rights included (R134)', () => {
    const separated = ['access/separated-rights R134 requestedPermissions'];
    const both = [
      { site: siteId, action: 'review1' as const },
      { site: siteId, action: 'edit' as const },
    ];
    expect(submitted({ requestedPermissions: both })).toEqual(separated);
    expect(submitted({}, { heldCells: [`${siteId}/-/edit`] })).toEqual(separated);
    expect(submitted({}, { heldCells: [`${otherSiteId}/-/edit`] })).toEqual([]);
  });

  it('demands the post agreement of core posts and a background that passed (X15)', () => {
    expect(submitted({ postAgreement: null })).toEqual(['staff/no-post-agreement X15 postAgreement']);
    expect(submitted({ backgroundReview: 'failed' })).toEqual([
      'staff/background-failed X15 backgroundReview',
    ]);
    expect(submitted({ backgroundReview: 'passed' })).toEqual([]);
  });

  it('refuses a second open filing of the person and warns of a namesake', () => {
    expect(submitted({}, { samePerson: [otherFiling] })).toEqual(['staff/duplicate-filing R022 idNumber']);
    expect(submitted({}, { sameName: [otherFiling] })).toEqual(['staff/same-name - name']);
  });

  it('bounds the term and refuses days to come', () => {
    expect(submitted({ validUntil: '2028-03-02' })).toEqual([]);
    expect(submitted({ validUntil: '2028-03-03' })).toEqual(['staff/term-too-long - validUntil']);
    expect(submitted({ validUntil: '2026-03-09' })).toEqual(['staff/term-empty - validUntil']);
    expect(submitted({ ndaDate: '2026-03-03' })).toEqual(['day/in-future - ndaDate']);
  });

  it('links a replacement to another person in force and a change to the same one', () => {
    const facts = { replaced };
    expect(submitted(replacement, facts)).toEqual([]);
    expect(submitted({ filingType: 'replacement' })).toEqual(['staff/replaced-missing R122 replacedFiling']);
    expect(submitted({ ...replacement, filingType: 'change' }, facts)).toEqual([
      'staff/replaced-person R122 replacedFiling',
    ]);
    expect(submitted({ ...replacement, filingType: 'new' }, facts)).toEqual([
      'staff/replaced-not-expected - replacedFiling',
    ]);
    const gone = { replaced: { ...replaced, state: 'draft' } };
    expect(submitted(replacement, gone)).toEqual(['staff/replaced-not-in-force R122 replacedFiling']);
    const over = { replaced: { ...replaced, state: 'ended', handedOver: true } };
    expect(submitted(replacement, over)).toEqual([]);
  });

  it('warns the unit of what the review will judge', () => {
    const training = [{ date: '2025-03-01', topic: '安全培训', hours: 4 }];
    expect(submitted({ ...replacement, training, effectiveDate: '2026-03-08' }, { replaced })).toEqual([
      'staff/training-overdue R117 training',
      'staff/late-filing R122 effectiveDate',
    ]);
  });
});

describe('drafts', () => {
  const enter = (input: object, more: More = {}) =>
    foundBy(
      staffFilingDef,
      unborn(filingId),
      'enter',
      input,
      contextOf(filingFacts, { actor: actors.U, ...more }),
    );

  it('keep what is wrong and say so, and belong to the clerk’s unit', () => {
    const input = { name: '陈样一', officePhone: '12345' };
    const context = contextOf(filingFacts, { actor: actors.U });
    const decision = decide(staffFilingDef, unborn(filingId), 'enter', input, context);
    expect(decision).toMatchObject({
      ok: true,
      change: { patch: { ...input, unit: unitIds.bureau, state: 'draft' }, noted: ['phone/format'] },
    });
  });

  it('are refused for another unit, for oneself, and without a unit', () => {
    expect(enter({ unit: unitIds.education })).toEqual(['ref/unknown - unit', 'access/other-unit R021 unit']);
    const oneself = {
      ...actors.U,
      person:
        filingSample.idNumber && typeof filingSample.idNumber === 'object'
          ? filingSample.idNumber.digest
          : '',
    };
    expect(enter(filingSample, { actor: oneself })).toEqual(['access/own-benefit R134 idNumber']);
    expect(enter({ name: '陈样一' }, { actor: actors.C1 })).toEqual(['field/required - unit']);
  });

  it('never carry a raw secret into the log', () => {
    expect(() => enter({ idNumber: '320400198503120008' })).toThrow('unsealed');
    expect(() => enter({ mobile: '13900000001' })).toThrow('unsealed');
  });

  it('cannot be edited by another unit or into nothing', () => {
    const draft = filingIn('draft');
    const foreign = { ...actors.U, unitId: unitIds.education };
    expect(
      foundBy(
        staffFilingDef,
        draft,
        'edit',
        { department: '新科' },
        contextOf(filingFacts, { actor: foreign }),
      ),
    ).toContain('access/other-unit R021 unit');
    expect(foundBy(staffFilingDef, draft, 'edit', { department: '办公室' }, contextOf(filingFacts))).toEqual([
      'act/nothing-changed - -',
    ]);
  });
});
