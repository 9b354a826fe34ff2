import { Select } from 'antd';
import { useState } from 'react';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { useText } from '../../locales/text.ts';
import { Clause } from '../../ui/show/Clause.tsx';
import { textOf } from '../../ui/show/textOf.ts';

interface Props {
  readonly rows: MethodOutput<'imports.check'>['rows'];
  readonly mapping: readonly (string | null)[];
  readonly headings: readonly string[];
}

/** Lines shown at once; the marked workbook holds all of them. */
const shownAtMost = 500;

/** Every error of every row, to be narrowed to one rule. */
export function ErrorTable({ rows, mapping, headings }: Props) {
  const { t, say } = useText();
  const [code, setCode] = useState('');
  const errors = rows.flatMap(({ row, record, findings }) =>
    findings.map((finding) => ({ row, name: nameOf(record), finding })),
  );
  const byCode = Map.groupBy(errors, ({ finding }) => finding.code);
  const shown = errors.filter(({ finding }) => code === '' || finding.code === code).slice(0, shownAtMost);
  const headingOf = (place: string) => headings[mapping.indexOf(place.split('.')[0] ?? '')] ?? '';
  return (
    <div className="stack tight">
      <Select
        size="small"
        style={{ width: 420 }}
        aria-label={t('import.problem')}
        value={code}
        onChange={setCode}
        options={[
          { value: '', label: `${t('import.allRules')} (${errors.length})` },
          ...[...byCode].map(([value, found]) => ({
            value,
            label: `${found[0] ? say(found[0].finding.text) : value} (${found.length})`,
          })),
        ]}
      />
      <div className="import-errors">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('import.row')}</th>
              <th scope="col">{t('import.key')}</th>
              <th scope="col">{t('import.heading')}</th>
              <th scope="col">{t('import.value')}</th>
              <th scope="col">{t('import.problem')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row, name, finding }) => (
              <tr key={`${row} ${finding.code} ${finding.place}`}>
                <th scope="row">{row}</th>
                <td>{name}</td>
                <td>{headingOf(finding.place)}</td>
                <td className="code">{finding.value}</td>
                <td className={finding.severity === 'refuse' ? 'tone-danger' : 'tone-warn'}>
                  {say(finding.text)} <Clause rule={finding.rule} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** What a person knows the row by; empty where the row itself does not say. */
function nameOf(record: Props['rows'][number]['record']): string {
  return textOf(record['domain'] ?? record['address'] ?? record['name'] ?? record['siteName']);
}
