import type { Workstation } from './workstation.ts';

/** One screen or one state of a screen, and how it is reached. It must not change the center's data. */
export interface Screen {
  readonly name: string;
  /** Account of the sample that sees it, or `unit` for a clerk of a unit, whose number depends on its filing. */
  readonly account: string;
  readonly show: (at: Workstation) => Promise<void>;
}

/** A list with a record open beside it, and with the form of one act. */
interface ListOf {
  readonly name: string;
  readonly account: string;
  readonly route: string;
}

const lists: readonly ListOf[] = [
  { name: 'staff', account: 'ba-chen', route: '/staff' },
  { name: 'domains', account: 'ba-chen', route: '/domains' },
  { name: 'addresses', account: 'ba-chen', route: '/addresses' },
  { name: 'sites', account: 'ba-chen', route: '/sites' },
  { name: 'units', account: 'ba-chen', route: '/units' },
  { name: 'cases', account: 'ba-chen', route: '/cases?tab=all' },
  { name: 'accounts', account: 'qx-wang', route: '/accounts' },
  { name: 'audit', account: 'sj-wu', route: '/audit' },
];

const filter = (state: string) =>
  `f=${encodeURIComponent(JSON.stringify([{ column: 'state', op: 'in', values: [state] }]))}`;

/** Lists alone and with their first record open. */
const listScreens: readonly Screen[] = lists.flatMap(({ name, account, route }) => [
  { name, account, show: (at: Workstation) => at.go(route) },
  { name: `${name}-pane`, account, show: (at: Workstation) => openFirst(at, route) },
]);

/** Forms of acts, `from` being the state in which their record is. */
const forms: readonly (readonly [account: string, route: string, from: string, act: string])[] = [
  ['ba-chen', '/staff', 'none', 'enter'],
  ['ba-chen', '/staff', 'submitted', 'sendBack'],
  ['ba-chen', '/staff', 'submitted', 'review'],
  ['ba-chen', '/staff', 'effective', 'handover'],
  ['ba-chen', '/domains', 'none', 'plan'],
  ['ba-chen', '/domains', 'none', 'takeOver'],
  ['ba-chen', '/domains', 'inUse', 'renew'],
  ['ba-chen', '/addresses', 'none', 'plan'],
  ['ba-chen', '/addresses', 'inUse', 'planChange'],
  ['ba-chen', '/sites', 'none', 'enter'],
  ['ba-chen', '/sites', 'online', 'columns'],
  ['ba-chen', '/sites', 'online', 'takeOffline'],
  ['ba-chen', '/units', 'none', 'enter'],
  ['qx-wang', '/accounts', 'toAnalyse', 'split'],
  ['qx-wang', '/accounts', 'active', 'split'],
  ['qx-wang', '/accounts', 'active', 'adjust'],
  ['qx-wang', '/accounts', 'active', 'suspend'],
  ['qx-wang', '/accounts', 'active', 'revoke'],
  ['xt-sun', '/accounts', 'none', 'open'],
  ['xt-sun', '/credentials', 'none', 'open'],
  ['fh-li', '/cases', 'open', 'approve'],
  ['fh-li', '/cases', 'open', 'sendBack'],
];

const formScreens: readonly Screen[] = forms.map(([account, route, from, act]) => ({
  name: `form-${route.slice(1)}-${from === 'none' ? 'new-' : ''}${act}${from === 'toAnalyse' ? '-filing' : ''}`,
  account,
  show: (at) => openForm(at, route, from, act),
}));

/** The pages that other roles see differently, or only they see. */
const otherScreens: readonly Screen[] = [
  { name: 'workbench', account: 'ba-chen', show: (at) => at.go('/') },
  { name: 'workbench-pane', account: 'ba-chen', show: (at) => openWork(at) },
  { name: 'workbench-unit', account: 'unit', show: (at) => at.go('/') },
  { name: 'staff-unit', account: 'unit', show: (at) => openFirst(at, '/staff') },
  { name: 'workbench-granting', account: 'qf-zhao', show: (at) => at.go('/') },
  { name: 'workbench-security', account: 'aq-zhou', show: (at) => at.go('/') },
  { name: 'workbench-director', account: 'fz-zheng', show: (at) => at.go('/') },
  { name: 'accounts-access', account: 'xt-sun', show: (at) => openFirst(at, '/accounts') },
  { name: 'credentials', account: 'xt-sun', show: (at) => at.go('/credentials') },
  { name: 'certificates', account: 'xt-sun', show: (at) => at.go('/certificates') },
  { name: 'sessions', account: 'xt-sun', show: (at) => at.go('/sessions') },
  { name: 'workbench-audit', account: 'sj-wu', show: (at) => at.go('/') },
  { name: 'settings', account: 'ba-chen', show: (at) => at.go('/settings') },
  { name: 'profiles', account: 'ba-chen', show: (at) => openProfiles(at) },
  { name: 'not-found', account: 'ba-chen', show: (at) => at.go('/nothing-here') },
  { name: 'no-access', account: 'ba-chen', show: (at) => noAccess(at) },
  { name: 'nothing-found', account: 'ba-chen', show: (at) => at.go('/staff?q=zzzzzzzz') },
  { name: 'print', account: 'ba-chen', show: (at) => openPrint(at) },
  { name: 'matrix', account: 'qx-wang', show: (at) => matrix(at) },
  { name: 'cases-mine', account: 'qx-wang', show: (at) => at.go('/cases?tab=mine') },
  { name: 'case-effect', account: 'fh-li', show: (at) => openFirst(at, '/cases') },
  { name: 'suspend-effect', account: 'qx-wang', show: (at) => suspendEffect(at) },
];

