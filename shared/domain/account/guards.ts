import { appRoles } from '../../access/roles.ts';
import {
  centerScope,
  checkSeparationOfCells,
  isCore,
  partsOf,
  siteActions,
  type Cell,
} from '../../access/rights.ts';
import { checkCompanyCoreRights } from '../../rules/checks/staff.ts';
import { checkCompanyAgreement } from '../../rules/checks/company.ts';
import { checkGrantTerm } from '../../rules/checks/grants.ts';
import { checkFiled, checkTraining } from '../../rules/checks/staff.ts';
import { refuse, type Finding } from '../../rules/finding.ts';
import { limitOf } from '../../rules/ruleSet.ts';
import { formalEmployment, accountKinds, employmentTypes } from '../../rules/terms.ts';
import type { ActContext } from '../object.ts';
import { doubled, rest, union } from './algebra.ts';
import { cellsText, namesOf } from './cellText.ts';
import type { AccountFacts } from './facts.ts';
import { heldCells, isOpen } from './holdings.ts';
import { grantsOf, type AccountState } from './state.ts';
import { rolesOfKind } from './terms.ts';

export type AccountContext = ActContext<AccountFacts>;

/** The findings of a check, moved to the input field of the act that asked. */
export function at(place: string, findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, place }));
}

/**
 * Everything that forbids this person these rights, whatever the term: unknown or unfiled rights, rights outside
 * the filing's sites, another class of account, core rights of people who are not formal staff.
 */
export function checkCells(
  state: AccountState,
  cells: readonly Cell[],
  facts: AccountFacts,
  place: string,
): readonly Finding[] {
  return [
    ...checkKnown(cells, facts, place),
    ...checkKind(state, cells, place),
    ...checkScope(cells, facts, place),
    ...checkCore(state, cells, facts, place),
  ];
}

function checkKnown(cells: readonly Cell[], facts: AccountFacts, place: string): readonly Finding[] {
  const unknown = cells.filter((value) => !isKnown(value, facts));
  if (unknown.length === 0) return [];
  return [
    refuse('account/unknown-right', null, place, {
      zh: `权限不存在:${unknown.join('、')};请按网站、栏目、动作重新选择`,
      en: `No such right: ${unknown.join(', ')}; choose site, column and action again`,
    }),
  ];
}

function isKnown(value: Cell, facts: AccountFacts): boolean {
  if (value.split('/').length !== 3) return false;
  const { site, column, action } = partsOf(value);
  if (site === centerScope) return column === '-' && Object.hasOwn(appRoles, action);
  const known = Object.hasOwn(facts.sites, site) ? facts.sites[site] : undefined;
  if (!known || !Object.hasOwn(siteActions, action)) return false;
  return column === '-' || Object.hasOwn(known.columns, column);
}

function checkKind(state: AccountState, cells: readonly Cell[], place: string): readonly Finding[] {
  const { kind } = state;
  if (!kind) return [];
  const allowed: readonly string[] = rolesOfKind[kind];
  const wrong = cells
    .map(partsOf)
    .filter(({ site, action }) => site === centerScope && !allowed.includes(action));
  return wrong.map(({ action }) =>
    refuse('account/role-of-other-kind', 'R132', place, {
      zh: `${accountKinds[kind].zh}不得承担角色 ${action};请为其另开相应类别的账号`,
      en: `${accountKinds[kind].en} cannot carry the role ${action}; open an account of the fitting kind`,
    }),
  );
}

/**
 * Rights on sites stand in the filing, and on its sites; people without a filing hold none (R022). Roles of this
 * program are bounded by the kind of account instead.
 */
function checkScope(given: readonly Cell[], facts: AccountFacts, place: string): readonly Finding[] {
  const { filing } = facts;
  const names = namesOf(facts.sites);
  const cells = given.filter((value) => partsOf(value).site !== centerScope);
  if (filing === null) {
    return cells.length === 0
      ? []
      : [
          refuse('account/no-filing', 'R022', place, {
            zh: `持有人没有人员备案,不得具有网站权限:${cellsText(cells, names).zh};请先办理备案`,
            en: `Without a staff filing nobody holds rights on a site: ${cellsText(cells, names).en}; file the person first`,
          }),
        ];
  }
  const outside = cells.filter((value) => !filing.siteScope.includes(partsOf(value).site));
  const unasked = rest(cells, [filing.requestedCells, outside]);
  const findings: Finding[] = [];
  if (outside.length > 0)
    findings.push(
      refuse('account/outside-scope', 'R022', place, {
        zh: `超出备案的网站范围:${cellsText(outside, names).zh};请去掉,或先变更备案`,
        en: `Outside the sites of the filing: ${cellsText(outside, names).en}; take them out or change the filing first`,
      }),
    );
  if (unasked.length > 0)
    findings.push(
      refuse('account/not-requested', 'R022', place, {
        zh: `备案中没有申请这些权限:${cellsText(unasked, names).zh};请去掉,或先变更备案`,
        en: `The filing does not ask for: ${cellsText(unasked, names).en}; take them out or change the filing first`,
      }),
    );
  return findings;
}

