import { createHash } from 'node:crypto';
import { backFrom, type InForce } from './openMatters.ts';
import type { Story } from './timeline.ts';
import type { World } from './world.ts';

type EnrolmentEnd = 'opened' | 'applied' | 'refused' | 'cancelled' | 'forgotten';

/** How the enrolments of the last days stand, and how many working days ago they were opened. */
const ends: readonly { readonly end: EnrolmentEnd; readonly back: number }[] = [
  { end: 'applied', back: 1 },
  { end: 'opened', back: 1 },
  { end: 'refused', back: 6 },
  { end: 'cancelled', back: 9 },
  { end: 'forgotten', back: 15 },
];

/** People of units who are to get credentials of their own: applied for, refused, forgotten. */
export function tellEnrolments(w: World, people: readonly InForce[]): void {
  for (const [i, one] of people.slice(-ends.length).entries()) {
    const given = ends[i];
    if (given) w.tell(backFrom(w, given.back), enrolment(w, one.account, given.end));
  }
}

async function* enrolment(w: World, account: string, end: EnrolmentEnd): Story {
  const id = w.newId();
  await w.act('SA', 'enrolment', id, 'open', { account, kind: 'first' }, '新任网站维护人员,发放凭据');
  yield w.times.soon();
  if (end === 'cancelled') await w.act('SA', 'enrolment', id, 'cancel', {}, '人员改由他人接替,不再发放');
  if (end !== 'applied' && end !== 'refused') return;
  const keyFingerprint = createHash('sha256').update(id).digest('hex');
  await w.act('SYS', 'enrolment', id, 'apply', { keyFingerprint, workstation: '10.1.7.24' });
  yield w.times.soon();
  if (end === 'refused') await w.act('SEC', 'enrolment', id, 'refuse', {}, '电话回拨核对,公钥指纹不一致');
}
