import { createContext, use } from 'react';
import type { Client } from './client.ts';

/** Carries the client of this page; set once by `App`. */
export const ClientContext = createContext<Client | null>(null);

/** The typed bridge client. @throws outside of `App` */
export function useClient(): Client {
  const client = use(ClientContext);
  if (!client) throw new Error('no client in context');
  return client;
}
