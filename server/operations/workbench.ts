import type { OperationOutput } from '../../shared/api/operations.ts';
import { addWorkdays, workdaysBetween, type WorkCalendar } from '../../shared/calendar/workCalendar.ts';
import { addDays, dayOf } from '../../shared/calendar/legalDay.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import type { Text } from '../../shared/text.ts';
import { columnOf, tableOf } from '../fold/tables.ts';
import type { Handler, SignedInCall } from './call.ts';
import { scopeOf } from './visibility.ts';

type Workbench = OperationOutput<'workbench.get'>;
type Due = Workbench['due'][number];

interface DueRow {
  type: ObjectType;
  id: string;
  title: string;
  key: string;
  rule: string | null;
  due: string;
  text: Text;
  roles: string[];
}

/** How far ahead the workbench looks. */
const DAYS_AHEAD = 60;

/** The first screen: what this person has to do, by due day; what they wait for; what they touched last. */
export const workbenchGet: Handler<'workbench.get'> = async (call) => {
  const { center } = call;
  const today = dayOf(center.now());
  const [due, waiting, recent] = await Promise.all([
    dueRows(call, addDays(today, DAYS_AHEAD)),
    waitingRows(call),
    recentRows(call),
  ]);
  const soon = addWorkdays(center.calendar, today, 3).day;
  return {
    today,
    due: due.map((row) => ({
      ...row,
      text: { ...row.text },
      group: groupOf(row.due, today, soon),
      workdays: workdaysLeft(center.calendar, today, row.due),
    })),
    waiting,
    recent,
    counts: countsOf(due, today),
  };
};

/** What waits on each module: every case to decide, and whatever else is due today or overdue. */
function countsOf(due: readonly DueRow[], today: string): Record<string, number> {
  const counts: Record<string, number> = { workbench: 0 };
  for (const row of due) {
    if (row.type !== 'case' && row.due > today) continue;
    counts[row.type] = (counts[row.type] ?? 0) + 1;
    counts['workbench'] = (counts['workbench'] ?? 0) + 1;
  }
  return counts;
}

function groupOf(due: string, today: string, soon: string): Due['group'] {
  if (due < today) return 'overdue';
  if (due === today) return 'today';
  if (due <= soon) return 'soon';
  return due <= addDays(today, 7) ? 'week' : 'later';
}

/** Working days from today to a day; negative when it has passed. */
function workdaysLeft(calendar: WorkCalendar, today: string, day: string): number {
  return day >= today ? workdaysBetween(calendar, today, day) : -workdaysBetween(calendar, day, today);
}

/** Open deadlines of this person's roles; cases they proposed themselves are not theirs to decide. */
async function dueRows(call: SignedInCall, until: string): Promise<DueRow[]> {
  const { unitId } = scopeOf(call.actor, 'deadline');
  const { rows } = await call.center.pool.query<DueRow>(
    `SELECT d.type, d.id, o.title, d.key, d.rule, d.due, d.text, d.roles FROM fold.deadline d JOIN fold.directory o USING (id)
WHERE d.roles && $1::text[] AND d.due <= $2 AND ($3::text IS NULL OR d.unit_id = $3)
AND NOT (d.type = 'case' AND EXISTS (SELECT 1 FROM ${tableOf('case')} c WHERE c.id = d.id AND c.${columnOf('proposerId')} = $4))
ORDER BY d.due, o.title LIMIT 500`,
    [call.actor.roles, until, unitId, call.actor.id],
  );
  return rows;
}

async function waitingRows(call: SignedInCall): Promise<Workbench['waiting']> {
  const { rows } = await call.center.pool.query<{
    id: string;
    title: string;
    since: string;
    roles: string[];
  }>(
    `SELECT c.id, o.title, coalesce(c.body->>'openedAt', '') AS since, ARRAY(SELECT jsonb_array_elements_text(c.body->'approveRoles')) AS roles
FROM ${tableOf('case')} c JOIN fold.directory o USING (id)
WHERE c.state = 'open' AND c.${columnOf('proposerId')} = $1 ORDER BY o.seq LIMIT 100`,
    [call.actor.id],
  );
  return rows;
}

async function recentRows(call: SignedInCall): Promise<Workbench['recent']> {
  const { rows } = await call.center.pool.query<{ type: ObjectType; id: string; title: string; at: string }>(
    `SELECT type, id, title, at FROM (
SELECT DISTINCT ON (object_id) object_type AS type, object_id AS id, object_title AS title, at FROM
(SELECT * FROM log.event WHERE actor_id = $1 AND object_id IS NOT NULL AND result = 'done' ORDER BY seq DESC LIMIT 60) e ORDER BY object_id, seq DESC) r
ORDER BY at DESC LIMIT 5`,
    [call.actor.id],
  );
  return rows;
}
