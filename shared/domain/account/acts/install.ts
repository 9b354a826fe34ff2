import * as z from 'zod';
import { refuse } from '../../../rules/finding.ts';
import { checkFactors } from '../../../rules/checks/identification.ts';
import { limitOf } from '../../../rules/ruleSet.ts';
import { factors } from '../../../rules/terms.ts';
import { actsOf } from '../../object.ts';
import { keysOf } from '../../options.ts';
import { patchOf } from '../../patchOf.ts';
import { union } from '../algebra.ts';
import type { AccountFacts } from '../facts.ts';
import { at, checkCells, checkConflicts } from '../guards.ts';
import { cellsSchema, daySchema, type AccountState } from '../state.ts';
import { certificateInput, checkCertificate } from './identify.ts';
import { openInput, openStep } from './open.ts';

const act = actsOf<AccountState, AccountFacts>();

/**
 * 初始设立: while the server is set up for the first time nobody exists who could propose or approve, so the
 * system opens the first accounts with their roles in force. Never possible afterwards.
 */
export const install = act({
  label: { zh: '初始设立', en: 'Set up' },
  category: 'permission',
  from: ['none'],
  to: 'active',
  roles: ['SYS'],
  numbers: { grant: 1 },
  input: openInput.extend({
    ...certificateInput.partial().shape,
    cells: cellsSchema,
    from: daySchema,
    to: daySchema,
    authFactors: z.array(z.enum(keysOf(factors))).max(5),
    ipAllow: z.array(z.string().max(100)).max(100).nullish(),
    basis: z.string().min(1).max(500),
  }),
  step: (state, input, context) => {
    const { certSerial, certFingerprint, certExpiry, authFactors, ipAllow, cells, from, to, basis, ...rest } =
      input;
    // Without one the account gets its certificate by an enrolment, before anybody can sign in with it.
    const certificate = certificateInput.safeParse({ certSerial, certFingerprint, certExpiry }).data;
    const [no = ''] = context.numbers.grant ?? [];
    const born: AccountState = { ...state, kind: input.kind };
    const opened = openStep(rest, context);
    const setUp = { zh: '系统初始设立', en: 'Set up' };
    const kinds = limitOf(context.rules, 'R133', 'kinds');
    const installing = refuse('account/not-installing', 'R024', '', {
      zh: '系统已完成初始设立;此后的账号和权限须由权限管理员办理',
      en: 'The server is already set up; accounts and rights are now a matter of the permission managers',
    });
    return {
      findings: [
        ...(context.facts.installing ? [] : [installing]),
        ...(opened.findings ?? []),
        ...checkCells(born, cells, context.facts, 'cells'),
        ...checkConflicts(born, cells, context, 'cells'),
        ...(certificate ? checkCertificate(certificate, context) : []),
        ...at('authFactors', checkFactors({ accountKind: input.kind, factors: authFactors, kinds })),
      ],
      patch: {
        ...opened.patch,
        ...patchOf({ ...certificate, authFactors, ipAllow: ipAllow ?? undefined }),
        grants: { [no]: { no, cells: union(cells), state: 'active', from, to, reason: setUp.zh, basis } },
      },
      stamps: { ...opened.stamps, enabledOn: 'day' },
    };
  },
});
