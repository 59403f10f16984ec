import type { Pool } from 'pg';

/** Opens all of a pool's connections: in a race, one that must be opened first comes too late. */
export async function openConnections(pool: Pool): Promise<void> {
  await Promise.all(
    Array.from({ length: pool.options.max ?? 10 }, () => pool.query('select pg_sleep(0.05)')),
  );
}
