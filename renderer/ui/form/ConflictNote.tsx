import { Button } from 'antd';
import type { ObjectState } from '../../../shared/domain/object.ts';
import type { Problem } from '../../../shared/errors/problem.ts';
import { useText } from '../../locales/text.ts';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import type { AnyDef } from '../defs.ts';
import { ChangeLines } from '../record/ChangeLines.tsx';

interface Props {
  readonly def: AnyDef;
  readonly state: ObjectState;
  readonly current: NonNullable<Problem['current']>;
  readonly onGoOn: () => void;
}

/** Who changed what meanwhile; what was typed stays, and the person decides whether it still fits. */
export function ConflictNote({ def, state, current, onGoOn }: Props) {
  const { t, verb } = useText();
  const act = def.acts[current.act.split('.').at(-1) ?? ''];
  return (
    <section className="findings mild" role="alert">
      <header>
        <h3>{t('conflict.title')}</h3>
        <Button size="small" onClick={onGoOn}>
          {t('conflict.reload')}
        </Button>
      </header>
      <div className="conflict-body">
        <p>
          {t('conflict.by', {
            by: current.by,
            at: wallTime(current.at),
            act: act ? verb(act.label) : current.act,
          })}
        </p>
        <ChangeLines def={def} before={{ ...state }} after={current.state} />
      </div>
    </section>
  );
}
