import { isWithinLast } from '../domain/instant';
import type { Instant } from '../domain/instant';
import type { Policy } from '../domain/policy';
import type { Queryable } from './pool';

export type WaitingFor = 'feedStale' | 'sendingPaused';

/** The CAD was heard of: an event, a duplicate too, or a heartbeat. */
export async function noteFeedAlive(db: Queryable, at: Instant): Promise<void> {
  await db.query('update feed set alive_at = greatest(alive_at, $1)', [new Date(at)]);
}

/** At a first start the feed counts as alive (story 14); a simulator's story has its clock to tell when that was. */
export async function noteFirstStart(db: Queryable, at: Instant): Promise<void> {
  await db.query('update feed set alive_at = $1 where alive_at is null', [new Date(at)]);
}

/** What all texts wait for now; null when nothing holds them back (story 14). */
export async function whatTextsWaitFor(
  db: Queryable,
  policy: Policy,
  now: Instant,
): Promise<WaitingFor | null> {
  const { rows } = await db.query<{ alive_at: Date | null; sending_paused: boolean; story_at: Date | null }>(
    'select alive_at, sending_paused, (select story_at from clock) from feed',
  );
  const feed = rows[0];
  // At a first start the feed counts as alive: the clock's anchor is when that was.
  const aliveAt = Math.max(feed?.alive_at?.getTime() ?? 0, feed?.story_at?.getTime() ?? 0);
  if (feed?.sending_paused) return 'sendingPaused';
  return isWithinLast(aliveAt, policy.feedStaleMs, now) ? null : 'feedStale';
}
