import { createContext, use } from 'react';
import type { MethodOutput } from '../../shared/bridge/contract.ts';

export type Settings = MethodOutput<'settings.get'>;

/** Settings of a first start. */
export const initialSettings: Settings = {
  language: 'zh-CN',
  theme: 'light',
  density: 'standard',
  navigation: 'open',
};

interface Preferences extends Settings {
  /** Stores a change at the host; the screen follows once it is stored. */
  change(next: Partial<Settings>): void;
}

/** Carries the settings of this machine; set by `PreferencesProvider`. */
export const PreferencesContext = createContext<Preferences>({ ...initialSettings, change: () => undefined });

/** Language, theme, density and width of the navigation. */
export function usePreferences(): Preferences {
  return use(PreferencesContext);
}
