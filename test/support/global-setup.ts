import { migrate } from '../../db/migrate';
import { createTemplateDatabase } from './database';
import { startSharedPostgres } from './shared-postgres';

/**
 * One PostgreSQL for all test files, with a migrated template database that each test copies. It gives up
 * durability (fsync off): what the tests store is thrown away anyway.
 */
export default async function globalSetup(): Promise<void> {
  const { databaseUrl } = await startSharedPostgres();
  process.env['HEARD_TEST_DATABASE_URL'] = databaseUrl;
  await createTemplateDatabase(migrate);
}
