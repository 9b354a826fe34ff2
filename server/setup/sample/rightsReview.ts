import type { Story } from './timeline.ts';
import type { World } from './world.ts';

/** Accounts whose review is still open at the end, so that the workbench shows some. */
const LEFT_OPEN = 3;
const PER_DAY = 25;
const reviewable: ReadonlySet<string> = new Set(['toEnable', 'active', 'suspended']);

/** The yearly round of the permission manager: every account whose review falls due is looked over (R023). */
export async function* reviewRights(w: World): Story {
  const { rows } = await w.center.pool.query<{ id: string }>(
    `SELECT id FROM fold.deadline WHERE type = 'account' AND key = 'review' AND due <= $1 ORDER BY due, id`,
    [w.lastDay],
  );
  const manager = await w.person('P1');
  for (const [i, { id }] of rows.slice(0, -LEFT_OPEN).entries()) {
    if (i % PER_DAY === PER_DAY - 1) yield w.times.workdays(1);
    const { state } = await w.load('account', id);
    if (!reviewable.has(state)) continue;
    // Nobody reviews their own rights.
    await w.act(id === manager.id ? 'SEC' : 'P1', 'account', id, 'review', {}, '定期复查,权限与岗位职责相符');
  }
}
