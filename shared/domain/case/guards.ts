import { appRoles } from '../../access/roles.ts';
import type { Actor } from '../../log/event.ts';
import { refuse, type Finding } from '../../rules/finding.ts';
import { proposerOf, type CaseState } from './state.ts';
import { caseKinds } from './terms.ts';

/** Is the actor the one who proposed: by account, or by another account of the same person. */
export function isProposer(state: CaseState, actor: Actor): boolean {
  const proposer = proposerOf(state);
  if (proposer === null) return false;
  return proposer.id === actor.id || (actor.person !== null && proposer.person === actor.person);
}

/** Who may not decide this case: the proposer, anybody who gains by it, anybody without an approving role. */
export function checkDecider(state: CaseState, actor: Actor): readonly Finding[] {
  const findings: Finding[] = [];
  if (isProposer(state, actor))
    findings.push(
      refuse('case/own-proposal', 'R134', '', {
        zh: '不得复核本人提出的事项(包括以本人其他账号提出的);请由另一人复核',
        en: 'Nobody decides a proposal of their own, whichever account it came from; let another person decide',
      }),
    );
  if (actor.person !== null && (state.beneficiaries ?? []).includes(actor.person))
    findings.push(
      refuse('case/beneficiary', 'R134', '', {
        zh: '事项涉及本人,应当回避;请由另一人复核',
        en: 'The matter is about yourself; let another person decide',
      }),
    );
  const roles = state.approveRoles ?? [];
  if (!roles.some((role) => actor.roles.includes(role)))
    findings.push(
      refuse('case/role', 'R024', '', {
        zh: `此事项须由${roles.map((role) => appRoles[role].zh).join('或')}复核`,
        en: `This matter is decided by: ${roles.map((role) => appRoles[role].en).join(' or ')}`,
      }),
    );
  return findings;
}

/** The content seen (or handed in) is the content of the case. */
export function checkDigest(expected: string | undefined, digest: string): readonly Finding[] {
  if (digest === expected) return [];
  return [
    refuse('case/digest', null, 'digest', {
      zh: '所看到的内容与案件内容不一致;请重新查看变更内容后再决定',
      en: 'What you saw is not what the case holds; look at the effect again and decide',
    }),
  ];
}

/** After-reviews are confirmed or objected to; what has not run yet is approved, returned or refused. */
export function checkKind(state: CaseState, afterReview: boolean): readonly Finding[] {
  if ((state.kind === 'after-review') === afterReview) return [];
  const kind = caseKinds[state.kind ?? 'approval'];
  return [
    refuse('case/kind', null, '', {
      zh: `「${kind.zh}」不适用此操作`,
      en: `This act does not fit the kind of case "${kind.en}"`,
    }),
  ];
}

/** `other` says nothing by itself, so it needs words. */
export function checkText(code: string, text: string): readonly Finding[] {
  if (code !== 'other' || text.trim() !== '') return [];
  return [
    refuse('case/text-missing', null, 'text', {
      zh: '选择“其他”时须写明具体原因',
      en: 'With "Other" say what the reason is',
    }),
  ];
}
