import { createContext, use } from 'react';

/** Opens the manager of connection profiles over whatever is on screen. */
export const OpenProfilesContext = createContext<() => void>(() => undefined);

/** How the manager of connection profiles is opened. */
export function useOpenProfiles(): () => void {
  return use(OpenProfilesContext);
}
