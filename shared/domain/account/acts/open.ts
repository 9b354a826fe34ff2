import * as z from 'zod';
import { checkForbiddenName } from '../../../rules/checks/identification.ts';
import { refuse, type Finding } from '../../../rules/finding.ts';
import { accountKinds } from '../../../rules/terms.ts';
import { field } from '../../fields.ts';
import { sealedOf } from '../../guards.ts';
import { actsOf, type Step } from '../../object.ts';
import { keysOf } from '../../options.ts';
import { patchOf } from '../../patchOf.ts';
import type { AccountFacts } from '../facts.ts';
import { at, checkAgreement, checkFilingRuns, type AccountContext } from '../guards.ts';
import type { AccountState } from '../state.ts';

const act = actsOf<AccountState, AccountFacts>();

/** Shape of an account number: lower-case letters, digits, single hyphens, as in `czs-fzj-0008`. */
const accountNoShape = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Input of `open` and, with rights, of `install`; a person without a filing is named directly. */
export const openInput = z.strictObject({
  accountNo: z.string().min(3).max(40),
  kind: z.enum(keysOf(accountKinds)),
  holder: z.uuid().nullish(),
  name: z.string().max(60).nullish(),
  idNumber: field.secret({ zh: '证件号码', en: 'Identity number', group: 'identity' }),
  unit: z.uuid().nullish(),
});
type OpenInput = z.output<typeof openInput>;

/** Opens an account: the system when a filing takes effect, the system administrator for center staff. */
export const open = act({
  label: { zh: '开立', en: 'Open' },
  category: 'permission',
  from: ['none'],
  to: 'toAnalyse',
  roles: ['SA', 'SYS'],
  input: openInput,
  step: (_state, input, context) => openStep(input, context),
});

/** The findings and the patch of a new account; `install` adds its rights to them. */
export function openStep(input: OpenInput, context: AccountContext): Step {
  const { facts, actor } = context;
  const person = holderOf(input, facts);
  const unit = facts.filing?.unit ?? input.unit ?? null;
  const findings = [
    ...checkNumber(input.accountNo, facts),
    ...checkPerson(person, input, facts),
    ...checkBasis(input, context),
  ];
  if (person !== null && person.digest === actor.person)
    findings.push(
      refuse('access/own-benefit', 'R134', '', {
        zh: '不得为本人开立账号;请由其他有权人员办理',
        en: 'Nobody opens an account for themselves; let another entitled person do it',
      }),
    );
  if (input.kind !== 'administrator' && input.kind !== 'center' && !input.holder)
    findings.push(
      refuse('account/no-filing', 'R022', 'holder', {
        zh: `${accountKinds[input.kind].zh}须以生效的人员备案为依据;请选择备案`,
        en: `A ${accountKinds[input.kind].en.toLowerCase()} rests on a staff filing in force; choose the filing`,
      }),
    );
  const { accountNo, kind } = input;
  return {
    findings,
    patch: patchOf({
      accountNo,
      kind,
      holder: input.holder ?? undefined,
      unit,
      person: person ?? undefined,
      name: person?.name,
    }),
    stamps: { openedOn: 'day' },
  };
}

/** The filing is in force, a company's agreement runs; training is asked for when rights are granted. */
function checkBasis(input: OpenInput, context: AccountContext): readonly Finding[] {
  return [
    ...(input.holder ? at('holder', checkFilingRuns(context)) : []),
    ...(input.kind === 'company' ? at('holder', checkAgreement(context)) : []),
  ];
}

function holderOf(input: OpenInput, facts: AccountFacts): { name: string; digest: string } | null {
  if (input.holder) return facts.filing && { ...facts.filing.person };
  const identity = sealedOf(input.idNumber);
  const name = input.name?.trim() ?? '';
  return identity === null || name === '' ? null : { name, digest: identity.digest };
}

function checkNumber(accountNo: string, facts: AccountFacts): readonly Finding[] {
  const findings = [...at('accountNo', checkForbiddenName({ accountName: accountNo }))];
  if (!accountNoShape.test(accountNo))
    findings.push(
      refuse('account/number-format', null, 'accountNo', {
        zh: '账号由小写字母、数字和单个连字符组成,以字母开头,如 czs-fzj-0008',
        en: 'An account number has lower-case letters, digits and single hyphens and starts with a letter, like czs-fzj-0008',
      }),
    );
  if (facts.accountNoUsed)
    findings.push(
      refuse('account/number-used', 'R132', 'accountNo', {
        zh: `账号 ${accountNo} 已使用过;注销的账号也不得再用,请另取`,
        en: `The account number ${accountNo} was used before; numbers are never used again, choose another`,
      }),
    );
  return findings;
}

function checkPerson(
  person: { readonly digest: string } | null,
  input: OpenInput,
  facts: AccountFacts,
): readonly Finding[] {
  if (person === null)
    return [
      refuse('account/no-person', 'R132', input.holder ? 'holder' : 'idNumber', {
        zh: '账号须对应到唯一的本人;请选择备案,或填写姓名和证件号码',
        en: 'An account belongs to exactly one person; choose the filing, or give name and identity number',
      }),
    ];
  const same = facts.accountsOfPerson.filter((other) => !other.revoked && other.kind === input.kind);
  return same.map((other) =>
    refuse('account/second-of-kind', 'R132', 'kind', {
      zh: `此人已有${accountKinds[input.kind].zh} ${other.accountNo};一人一号,不得再开`,
      en: `This person already has the ${accountKinds[input.kind].en.toLowerCase()} ${other.accountNo}; one account per person and kind`,
    }),
  );
}
