import type { Page } from 'playwright-core';

/** Presses the button of the form at the right, answers the question of a dangerous act and the demand for a fresh code. */
export async function sendForm(
  page: Page,
  button: string,
  said: RegExp,
  code: () => Promise<string>,
): Promise<void> {
  const done = page.locator('.ant-message-notice').filter({ hasText: said }).first();
  // The message of an act of the same name before would be taken for this one's.
  await done.waitFor({ state: 'detached' });
  await page.getByRole('complementary').getByRole('button', { name: button, exact: true }).click();
  const question = page.getByRole('dialog', { name: /^确认/ });
  const proof = page.getByRole('dialog', { name: '再次验证身份' });
  for (let turn = 0; turn < 3; turn += 1) {
    await done.or(question).or(proof).first().waitFor();
    if (await proof.isVisible()) {
      await proof.getByLabel('动态口令(6 位)').fill(await code());
      await proof.getByRole('button', { name: '验证并继续' }).click();
      await proof.waitFor({ state: 'hidden' });
    } else if (await question.isVisible()) {
      await question.getByRole('button', { name: button, exact: true }).click();
      await question.waitFor({ state: 'hidden' });
    } else return;
  }
  await done.waitFor();
}
