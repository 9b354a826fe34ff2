import type { ReactNode } from 'react';
import * as z from 'zod';
import { isEmpty, type FieldMeta } from '../../../shared/domain/fields.ts';
import type { ObjectType } from '../../../shared/domain/objectType.ts';
import { sealedSchema } from '../../../shared/domain/sealed.ts';
import { useText } from '../../locales/text.ts';
import { partValues, systemLabels } from '../record/systemLabels.ts';
import { CellsText, isCells } from './CellsText.tsx';
import { CodeText } from './CodeText.tsx';
import { DateText } from './DateText.tsx';
import { FileText } from './FileText.tsx';
import { RefText } from './RefText.tsx';
import { SecretText } from './SecretText.tsx';
import { textOf } from './textOf.ts';

interface Props {
  readonly meta: FieldMeta | undefined;
  readonly value: unknown;
  readonly titles?: Readonly<Record<string, string>> | undefined;
  /** Record and field the value stands in; needed to reveal a secret. */
  readonly of?: { readonly type: ObjectType; readonly id: string; readonly field: string } | undefined;
}

const fileSchema = z.object({ digest: z.string(), name: z.string(), size: z.int() });
const rowSchema = z.record(z.string(), z.unknown());
const dayOrInstant = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/;

/** A field's value by its kind: words for keys, links for references, masks for secrets. */
export function FieldValue({ meta, value, titles, of }: Props): ReactNode {
  const { t, say, join } = useText();
  if (isEmpty(value)) return <span className="muted">{t('field.none')}</span>;
  const sealed = sealedSchema.safeParse(value);
  if (sealed.success) return <SecretText mask={sealed.data.mask} of={of} />;
  if (typeof value === 'boolean') return t(value ? 'field.yes' : 'field.no');
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return textValue(meta, value, titles, say);
  if (isCells(value)) return <CellsText cells={value} titles={titles} />;
  if (Array.isArray(value)) return <ListValue meta={meta} items={value} titles={titles} join={join} />;
  const row = rowSchema.safeParse(value);
  return row.success ? <RowValue columns={meta?.columns} row={row.data} titles={titles} /> : null;
}

function textValue(
  meta: FieldMeta | undefined,
  value: string,
  titles: Props['titles'],
  say: ReturnType<typeof useText>['say'],
): ReactNode {
  const option = meta?.options?.[value];
  if (option) return say(option);
  if (meta?.ref) return <RefText type={meta.ref} id={value} titles={titles} />;
  if (meta?.kind === 'code') return <CodeText>{value}</CodeText>;
  if (meta?.kind === 'day' || (!meta && dayOrInstant.test(value))) return <DateText value={value} />;
  if (meta?.kind === 'longText') return <span className="long-text">{value}</span>;
  return titles?.[value] ?? value;
}

interface ListProps {
  readonly meta: FieldMeta | undefined;
  readonly items: readonly unknown[];
  readonly titles: Props['titles'];
  readonly join: (words: readonly string[]) => string;
}

function ListValue({ meta, items, titles, join }: ListProps): ReactNode {
  const { say } = useText();
  if (items.every((item) => typeof item === 'string') && !meta?.ref) {
    return join(
      items.map((item) => {
        const option = meta?.options?.[item];
        return option ? say(option) : (titles?.[item] ?? item);
      }),
    );
  }
  return (
    <ul className="bare">
      {items.map((item, index) => {
        const file = fileSchema.safeParse(item);
        return (
          <li key={index}>
            {file.success ? (
              <FileText file={file.data} />
            ) : (
              <FieldValue meta={meta} value={item} titles={titles} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface RowProps {
  readonly columns: Readonly<Record<string, FieldMeta>> | undefined;
  readonly row: Readonly<Record<string, unknown>>;
  readonly titles: Props['titles'];
}

function RowValue({ columns, row, titles }: RowProps): ReactNode {
  const { say } = useText();
  const keys = Object.keys(columns ?? row).filter((key) => !isEmpty(row[key]));
  return (
    <span className="inline-row">
      {keys.map((key) => {
        const meta = columns?.[key];
        const word = meta ? undefined : partValues[key]?.[textOf(row[key])];
        return (
          <span key={key}>
            <span className="muted">{say(meta?.label ?? systemLabels[key] ?? { zh: key, en: key })} </span>
            {word ? say(word) : <FieldValue meta={meta} value={row[key]} titles={titles} />}
          </span>
        );
      })}
    </span>
  );
}
