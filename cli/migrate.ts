import { Command } from 'commander';
import { migrate } from '../db/migrate';
import { readSettings } from '../runtime/config';
import { StartError } from '../runtime/embedded/start-error';

/** `heard migrate`: brings the database at DATABASE_URL to the newest migration. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      'Bring the database at DATABASE_URL to the newest migration; the embedded one does it by itself.',
    )
    .action(async () => {
      const { DATABASE_URL: databaseUrl } = readSettings();
      if (databaseUrl === undefined)
        throw new StartError('DATABASE_URL must be set: it says which database to migrate.');
      await migrate(databaseUrl);
      console.log('The database is up to date.');
    });
}
