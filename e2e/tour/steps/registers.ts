import type { Person } from '../person.ts';
import type { Step } from '../step.ts';

/** Opens the first record of the list in the given state that the filter text finds. */
async function openFirst(clerk: Person, module: string, state: string): Promise<string> {
  await clerk.goList(module);
  const row = clerk.page
    .getByRole('row')
    .filter({ has: clerk.page.getByText(state, { exact: true }) })
    .first();
  const name = await row.getByRole('rowheader').innerText();
  await row.getByRole('rowheader').click();
  await clerk.pane.getByRole('heading', { level: 2, name }).waitFor();
  await clerk.pane.getByText(/^版本 /).waitFor();
  return name;
}

/** Changes of a domain and of an address, each taken back at the end so that the tour can be repeated. */
export const registerSteps: readonly Step[] = [
  {
    what: '域名变更, 显示ICP期限 (domain change with its ICP deadline)',
    run: async (tour) => {
      const clerk = await tour.as('ba-chen');
      const { pane } = clerk;
      const name = await openFirst(clerk, '域名', '启用');
      await clerk.act('申请变更');
      await pane.getByLabel('网站名称', { exact: true }).fill(`${tour.note('site')}(改版)`);
      const planned = pane.getByLabel('计划变更日期', { exact: true });
      await planned.fill(tour.fiction.day(45));
      await planned.press('Enter');
      await tour.shot(clerk, 'domain-change-form');
      await clerk.finish('申请变更', '网站改版更名');
      const deadline = pane.getByText(/ICP.*\d{4}-\d{2}-\d{2}|\d{4}-\d{2}-\d{2}.*ICP/).first();
      await pane.getByRole('heading', { name: '期限' }).waitFor();
      await deadline.waitFor();
      await tour.shot(clerk, 'domain-change-deadline');
      const said = await deadline.innerText();
      await clerk.act('取消变更');
      await clerk.finish('取消变更', '改版推迟');
      return `${name}: ${said}`;
    },
  },
  {
    what: 'IP变更, 逐一确认影响清单 (address change with its impact acknowledged)',
    run: async (tour) => {
      const clerk = await tour.as('ba-chen');
      const { pane } = clerk;
      const name = await openFirst(clerk, 'IP地址', '启用');
      await clerk.act('申请变更');
      await pane.getByLabel('接入商', { exact: true }).fill('中国样例电信常州分公司');
      const planned = pane.getByLabel('计划变更日期', { exact: true });
      await planned.fill(tour.fiction.day(10));
      await planned.press('Enter');
      const box = pane.getByRole('checkbox', { name: /已逐一核对/ });
      await box.check();
      await box.scrollIntoViewIfNeeded();
      await tour.shot(clerk, 'address-change-impact');
      const sites = await pane.getByRole('table').getByRole('rowheader').count();
      await clerk.finish('申请变更', '更换接入线路');
      await tour.shot(clerk, 'address-changing');
      await clerk.act('取消变更');
      await clerk.finish('取消变更', '线路更换推迟');
      return `${name}: ${sites} 个网站`;
    },
  },
];
