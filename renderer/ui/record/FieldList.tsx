import { isEmpty } from '../../../shared/domain/fields.ts';
import type { ObjectState } from '../../../shared/domain/object.ts';
import { useText } from '../../locales/text.ts';
import { type AnyDef, fieldsOf } from '../defs.ts';
import { FieldValue } from '../show/FieldValue.tsx';
import './record.css';

interface Props {
  readonly def: AnyDef;
  readonly state: ObjectState;
  readonly titles?: Readonly<Record<string, string>>;
}

/** A record's fields in its titled groups; empty ones are left out, except required ones, whose absence matters. */
export function FieldList({ def, state, titles }: Props) {
  const { say } = useText();
  const values: Readonly<Record<string, unknown>> = { ...state };
  const shown = Object.entries(fieldsOf(def)).filter(([key, meta]) => meta.required || !isEmpty(values[key]));
  return [...Map.groupBy(shown, ([, meta]) => meta.group)].map(([group, fields]) => {
    const title = def.groups[group];
    return (
      <section key={group} className="pane-section">
        {title && <h3>{say(title)}</h3>}
        <dl className="fields">
          {fields.map(([key, meta]) => (
            <div key={key}>
              <dt>{say(meta.label)}</dt>
              <dd>
                <FieldValue
                  meta={meta}
                  value={values[key]}
                  titles={titles}
                  of={{ type: def.type, id: state.id, field: key }}
                />
              </dd>
            </div>
          ))}
        </dl>
      </section>
    );
  });
}
