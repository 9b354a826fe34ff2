import Store from 'electron-store';
import type { KeyValues } from '../../services/settings/keyValues.ts';

/** Settings of this program in Electron's own folder of user data. No secrets. */
export function openElectronValues(): KeyValues {
  const store = new Store<Record<string, unknown>>({
    name: 'settings',
    accessPropertiesByDotNotation: false,
    // Preferences only: a damaged file must not keep anybody from working.
    clearInvalidConfig: true,
  });
  return {
    get: (key): unknown => store.get(key),
    set: (key, value) => store.set(key, value),
  };
}
