import { useState } from 'react';
import { useHost } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { JobLine } from './JobLine.tsx';

/** Long work at the bottom right: progress, rate, time left, cancel, open folder. Stays while pages change. */
export function JobTray() {
  const { t } = useText();
  const { data: jobs = [] } = useHost('jobs.list', {});
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = jobs.filter((job) => !hidden.has(job.id)).slice(0, 4);
  if (shown.length === 0) return null;
  return (
    <section className="job-tray" aria-label={t('job.tray')}>
      <h3>{t('job.tray')}</h3>
      {shown.map((job) => (
        <JobLine key={job.id} job={job} onDismiss={() => setHidden(new Set([...hidden, job.id]))} />
      ))}
    </section>
  );
}
