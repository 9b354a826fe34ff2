import { useState } from 'react';
import * as z from 'zod';
import { grantStates } from '../../../shared/domain/account/terms.ts';
import { isEmpty } from '../../../shared/domain/fields.ts';
import { useText } from '../../locales/text.ts';
import { type AnyDef, fieldsOf } from '../defs.ts';
import { isCells } from '../show/CellsText.tsx';
import { FieldValue } from '../show/FieldValue.tsx';
import { StateTag } from '../show/StateTag.tsx';
import { partValues, systemLabels } from './systemLabels.ts';
import './record.css';

type State = Readonly<Record<string, unknown>>;
const record = z.record(z.string(), z.unknown());

interface Props {
  readonly def: AnyDef | undefined;
  readonly before: State;
  readonly after: State;
  readonly titles?: Readonly<Record<string, string>> | undefined;
}

interface Line {
  readonly key: string;
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** Bookkeeping of every record; its change tells a reader nothing. */
const hidden = new Set(['id', 'rev']);

/** Before and after, field by field: `-` what goes, `+` what comes; unchanged fields are folded to a number. */
export function ChangeLines({ def, before, after, titles }: Props) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !hidden.has(key),
  );
  const changed = keys.flatMap((key) => linesOf([key], before[key], after[key]));
  const same = keys.filter((key) => equal(before[key], after[key]) && !isEmpty(after[key]));
  return (
    <div className="changes">
      {changed.length === 0 && <p className="muted">{t('effect.nothing')}</p>}
      <dl>
        {changed.map((line) => (
          <ChangeLine key={line.path.join('.')} def={def} line={line} titles={titles} />
        ))}
        {open &&
          same.map((key) => (
            <div key={key} className="change">
              <dt className="muted">{<Label def={def} path={[key]} />}</dt>
              <dd className="muted">
                <Value def={def} name={key} value={after[key]} titles={titles} />
              </dd>
            </div>
          ))}
      </dl>
      {same.length > 0 && (
        <button
          type="button"
          className="plain muted fold"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? '▾' : '▸'} {t('effect.unchanged', { n: same.length })}
        </button>
      )}
    </div>
  );
}

/** Changed leaves; parts by key (grants by number) are taken apart, so that only what changed is shown. */
function linesOf(path: readonly string[], before: unknown, after: unknown): Line[] {
  // The number of a part stands in its label already.
  if (equal(before, after) || (path.length > 2 && path.at(-1) === 'no')) return [];
  const [a, b] = [record.safeParse(before), record.safeParse(after)];
  const isPart = path.length < 4 && (a.success || isEmpty(before)) && b.success && !('mask' in b.data);
  if (isPart) {
    const old = a.success ? a.data : {};
    const keys = [...new Set([...Object.keys(old), ...Object.keys(b.data)])];
    return keys.flatMap((key) => linesOf([...path, key], old[key], b.data[key]));
  }
  return [{ key: path[0] ?? '', path, before, after }];
}

function ChangeLine({ def, line, titles }: { def: AnyDef | undefined; line: Line; titles: Props['titles'] }) {
  const { t } = useText();
  const name = line.path.at(-1) ?? line.key;
  const parts = isCells(line.before) || isCells(line.after) ? cellsDiff(line.before, line.after) : line;
  return (
    <div className="change">
      <dt>
        <Label def={def} path={line.path} />
      </dt>
      <dd>
        {!isEmpty(parts.before) && (
          <div className="change-out">
            <span className="change-mark" role="img" aria-label={t('effect.removed')}>
              −
            </span>
            <Value def={def} name={name} nested={line.path.length > 1} value={parts.before} titles={titles} />
          </div>
        )}
        {!isEmpty(parts.after) && (
          <div className="change-in">
            <span className="change-mark" role="img" aria-label={t('effect.added')}>
              +
            </span>
            <Value def={def} name={name} nested={line.path.length > 1} value={parts.after} titles={titles} />
          </div>
        )}
      </dd>
    </div>
  );
}

/** Rights are shown as what is gained and lost, not as two long lists. */
function cellsDiff(before: unknown, after: unknown): { before: unknown; after: unknown } {
  const old = isCells(before) ? before : [];
  const next = isCells(after) ? after : [];
  return {
    before: old.filter((cell) => !next.includes(cell)),
    after: next.filter((cell) => !old.includes(cell)),
  };
}

function Label({ def, path }: { readonly def: AnyDef | undefined; readonly path: readonly string[] }) {
  const { say } = useText();
  const words = path.map((key, depth) => {
    const meta = depth === 0 && def ? fieldsOf(def)[key] : undefined;
    const label = meta?.label ?? systemLabels[key] ?? (depth === 0 ? def?.columns[key]?.label : undefined);
    return label ? say(label) : key;
  });
  return words.join(' · ');
}

interface ValueProps {
  readonly def: AnyDef | undefined;
  readonly name: string;
  /** Inside a part of the record, such as one grant of an account. */
  readonly nested?: boolean;
  readonly value: unknown;
  readonly titles: Props['titles'];
}

function Value({ def, name, nested = false, value, titles }: ValueProps) {
  if (name === 'state' && typeof value === 'string')
    return <StateTag state={value} states={nested ? grantStates : (def?.states ?? {})} />;
  const own = nested && typeof value === 'string' ? partValues[name]?.[value] : undefined;
  if (own) return <OptionText label={own} />;
  const meta = def ? fieldsOf(def)[name] : undefined;
  const options = def?.columns[name]?.options;
  const option = typeof value === 'string' ? options?.[value] : undefined;
  if (!meta && option) return <OptionText label={option} />;
  return <FieldValue meta={meta} value={value} titles={titles} />;
}

function OptionText({ label }: { readonly label: { readonly zh: string; readonly en: string } }) {
  return useText().say(label);
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b) || (isEmpty(a) && isEmpty(b));
}
