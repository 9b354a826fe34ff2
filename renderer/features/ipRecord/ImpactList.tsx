import { Link } from 'react-router';
import { useCenter } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { recordPath } from '../../ui/recordPath.ts';
import { Clause } from '../../ui/show/Clause.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';

/** Which sites fall if this address is shut (R020); shown before anybody shuts it. */
export function ImpactList({ id }: { readonly id: string }) {
  const { t } = useText();
  const impact = useCenter('records.impact', { id });
  const sites = impact.data?.sites ?? [];
  return (
    <section className="pane-section">
      <h3>
        {t('impact.title')} <Clause rule="R020" />
      </h3>
      {impact.error && <ErrorState error={impact.error} retry={() => void impact.refetch()} />}
      {impact.isPending && <LoadingState isPaused={impact.isPaused} />}
      {impact.data && sites.length === 0 && <p className="muted">{t('impact.none')}</p>}
      {sites.length > 0 && (
        <table className="plain-table">
          <caption className="tone-warn">{t('impact.lead', { n: sites.length })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('impact.site')}</th>
              <th scope="col">{t('impact.domain')}</th>
              <th scope="col">{t('impact.unit')}</th>
              <th scope="col">{t('impact.via')}</th>
            </tr>
          </thead>
          <tbody>
            {sites.map((site) => (
              <tr key={`${site.id} ${site.domain}`}>
                <th scope="row">
                  <Link to={recordPath('site', site.id)}>{site.name}</Link>
                </th>
                <td className="code">{site.domain}</td>
                <td>{site.unit}</td>
                <td>{site.via === 'record' ? t('impact.viaRecord') : site.via}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
