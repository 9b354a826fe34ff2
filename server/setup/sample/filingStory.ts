import { addDays, addYears, type LegalDay } from '../../../shared/calendar/legalDay.ts';
import type { FilingState } from '../../../shared/domain/staffFiling/state.ts';
import type { Outcome } from '../../log/execute.ts';
import { effectDay } from './effectDay.ts';
import { filingFieldsOf, trainingOf, type FilingPlan } from './staff.ts';
import type { World } from './world.ts';

/** A part of a story that ends with a result. */
export type Scene<T> = AsyncGenerator<number, T>;

/** How far a filing comes. */
export type FilingEnd =
  | 'draft'
  | 'withdrawn'
  | 'submitted'
  | 'returned'
  | 'refused'
  | 'reviewed'
  | 'filed'
  | 'effective';

const opinions = ['同意备案', '材料齐全,同意备案', '经审核符合要求,同意备案'];

/** A staff filing from its entry to the day it takes effect, or as far as it comes. @returns its id */
export async function* fileStaff(w: World, plan: FilingPlan, end: FilingEnd = 'effective'): Scene<string> {
  const id = w.newId();
  const enterer = await w.entererOf(plan.unit);
  await w.act(enterer, 'staffFiling', id, 'enter', filingFieldsOf(w, plan));
  if (end === 'draft') return id;
  yield w.times.soon();
  await w.act(enterer, 'staffFiling', id, 'submit');
  if (end === 'submitted') return id;
  yield w.times.workdays(1);
  if (end === 'withdrawn') {
    await w.act(enterer, 'staffFiling', id, 'withdraw');
    return id;
  }
  return yield* judge(w, id, end, plan.effectiveDate);
}

/** Review, approval and effect of a submitted filing. */
async function* judge(w: World, id: string, end: FilingEnd, effective: LegalDay): Scene<string> {
  if (end === 'returned') {
    await w.act('C1', 'staffFiling', id, 'sendBack', {
      reasons: ['unreadable', 'seal-signature'],
      text: '签字盖章页不清晰,请重新扫描上传',
    });
    return id;
  }
  if (end === 'refused') {
    await w.act(
      'C2',
      'staffFiling',
      id,
      'refuse',
      { rule: 'R023' },
      '经核实该岗位已有足够人员,无新增权限的工作需要',
    );
    return id;
  }
  const proposed = await w.act('C1', 'staffFiling', id, 'review', { opinion: w.random.pick(opinions) });
  if (end === 'reviewed') return id;
  yield w.times.workdays(1);
  await w.approve('C2', proposed);
  if (end === 'filed') return id;
  yield w.times.midnight(effective);
  await w.act('SYS', 'staffFiling', id, 'takeEffect', {}, '已到生效日期');
  return id;
}

/** A year later the same person is filed anew: a change filing that keeps the account. @returns the new filing's id */
export async function* renewFiling(w: World, old: string): Scene<string> {
  const before: FilingState = await w.load('staffFiling', old);
  const draft = w.newId();
  const enterer = await w.entererOf(before.unit ?? '');
  await w.act(enterer, 'staffFiling', old, 'startChange', { draft, kind: 'change' });
  yield w.times.soon();
  const effectiveDate = effectDay(w.center.calendar, w.times.today(), w.random.int(8, 14));
  await w.act(enterer, 'staffFiling', draft, 'edit', {
    effectiveDate,
    validUntil: addDays(addYears(w.times.today(), 2), -w.random.int(1, 120)),
    training: trainingOf(w, addDays(w.times.today(), -w.random.int(3, 25))),
  });
  yield w.times.soon();
  await w.act(enterer, 'staffFiling', draft, 'submit');
  yield w.times.workdays(1);
  return yield* judge(w, draft, 'effective', effectiveDate);
}

/** How a replacement ends that is in work. */
export type ReplacementEnd = 'submitted' | 'waiting' | 'done';

/**
 * Somebody is replaced: the successor's filing a week ahead, the old one marked, the handover on the day.
 * `waiting` is filed and due, but the predecessor has not handed over.
 */
export async function* replacePerson(
  w: World,
  old: string,
  plan: FilingPlan,
  end: ReplacementEnd,
): Scene<string> {
  const before: FilingState = await w.load('staffFiling', old);
  const enterer = await w.entererOf(plan.unit);
  const successor = yield* fileStaff(
    w,
    { ...plan, filingType: 'replacement', replaced: old },
    end === 'submitted' ? 'submitted' : 'filed',
  );
  yield w.times.soon();
  await w.act(enterer, 'staffFiling', old, 'markReplacing');
  if (end === 'submitted') return successor;
  if (end === 'waiting') {
    yield w.times.midnight(plan.effectiveDate);
    await w.act('SYS', 'staffFiling', successor, 'takeEffect', {}, '已到生效日期');
    return successor;
  }
  yield w.times.on(plan.effectiveDate);
  await w.act(enterer, 'staffFiling', old, 'handover', {
    items: ['accounts', 'certificates', 'papers', 'tasks'],
    note: '未办事项已逐项移交',
    from: before.name,
    to: plan.person.name,
    witness: w.nextPerson().name,
    date: w.times.today(),
    tokenReturned: true,
    secrecyPromise: true,
  });
  yield w.times.soon();
  await w.act('SYS', 'staffFiling', successor, 'takeEffect', {}, '交接完成,备案生效');
  return successor;
}

/** A filing ends because its person cannot hand over any more. */
export async function dismiss(w: World, filing: string): Promise<Outcome> {
  return w.act(
    'C1',
    'staffFiling',
    filing,
    'end',
    { cause: 'dismissed' },
    '所在单位来函:已辞退,辞退文件附后,无法办理交接',
  );
}

/** A filing ends with its term. */
export async function* expire(w: World, filing: string): Scene<void> {
  const state: FilingState = await w.load('staffFiling', filing);
  yield w.times.midnight(addDays(state.validUntil ?? w.times.today(), 1));
  await w.act('SYS', 'staffFiling', filing, 'end', { cause: 'expired' }, '备案有效期届满');
}
