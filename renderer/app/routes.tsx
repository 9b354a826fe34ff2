import { type ComponentType, lazy } from 'react';
import { createHashRouter, type RouteObject } from 'react-router';
import type { AppRole } from '../../shared/access/roles.ts';
import { Access } from './Access.tsx';
import { certificateReaders, modules } from './modules.ts';
import { NotFound } from './NotFound.tsx';
import { Shell } from './Shell.tsx';

interface Page {
  readonly path: string;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  readonly roles: readonly AppRole[] | null;
}

function rolesOf(path: string): readonly AppRole[] | null {
  return modules.find((module) => module.path === path)?.roles ?? null;
}

/** Every page, loaded when it is first opened. */
const pages: readonly Page[] = [
  { path: '/', load: () => import('../features/workbench/WorkbenchPage.tsx'), roles: null },
  { path: '/staff', load: () => import('../features/staffFiling/StaffPage.tsx'), roles: rolesOf('/staff') },
  {
    path: '/accounts',
    load: () => import('../features/account/AccountsPage.tsx'),
    roles: rolesOf('/accounts'),
  },
  {
    path: '/domains',
    load: () => import('../features/domainRecord/DomainsPage.tsx'),
    roles: rolesOf('/domains'),
  },
  {
    path: '/addresses',
    load: () => import('../features/ipRecord/AddressesPage.tsx'),
    roles: rolesOf('/addresses'),
  },
  { path: '/sites', load: () => import('../features/site/SitesPage.tsx'), roles: rolesOf('/sites') },
  { path: '/units', load: () => import('../features/unit/UnitsPage.tsx'), roles: rolesOf('/sites') },
  { path: '/cases', load: () => import('../features/case/CasesPage.tsx'), roles: rolesOf('/cases') },
  {
    path: '/credentials',
    load: () => import('../features/credentials/EnrolmentsPage.tsx'),
    roles: rolesOf('/credentials'),
  },
  {
    path: '/certificates',
    load: () => import('../features/credentials/CertificatesPage.tsx'),
    roles: certificateReaders,
  },
  {
    path: '/sessions',
    load: () => import('../features/credentials/SessionsPage.tsx'),
    roles: certificateReaders,
  },
  { path: '/audit', load: () => import('../features/audit/AuditPage.tsx'), roles: rolesOf('/audit') },
  { path: '/settings', load: () => import('../features/settings/SettingsPage.tsx'), roles: null },
  { path: '/import/:kind', load: () => import('../features/imports/ImportPage.tsx'), roles: ['C1'] },
];

const WithDefs = lazy(() => import('./WithDefs.tsx'));

function element({ load, roles }: Page) {
  const Lazy = lazy(load);
  return (
    <Access roles={roles}>
      <WithDefs>
        <Lazy />
      </WithDefs>
    </Access>
  );
}

/** The pages inside the frame, and the printed sheet without it. */
function routes(): RouteObject[] {
  return [
    {
      element: <Shell />,
      children: [
        ...pages.map((page) => ({ path: page.path, element: element(page) })),
        { path: '*', element: <NotFound /> },
      ],
    },
    {
      path: '/print/staff-filing/:id',
      element: element({
        path: '',
        load: () => import('../features/staffFiling/FilingSheet.tsx'),
        roles: null,
      }),
    },
  ];
}

/** Addresses stand behind `#`, so that both hosts serve one file and no server has to know them. */
export function createRouter() {
  return createHashRouter(routes());
}