/** Does the holder belong to a service company, by the account's kind or by the unit (R119). */
export function ofCompany(state: AccountState, facts: AccountFacts): boolean {
  return state.kind === 'company' || facts.unit?.type === 'company';
}

function checkCore(
  state: AccountState,
  cells: readonly Cell[],
  facts: AccountFacts,
  place: string,
): readonly Finding[] {
  const core = cells.filter(isCore);
  const names = cellsText(core, namesOf(facts.sites));
  if (ofCompany(state, facts))
    return at(
      place,
      checkCompanyCoreRights({ ofCompany: true, coreRights: core.length === 0 ? [] : [names.zh] }),
    );
  const { filing } = facts;
  if (filing === null || core.length === 0 || formalEmployment.has(filing.employmentType)) return [];
  const employment = employmentTypes[filing.employmentType];
  return [
    refuse('account/core-not-formal', 'R118', place, {
      zh: `核心安全管理和信息发布权限只能授予正式工作人员,持有人为「${employment.zh}」:${names.zh};请改由正式人员承担`,
      en: `Rights of core security management and publishing are for formal staff; the holder is "${employment.en}": ${names.en}. Let formal staff hold them`,
    }),
  ];
}

/** No two open grants hold the same right: it would survive the revocation of one of them. */
export function checkDoubled(
  state: AccountState,
  cells: readonly Cell[],
  except: readonly string[],
  place: string,
): readonly Finding[] {
  const others = grantsOf(state).filter((grant) => isOpen(grant) && !except.includes(grant.no));
  const twice = doubled([union(...others.map((grant) => grant.cells)), cells]);
  if (twice.length === 0) return [];
  const numbers = others.filter((grant) => grant.cells.some((value) => twice.includes(value)));
  const list = numbers.map((grant) => grant.no).join('、');
  return [
    refuse('account/doubled', 'R023', place, {
      zh: `授权单 ${list} 已含其中的权限,不得重复授予`,
      en: `Grant ${list} already holds some of these rights; they are not granted twice`,
    }),
  ];
}

/** The exclusion matrix and R134 over everything the person would hold with these rights. */
export function checkConflicts(
  state: AccountState,
  added: readonly Cell[],
  context: AccountContext,
  place: string,
): readonly Finding[] {
  const { facts, today } = context;
  const all = union(heldCells(state, today), facts.otherCells, added);
  return checkSeparationOfCells(all, place, (site) => facts.sites[site]?.name ?? site);
}

/** The filing is approved and in force today (R022, R121). */
export function checkFilingRuns({ facts: { filing }, today }: AccountContext): readonly Finding[] {
  return checkFiled({
    filed: filing?.filed ?? false,
    effectiveDate: filing?.effectiveDate ?? null,
    validUntil: filing?.validUntil ?? null,
    today,
  });
}

/** The company's confidentiality agreement runs today (R013). */
export function checkAgreement({ facts: { agreement }, today }: AccountContext): readonly Finding[] {
  return checkCompanyAgreement({ agreement, today });
}

/** The holder can carry rights today: filing in force, training fresh (R117); a company's agreement runs. */
export function checkHolder(state: AccountState, context: AccountContext, place: string): readonly Finding[] {
  const { facts, today, rules } = context;
  const { filing } = facts;
  const findings: Finding[] = [];
  if (filing !== null || state.holder) findings.push(...checkFilingRuns(context));
  if (filing !== null) {
    const cycle = limitOf(rules, 'R117', 'cycle');
    findings.push(...checkTraining({ lastTraining: filing.lastTraining, today, cycle }));
  }
  if (ofCompany(state, facts)) findings.push(...checkAgreement(context));
  return at(place, findings);
}

/** A term that has not ended and outlives neither filing nor certificate (R022, R131). */
export function checkTerm(
  state: AccountState,
  term: { readonly from: string; readonly to: string },
  context: AccountContext,
): readonly Finding[] {
  const findings = at(
    'to',
    checkGrantTerm({
      validFrom: term.from,
      validTo: term.to,
      filingValidUntil: context.facts.filing?.validUntil ?? term.to,
      certificateExpiry: state.certExpiry ?? null,
    }),
  );
  if (term.to >= context.today) return findings;
  return [
    ...findings,
    refuse('account/term-over', null, 'to', {
      zh: `截止日期 ${term.to} 已过;请填写今日或以后的日期`,
      en: `The term ended on ${term.to}; give today or a later day`,
    }),
  ];
}
