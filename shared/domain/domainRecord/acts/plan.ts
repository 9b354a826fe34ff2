import * as z from 'zod';
import { checkDomainApproval } from '../../../rules/checks/approvals.ts';
import { field } from '../../fields.ts';
import { checkOwnUnit, nothingChanged } from '../../guards.ts';
import { actsOf } from '../../object.ts';
import { fieldsOf, patchOf, revisionOf } from '../../patchOf.ts';
import { domainFields, type DomainFields } from '../fields.ts';
import { checkRecord, readable } from '../rules.ts';
import type { DomainFacts, DomainState } from '../state.ts';

const act = actsOf<DomainState, DomainFacts>();

/** The readable form stands beside the canonical one, so that both are found and shown. */
export function derived(data: DomainFields): { readonly domainUnicode?: string } {
  return data.domain ? { domainUnicode: readable(data.domain) } : {};
}

const plan = act({
  label: { zh: '登记拟用域名', en: 'plan the domain' },
  from: ['none'],
  to: 'planned',
  roles: ['U', 'C1'],
  input: domainFields,
  step: (_state, input, { facts, rules, actor }) => {
    const { data, findings } = checkRecord(input, facts, rules, false);
    return {
      findings: [...checkOwnUnit(actor, data.unit, 'unit'), ...withoutReasons(findings)],
      patch: patchOf({ ...data, ...derived(data) }),
      stamps: { enteredBy: 'actor', enteredAt: 'at' },
    };
  },
});

/** A draft is stored as it is thought of; the reason is asked for when it is submitted. */
function withoutReasons<F extends { readonly severity: string }>(findings: readonly F[]): readonly F[] {
  return findings.filter((found) => found.severity !== 'needs-reason');
}

const edit = act({
  label: { zh: '修改', en: 'edit' },
  from: ['planned'],
  to: 'same',
  roles: ['U', 'C1'],
  input: domainFields,
  step: (state, input, { facts, rules, actor }) => {
    const before = fieldsOf(domainFields, { ...state });
    const { data, findings } = checkRecord({ ...before, ...input }, facts, rules, false);
    const patch = revisionOf(before, data);
    const unchanged = Object.keys(patch).length === 0 ? [nothingChanged()] : [];
    return {
      findings: [
        ...checkOwnUnit(actor, state.unit, 'unit'),
        ...checkOwnUnit(actor, data.unit, 'unit'),
        ...withoutReasons(findings),
        ...unchanged,
      ],
      patch: { ...patch, ...patchOf(derived(data)) },
    };
  },
});

const submit = act({
  label: { zh: '提交审核', en: 'submit for approval' },
  from: ['planned'],
  to: 'approval',
  roles: ['U', 'C1'],
  input: z.strictObject({}),
  step: (state, _input, { facts, rules, actor }) => {
    const { findings } = checkRecord(fieldsOf(domainFields, { ...state }), facts, rules, true);
    return {
      findings: [...checkOwnUnit(actor, state.unit, 'unit'), ...findings],
      patch: { returnReason: null },
      stamps: { submittedBy: 'actor', submittedOn: 'day' },
    };
  },
});

const returnBack = act({
  label: { zh: '退回补正', en: 'return' },
  from: ['approval'],
  to: 'planned',
  roles: ['C1'],
  reasonRequired: true,
  input: z.strictObject({}),
  step: (_state, _input, { reason }) => ({ patch: { returnReason: reason } }),
});

const approve = act({
  label: { zh: '批准', en: 'approve' },
  from: ['approval'],
  to: 'approved',
  roles: ['C1'],
  approve: ['C2'],
  input: z.strictObject({
    approvalNo: field.code({ zh: '批准文号', en: 'Approval number', group: 'filing', max: 80 }),
    headConsent: field.day({ zh: '主要负责人同意日期', en: 'Consent of the head', group: 'filing' }),
    superiorOffice: field.day({
      zh: '上级办公厅(室)审核日期',
      en: 'Verified by the superior office',
      group: 'filing',
    }),
    provincialOffice: field.day({
      zh: '省级办公厅审核日期',
      en: 'Verified by the provincial office',
      group: 'filing',
    }),
    approvalScan: field.files({ zh: '批准文件', en: 'Approval document', group: 'papers' }),
  }),
  step: (state, input, { facts, rules }) => {
    const { approvalNo, approvalScan, headConsent, superiorOffice, provincialOffice } = input;
    const { findings } = checkRecord(fieldsOf(domainFields, { ...state }), facts, rules, true);
    const chain =
      state.kind === 'portal'
        ? checkDomainApproval({
            headConsent: headConsent ?? null,
            superiorOffice: superiorOffice ?? null,
            provincialOffice: provincialOffice ?? null,
          })
        : [];
    const approvalChain = patchOf({ headConsent, superiorOffice, provincialOffice });
    return {
      // The proposer gave the reasons when the record was submitted; only what bars it stops the approval.
      findings: [...withoutReasons(findings), ...chain],
      patch: { ...patchOf({ approvalNo, approvalScan }), approvalChain },
      stamps: { approvedOn: 'day' },
    };
  },
});

const withdraw = act({
  label: { zh: '撤回', en: 'withdraw' },
  from: ['planned', 'approval', 'approved'],
  to: 'withdrawn',
  roles: ['U', 'C1'],
  reasonRequired: true,
  input: z.strictObject({}),
  step: (state, _input, { actor, reason }) => ({
    findings: checkOwnUnit(actor, state.unit, 'unit'),
    patch: { endReason: reason },
  }),
});

/** Acts up to the approval of a domain (拟用 → 审核中 → 已批准). */
export const planActs = { plan, edit, submit, return: returnBack, approve, withdraw };
