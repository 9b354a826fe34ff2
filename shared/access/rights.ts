import type { Options } from '../domain/options.ts';
import { checkRoleExclusion } from './roles.ts';
import { refuse, type Finding } from '../rules/finding.ts';

/** What a person may do on a managed site (动作, domain.md 2.4). */
export const siteActions = {
  collect: { zh: '采集', en: 'Collect' },
  edit: { zh: '编辑', en: 'Edit' },
  submit: { zh: '送审', en: 'Submit' },
  review1: { zh: '一审', en: 'First review' },
  review2: { zh: '二审', en: 'Second review' },
  review3: { zh: '终审', en: 'Final review' },
  publish: { zh: '发布', en: 'Publish' },
  retract: { zh: '撤稿', en: 'Retract' },
  view: { zh: '查看', en: 'View' },
  configure: { zh: '配置', en: 'Configure' },
} as const satisfies Options;

export type SiteAction = keyof typeof siteActions;

/** Separated classes of rights on one site (R134: system administration, editing, auditing). */
type RightClass = 'sysadmin' | 'editor' | 'auditor' | 'signer' | 'viewer';

const classOfAction: Readonly<Record<SiteAction, RightClass>> = {
  collect: 'editor',
  edit: 'editor',
  submit: 'editor',
  review1: 'auditor',
  review2: 'auditor',
  review3: 'auditor',
  publish: 'signer',
  retract: 'signer',
  view: 'viewer',
  configure: 'sysadmin',
};

/** Core security management and publishing (核心安全管理和信息发布, R118/R119). */
const coreActions: ReadonlySet<SiteAction> = new Set([
  'review1',
  'review2',
  'review3',
  'publish',
  'retract',
  'configure',
]);

/**
 * One indivisible right, written `site/column/action`. A role in this program is the right
 * `center/-/ROLE`, so that one algebra (split, union, exclusion) holds for both.
 */
export type Cell = string;

export interface CellParts {
  readonly site: string;
  readonly column: string;
  readonly action: string;
}

/** Scope of the roles in this program itself. */
export const centerScope = 'center';

export function cell(site: string, column: string, action: string): Cell {
  return `${site}/${column}/${action}`;
}

export function roleCell(role: string): Cell {
  return cell(centerScope, '-', role);
}

/** Splits a cell into its parts; a malformed cell gives empty parts, which no site matches. */
export function partsOf(value: Cell): CellParts {
  const [site = '', column = '', action = ''] = value.split('/');
  return { site, column, action };
}

/** Roles in this program among the cells. */
export function rolesIn(cells: Iterable<Cell>): Set<string> {
  const roles = new Set<string>();
  for (const value of cells) {
    const parts = partsOf(value);
    if (parts.site === centerScope) roles.add(parts.action);
  }
  return roles;
}

function isSiteAction(action: string): action is SiteAction {
  return action in siteActions;
}

/** Is the cell a right of core security management or publishing. */
export function isCore(value: Cell): boolean {
  const { site, action } = partsOf(value);
  return site !== centerScope && isSiteAction(action) && coreActions.has(action);
}

const classNames: Readonly<Record<'sysadmin' | 'editor' | 'auditor', { zh: string; en: string }>> = {
  sysadmin: { zh: '系统管理', en: 'system administration' },
  editor: { zh: '内容编辑', en: 'content editing' },
  auditor: { zh: '内容审核', en: 'content auditing' },
};
const separated = ['sysadmin', 'editor', 'auditor'] as const;

/**
 * All conflicts in everything one person holds: excluded roles of this program, and on each managed
 * site any two of system administration, editing, auditing (R134).
 * @param siteName how to name a site in the finding.
 */
export function checkSeparationOfCells(
  cells: Iterable<Cell>,
  place: string,
  siteName: (site: string) => string,
): readonly Finding[] {
  const all = [...cells];
  const classes = new Map<string, Set<RightClass>>();
  for (const value of all) {
    const { site, action } = partsOf(value);
    if (site === centerScope || !isSiteAction(action)) continue;
    const held = classes.get(site) ?? new Set<RightClass>();
    held.add(classOfAction[action]);
    classes.set(site, held);
  }
  const findings: Finding[] = [...checkRoleExclusion(rolesIn(all), place)];
  for (const [site, held] of classes) {
    const clash = separated.filter((name) => held.has(name));
    if (clash.length < 2) continue;
    findings.push(
      refuse('access/separated-rights', 'R134', place, {
        zh: `同一人在「${siteName(site)}」不得同时具有${clash.map((name) => classNames[name].zh).join('、')}权限;请改由不同人员分别承担`,
        en: `One person may not hold ${clash.map((name) => classNames[name].en).join(' and ')} on ${siteName(site)}; give them to different people`,
      }),
    );
  }
  return findings;
}
