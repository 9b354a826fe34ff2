import { useMutation } from '@tanstack/react-query';
import { Select } from 'antd';
import type { ImportKind } from '../../../shared/api/kinds.ts';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { importFields } from '../../../shared/import/fields.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { SendButton } from '../../ui/form/SendButton.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { FindingList } from '../../ui/show/FindingList.tsx';

interface Props {
  readonly kind: ImportKind;
  readonly table: MethodOutput<'imports.open'>;
  readonly mapping: readonly (string | null)[];
  readonly onMapping: (mapping: readonly (string | null)[]) => void;
  readonly onReport: (report: MethodOutput<'imports.check'>) => void;
}

/** Which column of the file fills which field; the proposal comes from the headings. */
export function MapColumns({ kind, table, mapping, onMapping, onReport }: Props) {
  const { t, say } = useText();
  const client = useClient();
  const check = useMutation({
    mutationFn: () => client.call('imports.check', { tableId: table.tableId, mapping: [...mapping] }),
    onSuccess: onReport,
  });
  const fields = importFields(kind).map(({ key, label }) => ({ value: key, label: say(label) }));
  return (
    <div className="stack">
      <p className="muted">
        {table.fileName} ·{' '}
        {t('import.rows', { n: table.rowCount, sheet: table.sheetName, row: table.headerRow })}
      </p>
      <FindingList findings={table.findings} />
      {check.error && <ErrorState error={check.error} />}
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('import.heading')}</th>
            <th scope="col">{t('import.sample')}</th>
            <th scope="col">{t('import.field')}</th>
          </tr>
        </thead>
        <tbody>
          {table.headings.map((heading, index) => (
            <tr key={`${index} ${heading}`}>
              <th scope="row">{heading}</th>
              <td className="muted">
                {table.sample
                  .map((row) => row[index] ?? '')
                  .filter((value) => value !== '')
                  .slice(0, 2)
                  .join(' · ')}
              </td>
              <td>
                <Select
                  size="small"
                  style={{ width: 260 }}
                  showSearch={{ optionFilterProp: 'label' }}
                  aria-label={`${heading}: ${t('import.field')}`}
                  value={mapping[index] ?? ''}
                  onChange={(field) =>
                    onMapping(
                      mapping.map((old, at) => (at === index ? field || null : old === field ? null : old)),
                    )
                  }
                  options={[{ value: '', label: t('import.skip') }, ...fields]}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row wrap">
        <SendButton
          type="primary"
          disabled={mapping.every((field) => field === null)}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          {t('import.check')}
        </SendButton>
      </div>
    </div>
  );
}
