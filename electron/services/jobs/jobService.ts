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

export function createJobService(ports: Ports): JobService {
  return new Jobs(ports);
}

class Jobs implements JobService {
  readonly #ports: Ports;
  readonly #entries = new Map<string, Entry>();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  list(): Job[] {
    return [...this.#entries.values()].map(({ job }) => job);
  }

  start(kind: Job['kind'], title: Text, work: (handle: JobHandle) => Promise<string>): Job {
    const job: Job = {
      id: randomUUID(),
      kind,
      title,
      state: 'running',
      written: 0,
      total: 0,
      startedAt: this.#now(),
      endedAt: null,
      fileName: null,
      problem: null,
    };
    const entry: Entry = { job, abort: new AbortController(), ended: Promise.resolve() };
    this.#entries.set(job.id, entry);
    this.#forgetOldest();
    this.#ports.emit(job);
    entry.ended = this.#run(entry, work);
    return job;
  }

  cancel(id: string): void {
    this.#entryOf(id).abort.abort();
  }

  fileOf(id: string): string {
    const { fileName } = this.#entryOf(id).job;
    if (fileName === null) throw new ProblemError('request/not-found');
    return fileName;
  }

  async close(): Promise<void> {
    for (const { abort } of this.#entries.values()) abort.abort();
    await Promise.all([...this.#entries.values()].map(({ ended }) => ended));
  }

  async #run(entry: Entry, work: (handle: JobHandle) => Promise<string>): Promise<void> {
    let toldAt = -PROGRESS_MS;
    const progress = (written: number, total: number) => {
      const now = this.#ports.clock.now().getTime();
      const due = now - toldAt >= PROGRESS_MS;
      if (due) toldAt = now;
      this.#change(entry, { written, total }, due);
    };
    let end: Partial<Job>;
    try {
      end = { state: 'done', fileName: await work({ signal: entry.abort.signal, progress }) };
    } catch (error) {
      end = this.#endOf(entry, error);
    }
    this.#change(entry, { ...end, endedAt: this.#now() }, true);
  }

  #endOf({ abort, job }: Entry, error: unknown): Partial<Job> {
    if (abort.signal.aborted) return { state: 'cancelled', problem: problemOf('job/cancelled') };
    if (error instanceof ProblemError) return { state: 'failed', problem: error.problem };
    this.#ports.log.error({ event: 'job-failed', jobId: job.id, err: error });
    return { state: 'failed', problem: problemOf('internal', { requestId: job.id }) };
  }

  #change(entry: Entry, values: Partial<Job>, tell: boolean): void {
    entry.job = { ...entry.job, ...values };
    if (tell) this.#ports.emit(entry.job);
  }

  #entryOf(id: string): Entry {
    const entry = this.#entries.get(id);
    if (!entry) throw new ProblemError('request/not-found');
    return entry;
  }

  #forgetOldest(): void {
    for (const [id, { job }] of this.#entries) {
      if (this.#entries.size <= KEPT) return;
      if (job.state !== 'running') this.#entries.delete(id);
    }
  }

  #now(): string {
    return this.#ports.clock.now().toISOString();
  }
}
