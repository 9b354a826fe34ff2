import { useMutation } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { isProblemCode, problems } from '../../../shared/errors/catalog.ts';
import { useSeconds } from '../clock.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { useHost } from '../../bridge/center.ts';

type Job = MethodOutput<'jobs.list'>[number];

interface Props {
  readonly job: Job;
  readonly onDismiss: () => void;
}

/** One job with what can be done about it. */
export function JobLine({ job, onDismiss }: Props) {
  const { t, say } = useText();
  const client = useClient();
  const host = useHost('host.info', {});
  const cancel = useMutation({ mutationFn: () => client.call('jobs.cancel', { jobId: job.id }) });
  const reveal = useMutation({ mutationFn: () => client.call('jobs.reveal', { jobId: job.id }) });
  const isRunning = job.state === 'running';
  const problem = job.problem && isProblemCode(job.problem.code) ? problems[job.problem.code].text : null;
  return (
    <div className="job-line">
      <div className="row">
        <span className="grow ellipsis" title={say(job.title)}>
          {say(job.title)}
        </span>
        <span className={job.state === 'failed' ? 'tone-danger' : 'muted'}>{t(`job.${job.state}`)}</span>
      </div>
      {isRunning && (
        <Progress
          size="small"
          showInfo={false}
          percent={job.total === 0 ? 0 : (job.written / job.total) * 100}
          aria-label={say(job.title)}
        />
      )}
      <div className="row">
        <span className="muted small grow ellipsis">
          {isRunning ? <Pace job={job} /> : (job.fileName ?? '')}
        </span>
        {isRunning && (
          <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('job.cancel')}
          </Button>
        )}
        {job.state === 'done' && job.fileName !== null && host.data?.capabilities.reveal && (
          <Button size="small" onClick={() => reveal.mutate()}>
            {t('job.reveal')}
          </Button>
        )}
        {!isRunning && (
          <Button size="small" type="text" onClick={onDismiss}>
            {t('job.dismiss')}
          </Button>
        )}
      </div>
      {problem && <div className="tone-danger small">{say(problem)}</div>}
    </div>
  );
}

function Pace({ job }: { readonly job: Job }) {
  const { t } = useText();
  const now = useSeconds();
  const seconds = Math.max(1, now - Date.parse(job.startedAt) / 1000);
  const rate = Math.round(job.written / seconds);
  const parts = [t('job.progress', { written: job.written, total: job.total })];
  if (rate > 0) {
    parts.push(t('job.rate', { n: rate }));
    parts.push(t('job.left', { n: Math.ceil((job.total - job.written) / rate) }));
  }
  return parts.join(' · ');
}