/** What opens over a page. */
const overlays: readonly Screen[] = [
  { name: 'palette', account: 'ba-chen', show: (at) => palette(at, 'zs') },
  { name: 'palette-none', account: 'ba-chen', show: (at) => palette(at, 'qqqqqq') },
  { name: 'help', account: 'ba-chen', show: (at) => over(at, '/staff', '?', '.key-list') },
  { name: 'gate', account: 'ba-chen', show: (at) => over(at, '/staff', 'Alt+0', '.gate-popover') },
  { name: 'export', account: 'ba-chen', show: (at) => over(at, '/staff', 'Control+e', '.ant-modal') },
  { name: 'filter', account: 'ba-chen', show: (at) => openFilter(at) },
  { name: 'columns', account: 'ba-chen', show: (at) => press(at, '.page-head .ant-btn', -1) },
  { name: 'views', account: 'ba-chen', show: (at) => press(at, '.page-head .ant-btn', -2) },
  { name: 'user-menu', account: 'ba-chen', show: (at) => press(at, '.user-button', 0) },
  { name: 'import-file', account: 'ba-chen', show: (at) => at.go('/import/staff') },
  { name: 'import-mapping', account: 'ba-chen', show: (at) => importTo(at, 'mapping') },
  { name: 'import-check', account: 'ba-chen', show: (at) => importTo(at, 'check') },
];

/** Every screen behind the sign-in, in an order that signs every account in once. */
export const screens: readonly Screen[] = Object.values(
  Object.groupBy([...otherScreens, ...listScreens, ...formScreens, ...overlays], ({ account }) => account),
).flatMap((group) => group ?? []);

/** Opens the first record of a list. */
async function openFirst(at: Workstation, route: string): Promise<void> {
  await at.go(route);
  await at.page.locator('.grid-row [role="rowheader"]').first().click();
  await at.page.locator('aside.pane').waitFor();
  await at.settle();
}

/** Opens the form of an act, for a new record or for the first record in a state. */
async function openForm(at: Workstation, route: string, from: string, act: string): Promise<void> {
  if (from === 'none') {
    await at.go(`${route}?id=${crypto.randomUUID()}&act=${act}`);
  } else {
    await openFirst(at, `${route}?${filter(from)}`);
    const hash = new URL(at.page.url()).hash.slice(1);
    await at.go(`${hash}&act=${act}`);
  }
  await at.page.locator('.form-foot').waitFor();
  await at.settle();
}

async function openProfiles(at: Workstation): Promise<void> {
  await at.go('/settings');
  await at.page.locator('.settings-line .ant-btn').first().click();
  await at.page.locator('.profile-list').waitFor();
  await at.settle();
}

async function matrix(at: Workstation): Promise<void> {
  await at.go('/accounts?tab=matrix');
  await at.page.locator('[role="columnheader"][aria-colindex="2"]').waitFor();
  await at.settle();
}

async function openWork(at: Workstation): Promise<void> {
  await at.go('/');
  await at.page.locator('.work-line').first().click();
  await at.page.locator('aside.pane h2').waitFor();
  await at.settle();
}

async function noAccess(at: Workstation): Promise<void> {
  await at.jump('/audit');
  await at.page.locator('main .blank').waitFor();
  await at.settle();
}

async function openPrint(at: Workstation): Promise<void> {
  await openFirst(at, '/staff');
  const id = new URLSearchParams(new URL(at.page.url()).hash.split('?')[1]).get('id');
  await at.jump(`/print/staff-filing/${id}`);
  await at.page.locator('.sheet, table').first().waitFor();
  await at.settle();
}

/** The form of a suspension up to its effect; a step further it would happen. */
async function suspendEffect(at: Workstation): Promise<void> {
  await openForm(at, '/accounts', 'active', 'suspend');
  const { page } = at;
  await page.locator('#f-cause').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('#f-reason').fill('值班电话报告账号异常');
  await page.keyboard.press('Control+Enter');
  await page.locator('.effect').first().waitFor();
  await at.settle();
}

async function over(at: Workstation, route: string, chord: string, shown: string): Promise<void> {
  await at.go(route);
  await at.page.keyboard.press(chord);
  await at.page.locator(shown).first().waitFor();
  await at.settle();
}

async function palette(at: Workstation, text: string): Promise<void> {
  await over(at, '/staff', 'Control+k', '#palette-list');
  await at.page.keyboard.insertText(text);
  await at.page.locator('#palette-list > *').first().waitFor();
  await at.page.waitForLoadState('networkidle');
  await at.settle();
}

async function openFilter(at: Workstation): Promise<void> {
  await press(at, '.filter-bar .ant-btn', 0);
  await at.page.locator('#filter-column').waitFor();
}

async function press(at: Workstation, selector: string, index: number): Promise<void> {
  await at.go('/staff');
  await at.page.locator(selector).nth(index).click();
  await at.page.locator('.ant-popover:visible, .ant-dropdown:visible').first().waitFor();
  await at.settle();
}

/** One good row, one with a check digit that does not fit, one that says nothing. */
const sheet = `姓名,单位,证件号码,手机号,岗位
张测试,常州市示范发展局,320400199001010008,13800000000,信息员
李测试,没有这个单位,320400199001010001,1380000,
`;

async function importTo(at: Workstation, stage: 'mapping' | 'check'): Promise<void> {
  const { page } = at;
  await at.go('/import/staff');
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) });
  await page.locator('.import .plain-table').waitFor();
  if (stage === 'check') {
    await page.locator('.import .ant-btn-primary').click();
    await page.locator('.import-counts').waitFor();
  }
  await at.settle();
}
