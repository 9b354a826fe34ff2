import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import type { KeyValues } from '../../services/settings/keyValues.ts';

const NAME = 'settings';

/** Settings in `<folder>/settings.json`. A file that cannot be read is moved aside, never overwritten. */
export function openConfValues(folder: string): KeyValues {
  const conf = openConf(folder);
  return {
    get: (key): unknown => conf.get(key),
    set: (key, value) => conf.set(key, value),
  };
}

function openConf(folder: string): Conf {
  const options = { cwd: folder, configName: NAME, accessPropertiesByDotNotation: false };
  try {
    return new Conf(options);
  } catch {
    const file = join(folder, `${NAME}.json`);
    if (existsSync(file)) renameSync(file, join(folder, `${NAME}.unreadable-${Date.now()}.json`));
    return new Conf(options);
  }
}
