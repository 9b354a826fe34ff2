import type { OperationOutput } from '../../../shared/api/operations.ts';
import type { Text } from '../../../shared/text.ts';
import type { TextKey } from '../../locales/text.ts';

type Work = OperationOutput<'workbench.get'>;

/** One line of the workbench. */
export interface Line {
  readonly key: string;
  readonly type: string;
  readonly id: string;
  readonly title: string;
  /** What is due; null where the line itself says it. */
  readonly text: Text | null;
  readonly rule: string | null;
  readonly due: string | null;
  /** Since when others have it, or when it was last worked on. */
  readonly at: string | null;
  readonly roles: readonly string[];
}

export interface Group {
  readonly label: TextKey;
  readonly urgent: boolean;
  readonly lines: readonly Line[];
}

/** The groups in the order in which a day is worked: overdue, today, soon, this week, with others, recent. */
export function groupsOf(work: Work): readonly Group[] {
  const due = (group: Work['due'][number]['group']): readonly Line[] =>
    work.due
      .filter((one) => one.group === group)
      .toSorted((a, b) => (a.due < b.due ? -1 : 1))
      .map((one) => ({ ...one, key: `${one.id} ${one.key}`, at: null }));
  const groups: readonly Group[] = [
    { label: 'work.overdue', urgent: true, lines: due('overdue') },
    { label: 'work.today', urgent: true, lines: due('today') },
    { label: 'work.soon', urgent: false, lines: due('soon') },
    { label: 'work.waiting', urgent: false, lines: work.waiting.map(waitingLine) },
    { label: 'work.week', urgent: false, lines: due('week') },
    { label: 'work.later', urgent: false, lines: due('later') },
    { label: 'work.recent', urgent: false, lines: work.recent.slice(0, 5).map(recentLine) },
  ];
  return groups.filter(({ lines }) => lines.length > 0);
}

function waitingLine({ id, title, since, roles }: Work['waiting'][number]): Line {
  return {
    key: `waiting ${id}`,
    type: 'case',
    id,
    title,
    text: null,
    rule: null,
    due: null,
    at: since,
    roles,
  };
}

function recentLine({ type, id, title, at }: Work['recent'][number]): Line {
  return { key: `recent ${id}`, type, id, title, text: null, rule: null, due: null, at, roles: [] };
}
