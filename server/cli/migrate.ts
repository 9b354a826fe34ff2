import { loadConfig } from '../config.ts';
import { openCenter, serverLog } from '../openCenter.ts';
import { centerOptions, configOf, print, type CliCommand } from './command.ts';

export const migrateCommand: CliCommand = {
  summary: 'Bring the database to this version.',
  usage: '[--data DIR | --database-url URL] [--json]',
  options: centerOptions,
  run: async (given) => {
    const config = loadConfig(configOf(given));
    const open = await openCenter(config, serverLog(config));
    await open.close();
    print(given, { migrated: true }, ['The database is at this version.']);
    return 0;
  },
};
