import type { Person } from './person.ts';

/** Opens the case that waits for the person's approval, by number or by a word of its title. */
export async function openCase(person: Person, word: string): Promise<void> {
  const { page, pane } = person;
  await person.go('案件');
  await page.getByText('待我复核', { exact: true }).click();
  await page
    .getByRole('textbox', { name: '按名称、编号、拼音首字母筛选' })
    .fill(word.split(' ').at(-1) ?? word);
  await page.getByRole('row').filter({ hasText: word }).first().getByRole('rowheader').click();
  await pane.getByRole('region', { name: '请求批准的内容' }).getByText('后果', { exact: true }).waitFor();
}

/** Approves the open case: the effect stays on screen, the button is its verb. */
export async function approveOpen(person: Person, opinion = '内容与材料一致,同意'): Promise<void> {
  const { pane } = person;
  await person.act('批准');
  await pane.getByRole('region', { name: '请求批准的内容' }).getByText('后果', { exact: true }).waitFor();
  const text = pane.getByLabel('意见说明', { exact: true });
  if (await text.isVisible()) await text.fill(opinion);
  await person.send('批准', /批准已完成/);
  await pane.getByText('已批准', { exact: true }).first().waitFor();
}
