import { Pool } from 'pg';
import type { PoolClient } from 'pg';

/** Where a query can be sent: the pool, or the transaction we are in. */
export type Queryable = Pick<PoolClient, 'query'>;

export function createPool(databaseUrl: string, onError: (error: Error) => void = () => undefined): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: 3_000,
    query_timeout: 10_000,
    options: '-c timezone=UTC -c lock_timeout=8000',
  });
  // An idle connection that the server ends must not end the process.
  pool.on('error', onError);
  // Nor must one that is lost in the middle of a transaction: its query fails, and says so.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs `work` in one transaction, committed when it returns, rolled back when it throws. */
export async function inTransaction<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  let broken = false;
  try {
    await tx.query('begin');
    const result = await work(tx);
    await tx.query('commit');
    return result;
  } catch (error) {
    await tx.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    tx.release(broken);
  }
}

const AWAY = /^(ECONN|ENOTFOUND|EAI_AGAIN|EHOST|ENET|EPIPE|ETIMEDOUT|08|57P|53|55P03)/;
const AWAY_WORDS =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|not queryable/;

/**
 * Is it PostgreSQL that cannot be reached, rather than the request that was wrong? Looked at by its shape: the errors
 * of Node's own sockets are no instances of the Error of a test's sandbox.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.some(isDatabaseAway);
  if ('code' in error && AWAY.test(String(error.code))) return true;
  return 'message' in error && AWAY_WORDS.test(String(error.message));
}

/** Another transaction was in the way: an id stored meanwhile, a deadlock. The same work may succeed now. */
export function isWorthAnotherTry(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['23505', '40P01', '40001'].includes(String(error.code))
  );
}
