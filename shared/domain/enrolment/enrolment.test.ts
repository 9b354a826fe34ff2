import { describe, expect, it } from 'vitest';
import { unborn } from '../object.ts';
import { actorOf, after, contextOf, foundBy, idOf, openActs } from '../testing/context.ts';
import { enrolmentDef } from './enrolment.ts';
import type { EnrolmentFacts, EnrolmentState } from './state.ts';

const people = {
  SA: actorOf('sa', 'SA'),
  SEC: actorOf('sec', 'SEC'),
  otherSec: { ...actorOf('sec-b', 'SEC'), person: actorOf('sa', 'SA').person },
  holder: actorOf('holder', 'SEC'),
};
const facts: EnrolmentFacts = {
  account: {
    state: 'active',
    accountNo: 'ba-chen',
    name: '陈样一',
    unit: null,
    person: people.holder.person,
    factors: ['pin'],
  },
  enrolled: false,
  underWay: [],
  openerPerson: people.SA.person,
  installing: false,
};
const account = idOf('e', 1);
const fingerprint = 'ab'.repeat(32);
const certificate = { certSerial: '01', certFingerprint: fingerprint, certExpiry: '2027-03-02' };
const inputs = {
  open: { account, kind: 'first' },
  appoint: { account },
  renew: { account, keyFingerprint: fingerprint, workstation: '10.0.0.1' },
  apply: { keyFingerprint: fingerprint, workstation: '10.0.0.1' },
  approve: { verification: 'callback' },
  refuse: {},
  complete: { certificate },
  cancel: {},
  expire: {},
};
const context = contextOf(facts, { actor: people.SA, reason: '本人到窗口申请' });
const opened: EnrolmentState = after(enrolmentDef, unborn(idOf('f', 9)), 'open', inputs.open, context);
const applied: EnrolmentState = after(enrolmentDef, opened, 'apply', inputs.apply, context);

const found = (act: keyof typeof inputs, state: EnrolmentState, more: Parameters<typeof contextOf>[1] = {}) =>
  foundBy(enrolmentDef, state, act, inputs[act], { ...context, ...more, facts: context.facts });

describe('table of an enrolment', () => {
  it('opens exactly these acts in each state', () => {
    expect(openActs(enrolmentDef, opened, inputs, context)).toEqual({
      none: ['open', 'appoint', 'renew'],
      opened: ['apply', 'cancel', 'expire'],
      applied: ['approve', 'refuse', 'cancel', 'expire'],
      approved: ['complete', 'cancel', 'expire'],
      completed: [],
      refused: [],
      cancelled: [],
      expired: [],
    });
  });

  it('is opened by the system administrator and approved by another office', () => {
    expect(enrolmentDef.acts['open']).toMatchObject({ roles: ['SA'], dangerous: true, reasonRequired: true });
    expect(enrolmentDef.acts['approve']).toMatchObject({ roles: ['SEC', 'SA', 'DIR'], dangerous: true });
  });
});

describe('four eyes', () => {
  it('refuse the opener, the opener under another account, and the holder; take anybody else', () => {
    expect(found('approve', applied, { actor: people.SA })).toContain('access/own-proposal R134 -');
    expect(found('approve', applied, { actor: people.otherSec })).toContain('access/own-proposal R134 -');
    expect(found('approve', applied, { actor: people.holder })).toContain('access/own-benefit R134 -');
    expect(found('approve', applied, { actor: people.SEC })).toEqual([]);
  });

  it('nobody opens an enrolment for themselves, and only the own certificate is renewed', () => {
    expect(found('open', unborn(idOf('f', 1)), { actor: people.holder })).toEqual([
      'access/own-benefit R134 account',
    ]);
    expect(found('renew', unborn(idOf('f', 1)))).toContain('enrolment/not-own R132 account');
  });

  it('only the bootstrap goes without, and only while nobody has ever signed in', () => {
    expect(found('appoint', unborn(idOf('f', 1)))).toEqual(['account/not-installing R024 -']);
    const installing = { ...context, facts: { ...facts, installing: true } };
    const born: EnrolmentState = after(
      enrolmentDef,
      unborn(idOf('f', 1)),
      'appoint',
      inputs.appoint,
      installing,
    );
    expect(after(enrolmentDef, born, 'apply', inputs.apply, context).state).toBe('approved');
    expect(applied.state).toBe('applied');
  });
});

describe('what it is for', () => {
  const open = (kind: string, more: Partial<EnrolmentFacts>) =>
    foundBy(
      enrolmentDef,
      unborn(idOf('f', 1)),
      'open',
      { account, kind },
      { ...context, facts: { ...facts, ...more } },
    );

  it('first credentials once, replacements only afterwards, one at a time, never for a revoked account', () => {
    expect(open('first', { enrolled: true })).toEqual(['enrolment/enrolled R132 kind']);
    expect(open('password', {})).toEqual(['enrolment/never-enrolled R132 kind']);
    expect(open('first', { underWay: ['ba-chen 首次发放'] })).toEqual(['enrolment/under-way - account']);
    expect(open('first', { account: facts.account && { ...facts.account, state: 'revoked' } })).toEqual([
      'enrolment/account-revoked R131 account',
    ]);
    expect(open('first', { account: null })).toEqual(['ref/unknown - account']);
  });

  it('is void after three days, whoever comes', () => {
    const late = { now: '2026-03-05T01:00:00.001Z', actor: people.SEC };
    for (const act of ['apply', 'approve', 'complete'] as const) {
      const state = { apply: opened, approve: applied, complete: { ...applied, state: 'approved' } }[act];
      expect(found(act, state, late)).toContain('enrolment/overdue - -');
    }
    expect(found('approve', applied, { ...late, now: '2026-03-05T01:00:00.000Z' })).toEqual([]);
  });

  it('ties the account to the certificate and records its factors when it is taken over', () => {
    const approved: EnrolmentState = { ...applied, state: 'approved' };
    const step = enrolmentDef.acts['complete']?.step(approved, inputs.complete, context);
    expect(step?.follow).toMatchObject([
      { type: 'account', id: account, act: 'bindCertificate', input: certificate },
      { type: 'account', act: 'factors', input: { authFactors: ['pin', 'password', 'certificate', 'otp'] } },
    ]);
  });

  it('an enrolment for a password alone keeps no key', () => {
    const password: EnrolmentState = { ...opened, kind: 'password' };
    expect(after(enrolmentDef, password, 'apply', inputs.apply, context)).not.toHaveProperty(
      'keyFingerprint',
    );
  });
});
