import { CheckCircleOutlined } from '@ant-design/icons';
import { useEffect } from 'react';
import { Link } from 'react-router';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { useReadAnew } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { recordPath } from '../../ui/recordPath.ts';

/** What the batch did, and where it can be undone. */
export function Result({ done }: { readonly done: MethodOutput<'imports.run'> }) {
  const { t } = useText();
  const readAnew = useReadAnew();
  useEffect(() => {
    void readAnew();
  }, [readAnew]);
  return (
    <div className="stack import-done">
      <h2>
        <CheckCircleOutlined className="tone-good" aria-hidden="true" /> {t('import.done', done.counts)}
      </h2>
      <p>
        {t('import.undo')} <Link to={recordPath('case', done.caseId)}>{t('import.openCase')}</Link>
      </p>
    </div>
  );
}
