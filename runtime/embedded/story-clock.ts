import { readClock, writeClockOnce } from '../../db/clock';
import { findAgency } from '../../db/policies';
import { createPool } from '../../db/pool';
import type { ClockAnchor } from '../../domain/clock';
import { type Instant, toIso } from '../../domain/instant';
import { StartError } from './start-error';

/** What this start was told about story time; left out means: as it is stored. */
export type AskedClock = { scale?: number; storyStart?: Instant; realCarrier: boolean };

export async function readStoredClock(databaseUrl: string): Promise<ClockAnchor | null> {
  return withPool(databaseUrl, readClock);
}

/**
 * The calls of one agency are not another's: their follow-ups would have no worker, and its rules would judge them.
 * @throws StartError
 */
export async function checkAgency(databaseUrl: string, agency: string): Promise<void> {
  const owner = await withPool(databaseUrl, findAgency);
  if (owner === null || owner === agency) return;
  throw new StartError(
    `What is stored here belongs to ${owner}, and HEARD_AGENCY says ${agency}: set HEARD_HOME or DATABASE_URL to a place of its own.`,
  );
}

export async function storeClockOnce(databaseUrl: string, anchor: ClockAnchor): Promise<void> {
  await withPool(databaseUrl, (pool) => writeClockOnce(pool, anchor));
}

/**
 * A story that has begun keeps its clock: another one would put what is stored into the wrong time.
 * @throws StartError
 */
export function checkAgainstStored(
  { scale, storyStart, realCarrier }: AskedClock,
  stored: ClockAnchor,
): void {
  if (realCarrier) {
    throw new StartError(
      'What is stored here is a story told on the simulator: with a real carrier, set HEARD_HOME or DATABASE_URL to a new place.',
    );
  }
  if (scale !== undefined && scale !== stored.scale) {
    throw new StartError(
      `The story stored here runs at ×${stored.scale}, and HEARD_TIME_SCALE says ${scale}: unset it, or set HEARD_HOME to a new folder.`,
    );
  }
  if (storyStart !== undefined && storyStart !== stored.storyAt) {
    throw new StartError(
      `The story stored here began at ${toIso(stored.storyAt)}, and HEARD_STORY_START says ${toIso(storyStart)}: unset it, or set HEARD_HOME to a new folder.`,
    );
  }
}

async function withPool<T>(
  databaseUrl: string,
  work: (pool: ReturnType<typeof createPool>) => Promise<T>,
): Promise<T> {
  const pool = createPool(databaseUrl);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
