import { Tooltip } from 'antd';
import { appRoles } from '../../../shared/access/roles.ts';
import { siteActions } from '../../../shared/access/rights.ts';
import { addDays } from '../../../shared/calendar/legalDay.ts';
import type { ObjectState } from '../../../shared/domain/object.ts';
import type { Options } from '../../../shared/domain/options.ts';
import { useText } from '../../locales/text.ts';
import { useToday } from '../../app/clock.ts';
import { heldAt } from './matrix.ts';

/** One glyph per action, so that a line of the matrix can be read at a glance. */
const glyphs: Readonly<Record<string, string>> = {
  collect: '采',
  edit: '编',
  submit: '送',
  review1: '一',
  review2: '二',
  review3: '终',
  publish: '发',
  retract: '撤',
  view: '看',
  configure: '配',
};
const words: Options = { ...siteActions, ...appRoles };

interface Props {
  readonly state: ObjectState | undefined;
  readonly where: string;
}

/** Rights of one account at one place: suspended ones hatched, those ending within 30 days with a corner mark. */
export function MatrixCell({ state, where }: Props) {
  const { t, say, join } = useText();
  const today = useToday();
  if (!state) return null;
  const held = heldAt(state, where);
  if (held.length === 0) return <span className="visually-hidden">{t('matrix.none')}</span>;
  const soon = addDays(today, 30);
  const text = join(
    held.map(({ action, suspended, to }) => {
      const marks = [
        suspended && t('matrix.suspended'),
        to !== null && to <= soon && `${t('matrix.ending')} ${to}`,
      ];
      const noted = marks.filter((mark) => mark !== false);
      const name = words[action] ? say(words[action]) : action;
      return noted.length > 0 ? `${name} (${join(noted)})` : name;
    }),
  );
  return (
    <Tooltip title={text}>
      <span role="img" aria-label={text}>
        {held.map(({ action, suspended, to }) => {
          const ending = to !== null && to <= soon ? ' is-ending' : '';
          return (
            <span key={action} className={`glyph${suspended ? ' is-suspended' : ''}${ending}`}>
              {glyphs[action] ?? (words[action] ? say(words[action]) : action)}
            </span>
          );
        })}
      </span>
    </Tooltip>
  );
}
