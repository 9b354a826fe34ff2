import * as z from 'zod';
import { objectCodes, refuseCodes, returnCodes } from '../../../shared/domain/case/terms.ts';
import type { ObjectState } from '../../../shared/domain/object.ts';
import { CaseEffect } from './CaseEffect.tsx';
import type { ActExtras } from '../../ui/form/actFields.ts';

const proposerSchema = z.looseObject({ id: z.string() }).nullish();

const text = { label: { zh: '意见说明', en: 'Explanation' }, kind: 'longText' } as const;

/** The digest of what is on screen goes with the approval: the server refuses if the content is another by now. */
const agree: ActExtras = {
  hidden: ['digest'],
  noReason: true,
  noPreview: true,
  metas: { text },
  above: (state) => <CaseEffect id={state.id} />,
  initial: (state: ObjectState) => ({ digest: 'digest' in state ? state.digest : '' }),
};

function turnDown(options: typeof returnCodes | typeof refuseCodes | typeof objectCodes): ActExtras {
  return {
    noReason: true,
    noPreview: true,
    above: (state) => <CaseEffect id={state.id} />,
    metas: { code: { label: { zh: '理由类别', en: 'Kind of reason' }, options }, text },
  };
}

/** Decisions on a case: approval of exactly what was shown, or a coded reason. */
export const caseActs: Readonly<Record<string, ActExtras>> = {
  approve: agree,
  confirm: agree,
  sendBack: turnDown(returnCodes),
  refuse: turnDown(refuseCodes),
  object: turnDown(objectCodes),
  withdraw: { noReason: true, noPreview: true, metas: { text } },
};

const decisions = ['approve', 'sendBack', 'refuse'];
const afterReview = ['confirm', 'object'];

/** Acts a case does not offer: another kind's decisions, decisions on one's own proposal, withdrawal of another's. */
export function hiddenCaseActs(state: ObjectState, accountId: string): ReadonlySet<string> {
  const { kind, proposer } = z.looseObject({ kind: z.string(), proposer: proposerSchema }).parse(state);
  const isOwn = proposer?.id === accountId;
  const others = kind === 'after-review' ? decisions : afterReview;
  return new Set(['open', ...others, ...(isOwn ? [...decisions, ...afterReview] : ['withdraw'])]);
}
