import { randomUUID } from 'node:crypto';
import type { EventPayload } from '../../../shared/bridge/contract.ts';
import { problemOf, ProblemError } from '../../../shared/errors/problem.ts';
import type { Text } from '../../../shared/text.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log/logger.ts';

export type Job = EventPayload<'job'>;

/** What running work may do with its job. */
export interface JobHandle {
  readonly signal: AbortSignal;
  /** Tells progress; passed on at most four times a second. */
  progress(written: number, total: number): void;
}

/** Long work: listed, cancellable, with exactly one end. */
export interface JobService {
  list(): Job[];
  /** Starts work; it answers the name of the file it made. */
  start(kind: Job['kind'], title: Text, work: (handle: JobHandle) => Promise<string>): Job;
  /** @throws ProblemError `request/not-found`; cancelling what has ended changes nothing */
  cancel(id: string): void;
  /** Name of the file of a finished job. @throws ProblemError `request/not-found` */
  fileOf(id: string): string;
  /** Cancels everything and waits until it has cleaned up. */
  close(): Promise<void>;
}

interface Ports {
  readonly clock: Clock;
  readonly log: Logger;
  readonly emit: (job: Job) => void;
}

const PROGRESS_MS = 250;
const KEPT = 50;

interface Entry {
  job: Job;
  readonly abort: AbortController;
  ended: Promise<void>;
}

export function createJobService({ clock, log, emit }: Ports): JobService {
  const entries = new Map<string, Entry>();

  function change(entry: Entry, values: Partial<Job>, tell: boolean): void {
    entry.job = { ...entry.job, ...values };
    if (tell) emit(entry.job);
  }

  function entryOf(id: string): Entry {
    const entry = entries.get(id);
    if (!entry) throw new ProblemError('request/not-found');
    return entry;
  }

  async function run(entry: Entry, work: (handle: JobHandle) => Promise<string>): Promise<void> {
    let toldAt = -PROGRESS_MS;
    const progress = (written: number, total: number) => {
      const now = clock.now().getTime();
      const due = now - toldAt >= PROGRESS_MS;
      if (due) toldAt = now;
      change(entry, { written, total }, due);
    };
    let end: Partial<Job>;
    try {
      end = { state: 'done', fileName: await work({ signal: entry.abort.signal, progress }) };
    } catch (error) {
      end = endOf(entry, error);
    }
    change(entry, { ...end, endedAt: clock.now().toISOString() }, true);
  }

  function endOf({ abort, job }: Entry, error: unknown): Partial<Job> {
    if (abort.signal.aborted) return { state: 'cancelled', problem: problemOf('job/cancelled') };
    if (error instanceof ProblemError) return { state: 'failed', problem: error.problem };
    log.error({ event: 'job-failed', jobId: job.id, err: error });
    return { state: 'failed', problem: problemOf('internal', { requestId: job.id }) };
  }

  function forgetOldest(): void {
    for (const [id, { job }] of entries) {
      if (entries.size <= KEPT) return;
      if (job.state !== 'running') entries.delete(id);
    }
  }

  return {
    list: () => [...entries.values()].map(({ job }) => job),
    start(kind, title, work) {
      const job: Job = {
        id: randomUUID(),
        kind,
        title,
        state: 'running',
        written: 0,
        total: 0,
        startedAt: clock.now().toISOString(),
        endedAt: null,
        fileName: null,
        problem: null,
      };
      const entry: Entry = { job, abort: new AbortController(), ended: Promise.resolve() };
      entries.set(job.id, entry);
      forgetOldest();
      emit(job);
      entry.ended = run(entry, work);
      return job;
    },
    cancel: (id) => entryOf(id).abort.abort(),
    fileOf(id) {
      const { fileName } = entryOf(id).job;
      if (fileName === null) throw new ProblemError('request/not-found');
      return fileName;
    },
    async close() {
      for (const { abort } of entries.values()) abort.abort();
      await Promise.all([...entries.values()].map(({ ended }) => ended));
    },
  };
}
