import { createContext, use } from 'react';

/** What a feature's own buttons in the head may know of the list. */
export interface ListView {
  readonly ticked: ReadonlySet<string>;
  readonly openId: string | null;
  readonly openAct: (id: string, act: string | null) => void;
}

/** Carries the list of the page around the head. */
export const ListContext = createContext<ListView | null>(null);

/** The list whose head this stands in. @throws outside of `RecordsPage` */
export function useList(): ListView {
  const list = use(ListContext);
  if (!list) throw new Error('no list around');
  return list;
}
