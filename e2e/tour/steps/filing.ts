import type { Person } from '../person.ts';
import type { Step } from '../step.ts';
import type { Tour } from '../tour.ts';

const scan = (name: string) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
});

async function attach(person: Person, label: string, name: string): Promise<void> {
  const chooser = person.page.waitForEvent('filechooser');
  await person.pane.getByLabel(label, { exact: true }).click();
  await (await chooser).setFiles(scan(name));
  await person.pane.getByText(name).waitFor();
}

/** Types a day and leaves the field, as a person does. */
async function day(person: Person, label: string, value: string): Promise<void> {
  const input = person.pane.getByLabel(label, { exact: true });
  await input.fill(value);
  await input.press('Enter');
}

async function personPart(clerk: Person, { fiction }: Tour): Promise<void> {
  const { pane } = clerk;
  const text = (label: string, value: string) => pane.getByLabel(label, { exact: true }).fill(value);
  await text('姓名', fiction.name);
  await clerk.pick(pane.getByLabel('性别', { exact: true }), fiction.gender);
  await day(clerk, '出生日期', fiction.birthDate);
  await clerk.pick(pane.getByLabel('证件类型', { exact: true }), '居民身份证');
  await text('办公电话', '0519-00000001');
}

async function postPart(clerk: Person): Promise<void> {
  const { pane } = clerk;
  const text = (label: string, value: string) => pane.getByLabel(label, { exact: true }).fill(value);
  await clerk.pick(pane.getByLabel('人员性质', { exact: true }), '事业编制');
  await text('所在部门', '信息科');
  await text('职务职级', '科员');
  await clerk.pick(pane.getByLabel('岗位', { exact: true }), '信息采编');
  await pane.getByLabel('岗位', { exact: true }).press('Escape');
  await text('职责', '本单位网站栏目内容的采集、编辑和送审');
  await text('任务', '每日更新政务动态栏目');
}

async function rights(clerk: Person, site: string): Promise<void> {
  const { pane } = clerk;
  for (const [index, action] of ['采集', '编辑', '送审'].entries()) {
    await pane.getByLabel('拟申请权限', { exact: true }).click();
    const row = pane.getByRole('group', { name: `拟申请权限 ${index + 1}` });
    await clerk.pickRecord(row.getByLabel('网站', { exact: true }), site);
    await clerk.pick(row.getByLabel('动作', { exact: true }), action);
  }
}

async function papers(clerk: Person, { fiction }: Tour): Promise<void> {
  const { pane } = clerk;
  await pane.getByLabel('培训记录', { exact: true }).click();
  const row = pane.getByRole('group', { name: '培训记录 1' });
  await row.getByLabel('日期', { exact: true }).fill(fiction.day(-30));
  await row.getByLabel('日期', { exact: true }).press('Enter');
  await row.getByLabel('内容', { exact: true }).fill('网站安全与保密培训');
  await row.getByLabel('学时', { exact: true }).fill('8');
  await attach(clerk, '保密协议', '保密协议.pdf');
  await day(clerk, '保密协议签订日期', fiction.day(-20));
  await pane.getByLabel('分管领导签字', { exact: true }).fill('郑样八');
  await attach(clerk, '签字盖章扫描件', '备案表扫描件.pdf');
}

/** A staff filing from a paper form with three slips of the pen, up to its approval and effect. */
export const filingSteps: readonly Step[] = [
  {
    what: '登记人员备案, 三处错误同时显示 (three mistakes at once)',
    run: async (tour) => {
      const clerk = await tour.as('ba-chen');
      const { page, pane } = clerk;
      await clerk.goList('人员备案');
      await page.getByRole('button', { name: '新建' }).click();
      await clerk.pick(pane.getByLabel('备案类型', { exact: true }), '新增');
      await clerk.pickRecord(pane.getByLabel('单位', { exact: true }), tour.note('unit'));
      await clerk.pickRecord(pane.getByLabel('网站范围', { exact: true }), tour.note('site'));
      await pane.getByLabel('网站范围', { exact: true }).press('Escape');
      await day(clerk, '生效日期', tour.fiction.day(0));
      await day(clerk, '有效期至', tour.fiction.day(700));
      await personPart(clerk, tour);
      const { idNumber, mobile } = tour.fiction;
      const wrongEnd = idNumber.endsWith('1') ? '2' : '1';
      await pane.getByLabel('证件号码', { exact: true }).fill(idNumber.slice(0, 17) + wrongEnd);
      await pane.getByLabel('手机', { exact: true }).fill(mobile.slice(0, 10));
      await pane.getByLabel('电子邮箱', { exact: true }).fill('youyang.changzhou.gov.cn');
      await postPart(clerk);
      await rights(clerk, tour.note('site'));
      await papers(clerk, tour);
      await pane.getByRole('button', { name: '登记', exact: true }).click();
      const alert = pane.getByRole('alert', { name: '3 处需要处理' });
      await alert.waitFor();
      await alert.scrollIntoViewIfNeeded();
      await tour.shot(clerk, 'filing-three-errors');
      return `${await alert.getByRole('listitem').count()} 处`;
    },
  },
  {
    what: '改正并登记 (corrected and entered)',
    run: async (tour) => {
      const clerk = await tour.as('ba-chen');
      const { pane } = clerk;
      const { idNumber, mobile } = tour.fiction;
      await pane.getByLabel('证件号码', { exact: true }).fill(idNumber);
      await pane.getByLabel('手机', { exact: true }).fill(mobile);
      await pane.getByLabel('电子邮箱', { exact: true }).fill(`${tour.fiction.mark}@changzhou.gov.cn`);
      await clerk.send('登记', /登记已完成/);
      await tour.shot(clerk, 'filing-entered');
    },
  },
  {
    what: '提交备案 (submitted)',
    run: async (tour) => {
      const clerk = await tour.as('ba-chen');
      await clerk.act('提交');
      await clerk.send('提交', /提交已完成/);
      await clerk.pane.getByText('待审', { exact: true }).first().waitFor();
      await tour.shot(clerk, 'filing-submitted');
    },
  },
  {
    what: '另一名备案员审核 (the other clerk reviews)',
    run: async (tour) => {
      const clerk = await tour.as('ba-qian');
      await clerk.goList('人员备案');
      await clerk.openRow(tour.fiction.name);
      await clerk.act('审核');
      await clerk.pane.getByLabel('审核意见', { exact: true }).fill('材料齐全,签章相符,岗位与权限相称');
      await clerk.send('审核', /已提交复核,案件/);
      await tour.shot(clerk, 'filing-reviewed');
    },
  },
];
