import { events, type EventPayload } from '../../shared/bridge/contract.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { createServices, type Services } from '../services/createServices.ts';
import { testSession } from './session.ts';
import { createWorkstation, type Workstation } from './workstation.ts';

/** All services of a workstation whose gate is open and whose user has signed in. */
export interface SignedIn {
  readonly workstation: Workstation;
  readonly services: Services;
  /** Everything told of jobs so far. */
  readonly jobs: readonly EventPayload<'job'>[];
  /** Moves the services' clock. */
  shift(milliseconds: number): void;
  /** Hands a file over in pieces, as the screens do. */
  upload(name: string, content: Uint8Array | string): string;
  close(): Promise<void>;
}

/** A signal that never comes. */
export const never = new AbortController().signal;

export async function signedIn(): Promise<SignedIn> {
  let shifted = 0;
  const clock = { now: () => new Date(Date.now() + shifted) };
  const workstation = await createWorkstation({ clock });
  const services = await createServices(workstation.ports);
  const jobs: EventPayload<'job'>[] = [];
  services.publisher.subscribe(({ event, payload }) => {
    if (event === 'job') jobs.push(events.job.parse(payload));
  });
  workstation.center.on('session.open', () => ({ token: 't', session: testSession() }));
  workstation.center.on('session.close', () => ({}));
  await services.gate.check();
  await services.session.signIn({ password: 'p', code: '1' }, never);
  return {
    workstation,
    services,
    jobs,
    shift: (milliseconds) => {
      shifted = milliseconds;
    },
    upload: (name, content) => upload(services, name, Buffer.from(content)),
    async close() {
      await services.close();
      await workstation.close();
    },
  };
}

function upload({ uploads }: Services, name: string, bytes: Buffer): string {
  const id = uploads.open(name, bytes.length);
  const size = Math.ceil(bytes.length / 3);
  for (let at = 0; at < bytes.length; at += size) {
    uploads.write(id, bytes.subarray(at, at + size).toString('base64'));
  }
  return id;
}

/** Code of the problem that an attempt ends with; `ok` when it does not. */
export async function codeOf(attempt: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof attempt === 'function' ? attempt() : attempt);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
  return 'ok';
}
