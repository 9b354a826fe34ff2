import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultDataDir } from './dataDir.ts';

afterEach(() => vi.unstubAllEnvs());

describe.runIf(process.platform === 'linux')('the data folder on Linux', () => {
  it('follows XDG_DATA_HOME', () => {
    vi.stubEnv('XDG_DATA_HOME', '/srv/data');
    expect(defaultDataDir()).toBe('/srv/data/egov-center');
  });

  it.each(['', 'relative/data'])('takes "%s" as not set', (value) => {
    vi.stubEnv('XDG_DATA_HOME', value);
    expect(defaultDataDir()).toBe(join(homedir(), '.local', 'share', 'egov-center'));
  });
});
