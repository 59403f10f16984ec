import { randomBytes } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { createPool } from '../../db/pool';

export type TestDatabase = { url: string; pool: Pool; drop(): Promise<void> };

const TEMPLATE = 'heard_template';

/** A migrated, empty database of the test's own, in the one PostgreSQL that all tests share. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `heard_${randomBytes(8).toString('hex')}`;
  await administer(`create database ${name} template ${TEMPLATE}`);
  const url = urlOf(name);
  const pool = createPool(url);
  return {
    url,
    pool,
    drop: async () => {
      await pool.end();
      await administer(`drop database ${name} with (force)`);
    },
  };
}

export async function createTemplateDatabase(migrate: (url: string) => Promise<void>): Promise<void> {
  await administer(`create database ${TEMPLATE}`);
  await migrate(urlOf(TEMPLATE));
}

function urlOf(name: string): string {
  const url = new URL(sharedUrl());
  url.pathname = name;
  return url.href;
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: sharedUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function sharedUrl(): string {
  const url = process.env['HEARD_TEST_DATABASE_URL'];
  if (!url)
    throw new Error('HEARD_TEST_DATABASE_URL is not set: run the tests by jest, whose global set-up does it');
  return url;
}
