import * as z from 'zod';
import { settingsSchema, viewSchema } from '../../../shared/bridge/contract.ts';
import type { KeyValues } from './keyValues.ts';

type Settings = z.infer<typeof settingsSchema>;
type View = z.infer<typeof viewSchema>;

const defaults: Settings = {
  language: 'zh-CN',
  theme: 'system',
  density: 'standard',
  navigation: 'open',
};

/** More views than a person can tell apart. */
const MAX_VIEWS = 200;

/** Preferences and saved views of this workstation. A broken field falls back alone; the others stay. */
export interface SettingsStore {
  get(): Settings;
  set(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings;
  views(): View[];
  saveView(view: View): View[];
  removeView(id: string): View[];
  /** Mapping chosen last time for the same headings, or null. */
  mapping(kind: string, fingerprint: string): (string | null)[] | null;
  saveMapping(kind: string, fingerprint: string, mapping: readonly (string | null)[]): void;
}

const mappingSchema = z.array(z.string().nullable());

export function createSettingsStore(values: KeyValues): SettingsStore {
  const get = () => settingsOf(recordOf(values.get('settings')));

  function views(): View[] {
    const stored = values.get('views');
    return (Array.isArray(stored) ? stored : []).flatMap((each: unknown) => {
      const parsed = viewSchema.safeParse(each);
      return parsed.success ? [parsed.data] : [];
    });
  }

  function keepViews(next: View[]): View[] {
    values.set('views', next);
    return next;
  }

  return {
    get,
    views,
    set(change) {
      const now = get();
      const next: Settings = {
        language: change.language ?? now.language,
        theme: change.theme ?? now.theme,
        density: change.density ?? now.density,
        navigation: change.navigation ?? now.navigation,
      };
      values.set('settings', next);
      return next;
    },
    saveView: (view) => {
      const rest = views();
      const at = rest.findIndex(({ id }) => id === view.id);
      return keepViews(at === -1 ? [...rest, view].slice(-MAX_VIEWS) : rest.with(at, view));
    },
    removeView: (id) => keepViews(views().filter((view) => view.id !== id)),
    mapping(kind, fingerprint) {
      const parsed = mappingSchema.safeParse(recordOf(values.get('mappings'))[`${kind} ${fingerprint}`]);
      return parsed.success ? parsed.data : null;
    },
    saveMapping(kind, fingerprint, mapping) {
      const key = `${kind} ${fingerprint}`;
      const others = Object.entries(recordOf(values.get('mappings'))).filter(([each]) => each !== key);
      values.set('mappings', Object.fromEntries([...others, [key, mapping]].slice(-MAX_VIEWS)));
    },
  };
}

function settingsOf(stored: Readonly<Record<string, unknown>>): Settings {
  const pick = <K extends keyof Settings>(key: K, schema: z.ZodType<Settings[K]>): Settings[K] => {
    const parsed = schema.safeParse(stored[key]);
    return parsed.success ? parsed.data : defaults[key];
  };
  const { shape } = settingsSchema;
  return {
    language: pick('language', shape.language),
    theme: pick('theme', shape.theme),
    density: pick('density', shape.density),
    navigation: pick('navigation', shape.navigation),
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
