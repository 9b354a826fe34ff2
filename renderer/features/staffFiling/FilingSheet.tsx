import { Button } from 'antd';
import { useParams } from 'react-router';
import { objectDefs } from '../../../shared/domain/registry.ts';
import { useCenter } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { fieldsOf } from '../../ui/defs.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { FieldValue } from '../../ui/show/FieldValue.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';
import './sheet.css';

/** Fields that take a whole line of the sheet. */
const wide = new Set([
  'duties',
  'tasks',
  'requestedPermissions',
  'training',
  'siteScope',
  'remarks',
  'posts',
]);
/** Scans stay in the program; the sheet itself is what gets signed. */
const left = new Set(['sealScan', 'ndaFiles', 'postAgreement', 'signer']);

/** The staff filing form on A4 (备案表), for signature and seal. */
export default function FilingSheet() {
  const { t, say } = useText();
  const { id = '' } = useParams();
  const def = objectDefs.staffFiling;
  const record = useCenter('records.get', { type: 'staffFiling', id });
  if (record.isPending) return <LoadingState isPaused={record.isPaused} />;
  if (!record.data) return <ErrorState error={record.error} retry={() => void record.refetch()} />;
  const { state, titles } = record.data;
  const number = state['filingNo'];
  // With an odd number of half lines the last one takes the whole width, so that no cell stays open.
  const halves = Object.keys(fieldsOf(def)).filter((key) => !left.has(key) && !wide.has(key));
  const odd = halves.length % 2 === 1 ? halves.at(-1) : undefined;
  return (
    <main className="sheet">
      <Button className="sheet-button" type="primary" onClick={() => window.print()}>
        {t('print.now')}
      </Button>
      <h1>{t('print.filing')}</h1>
      <p className="sheet-no">
        {t('print.no')}:{' '}
        <span className="code">{typeof number === 'string' ? number : '____________________'}</span>
      </p>
      <dl className="sheet-fields">
        {Object.entries(fieldsOf(def))
          .filter(([key]) => !left.has(key))
          .map(([key, meta]) => (
            <div key={key} className={wide.has(key) || key === odd ? 'is-wide' : ''}>
              <dt>{say(meta.label)}</dt>
              <dd>
                <FieldValue meta={meta} value={state[key]} titles={titles} />
              </dd>
            </div>
          ))}
      </dl>
      <div className="sheet-signs">
        {([t('print.sign'), t('print.seal'), t('print.center')] as const).map((label) => (
          <div key={label}>
            <span>{label}</span>
            <span>{t('print.date')}</span>
          </div>
        ))}
      </div>
    </main>
  );
}
