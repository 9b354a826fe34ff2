import type { AppRole } from '../../shared/access/roles.ts';
import type { TextKey } from '../locales/text.ts';

/** One module of the navigation. Access here is convenience; the server decides. */
export interface Module {
  readonly path: string;
  readonly label: TextKey;
  /** Roles that see it; null = everybody. */
  readonly roles: readonly AppRole[] | null;
  /** Key of `workbench.get` counts that says how much waits here. */
  readonly count?: string;
}

/** Modules in the order of Alt+1..9. */
export const modules: readonly Module[] = [
  { path: '/', label: 'nav.workbench', roles: null, count: 'workbench' },
  {
    path: '/staff',
    label: 'nav.staff',
    roles: ['C1', 'C2', 'DIR', 'AUD', 'U', 'INS', 'P1', 'P2', 'SEC'],
    count: 'staffFiling',
  },
  {
    path: '/accounts',
    label: 'nav.accounts',
    roles: ['P1', 'P2', 'SA', 'SEC', 'AUD', 'C1', 'C2', 'DIR', 'U', 'INS'],
    count: 'account',
  },
  {
    path: '/domains',
    label: 'nav.domains',
    roles: ['C1', 'C2', 'DIR', 'AUD', 'U', 'INS'],
    count: 'domainRecord',
  },
  {
    path: '/addresses',
    label: 'nav.addresses',
    roles: ['C1', 'C2', 'DIR', 'AUD', 'U', 'INS', 'SA'],
    count: 'ipRecord',
  },
  { path: '/sites', label: 'nav.sites', roles: null, count: 'site' },
  { path: '/cases', label: 'nav.cases', roles: null, count: 'case' },
  { path: '/audit', label: 'nav.audit', roles: ['AUD'] },
  { path: '/settings', label: 'nav.settings', roles: null },
];

/** May a person with these roles see the module. */
export function maySee(module: Pick<Module, 'roles'>, roles: readonly string[]): boolean {
  return module.roles === null || module.roles.some((role) => roles.includes(role));
}
