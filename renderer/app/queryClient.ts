import { onlineManager, QueryClient } from '@tanstack/react-query';
import { problems } from '../../shared/errors/catalog.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { centerKey, hostKey, hostQuery } from '../bridge/center.ts';
import type { Client } from '../bridge/client.ts';

/** The cache of this page. Reads are tried again only where the problem says that this helps; writes never. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) =>
          error instanceof ProblemError && problems[error.problem.code].retryable && failures < 2,
        refetchOnWindowFocus: true,
      },
      mutations: { retry: 0, networkMode: 'always' },
    },
  });
}

/**
 * Feeds what the host tells into the cache: gate, session, jobs. A closed gate pauses every read of the center,
 * so that tables keep what they show with its date. @returns stops it
 */
export function followHost(client: Client, queries: QueryClient): () => void {
  onlineManager.setEventListener((setOnline) => client.on('gate', (gate) => setOnline(gate.open)));
  const stops = [
    client.on('gate', (gate) => queries.setQueryData(hostQuery(client, 'gate.get', {}).queryKey, gate)),
    client.on('session', (session) => {
      queries.setQueryData(hostQuery(client, 'session.get', {}).queryKey, session);
      // Nothing of the person before stays readable after a sign-out.
      if (session === null) queries.removeQueries({ queryKey: [centerKey] });
    }),
    client.on('profiles', (profiles) => {
      queries.setQueryData(hostQuery(client, 'profiles.list', {}).queryKey, profiles);
      // Another profile is another center: its name, certificates and jobs are asked anew.
      void queries.invalidateQueries({ queryKey: [hostKey] });
    }),
    client.on('job', (job) => {
      queries.setQueryData(hostQuery(client, 'jobs.list', {}).queryKey, (jobs) => [
        job,
        ...(jobs ?? []).filter((other) => other.id !== job.id),
      ]);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
