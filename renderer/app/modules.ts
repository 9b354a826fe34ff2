import type { AppRole } from '../../shared/access/roles.ts';
import type { TextKey } from '../locales/text.ts';

/** One module of the navigation. Access here is convenience; the server decides. */
export interface Module {
  readonly path: string;
  readonly label: TextKey;
  /** Digit of its shortcut Alt+1..9; absent where the nine are given away. */
  readonly digit?: number;
  /** Roles that see it; null = everybody. */
  readonly roles: readonly AppRole[] | null;
  /** Key of `workbench.get` counts that says how much waits here. */
  readonly count?: string;
}

/** Modules in the order of the navigation. */
export const modules: readonly Module[] = [
  { path: '/', digit: 1, label: 'nav.workbench', roles: null, count: 'workbench' },
  {
    path: '/staff',
    digit: 2,
    label: 'nav.staff',
    roles: ['C1', 'C2', 'DIR', 'AUD', 'U', 'INS', 'P1', 'P2', 'SEC'],
    count: 'staffFiling',
  },
  {
    path: '/accounts',
    digit: 3,
    label: 'nav.accounts',
    roles: ['P1', 'P2', 'SA', 'SEC', 'AUD', 'C1', 'C2', 'DIR', 'U', 'INS'],
    count: 'account',
  },
  {
    path: '/domains',
    digit: 4,
    label: 'nav.domains',
    roles: ['C1', 'C2', 'DIR', 'AUD', 'U', 'INS'],
    count: 'domainRecord',
  },
  {
    path: '/addresses',
    digit: 5,
    label: 'nav.addresses',
    roles: ['C1', 'C2', 'DIR', 'AUD', 'U', 'INS', 'SA'],
    count: 'ipRecord',
  },
  { path: '/sites', digit: 6, label: 'nav.sites', roles: null, count: 'site' },
  { path: '/cases', digit: 7, label: 'nav.cases', roles: null, count: 'case' },
  { path: '/credentials', label: 'nav.credentials', roles: ['SA', 'SEC', 'DIR', 'AUD'], count: 'enrolment' },
  { path: '/audit', digit: 8, label: 'nav.audit', roles: ['AUD'] },
  { path: '/settings', digit: 9, label: 'nav.settings', roles: null },
];

/** Roles that see the certificates of the center's CA and everybody's sessions, pages of the module `/credentials`. */
export const certificateReaders: readonly AppRole[] = ['SA', 'SEC', 'AUD'];

/** May a person with these roles see the module. */
export function maySee(module: Pick<Module, 'roles'>, roles: readonly string[]): boolean {
  return module.roles === null || module.roles.some((role) => roles.includes(role));
}
