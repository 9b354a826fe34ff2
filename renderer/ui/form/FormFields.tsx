import type { ObjectState } from '../../../shared/domain/object.ts';
import type { Options } from '../../../shared/domain/options.ts';
import type { Finding } from '../../../shared/rules/finding.ts';
import { useText } from '../../locales/text.ts';
import { Clause } from '../show/Clause.tsx';
import { type ActExtras, fieldGroups, type FormField } from './actFields.ts';
import { FieldEditor } from './FieldEditor.tsx';
import './form.css';

/** DOM id of a field's editor. */
export function fieldId(place: string): string {
  return `f-${place}`;
}

interface Props {
  readonly fields: readonly FormField[];
  readonly groups: Options;
  readonly values: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
  readonly state: ObjectState;
  readonly extras: ActExtras;
  readonly onChange: (key: string, value: unknown) => void;
  readonly onBlur: (key: string) => void;
  readonly onHold: (key: string, held: boolean) => void;
}

/** The fields of a form in titled groups of two columns; what is required stands in words in each group's head. */
export function FormFields(props: Props) {
  const { t, say, join } = useText();
  return [...fieldGroups(props.fields)].map(([group, fields]) => {
    const title = props.groups[group];
    const required = fields.filter(({ meta }) => meta.required).map(({ meta }) => say(meta.label));
    return (
      <fieldset key={group} className="form-group">
        <legend hidden={!title && required.length === 0}>
          {title && <h3>{say(title)}</h3>}
          <span className="muted">
            {required.length > 0 ? t('form.required', { names: join(required) }) : t('form.optional')}
          </span>
        </legend>
        <div className="form-columns">
          {fields.map((field) => (
            <Field key={field.key} field={field} {...props} />
          ))}
        </div>
      </fieldset>
    );
  });
}

const wide = new Set(['longText', 'rows', 'files']);

function Field({ field, ...props }: Props & { readonly field: FormField }) {
  const { say } = useText();
  const { key, meta } = field;
  const id = fieldId(key);
  const mine = props.findings.filter(({ place }) => place === key || place.startsWith(`${key}.`));
  const Editor = props.extras.editors?.[key] ?? FieldEditor;
  const isWide = wide.has(meta.kind) || props.extras.editors?.[key] !== undefined;
  return (
    <div className={isWide ? 'form-field is-wide' : 'form-field'}>
      {meta.kind !== 'boolean' && <label htmlFor={id}>{say(meta.label)}</label>}
      <Editor
        id={id}
        meta={meta}
        value={props.values[key]}
        values={props.values}
        state={props.state}
        invalid={mine.some(({ severity }) => severity === 'refuse')}
        onChange={(value) => props.onChange(key, value)}
        onBlur={() => props.onBlur(key)}
        onHold={(held) => props.onHold(key, held)}
      />
      <div id={`${id}-note`} className="form-note">
        {mine.map((finding) => (
          <div
            key={finding.code + finding.text.zh}
            className={finding.severity === 'refuse' ? 'tone-danger' : 'tone-warn'}
          >
            {say(finding.text)} <Clause rule={finding.rule} />
          </div>
        ))}
        {mine.length === 0 && meta.hint && <span className="muted">{say(meta.hint)}</span>}
      </div>
    </div>
  );
}
