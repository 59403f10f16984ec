import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../db/migrate';
import { packageRoot } from '../../runtime/paths';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const migrations = readdirSync(join(packageRoot, 'db', 'migrations')).map((name) => name.replace('.sql', ''));

/** Forgets every table, as in a database made a moment ago. */
const empty = () => database.pool.query('drop schema public cascade; create schema public');

async function applied(): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>('select name from migrations order by id');
  return rows.map((row) => row.name);
}

test('run twice is harmless and keeps what is stored', async () => {
  await database.pool.query(`insert into senders values ('+13438036032', '2026-01-15T15:00:00Z')`);
  await migrate(database.url);
  await migrate(database.url);
  expect(await applied()).toEqual(migrations);
  expect((await database.pool.query('select 1 from senders')).rowCount).toBe(1);
});

test('run by several processes at once on an empty database, one waits for the other', async () => {
  await empty();
  await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
  expect(await applied()).toEqual(migrations);
});

test('that cannot be finished leaves nothing half-made', async () => {
  await empty();
  await database.pool.query('create table survey_answers (in_the_way boolean)');
  await expect(migrate(database.url)).rejects.toThrow('survey_answers');
  const { rows } = await database.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'migrations'`,
  );
  expect(rows).toEqual([{ name: 'survey_answers' }]);
});
