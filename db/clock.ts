import type { ClockAnchor } from '../domain/clock';
import type { Queryable } from './pool';

export async function readClock(db: Queryable): Promise<ClockAnchor | null> {
  const { rows } = await db.query<{ real_at: Date; story_at: Date; scale: number }>(
    'select real_at, story_at, scale from clock',
  );
  const row = rows[0];
  return row ? { realAt: row.real_at.getTime(), storyAt: row.story_at.getTime(), scale: row.scale } : null;
}

/** The anchor is written once in a database's life; what stands there already stays. */
export async function writeClockOnce(db: Queryable, anchor: ClockAnchor): Promise<void> {
  await db.query('insert into clock (real_at, story_at, scale) values ($1, $2, $3) on conflict do nothing', [
    new Date(anchor.realAt),
    new Date(anchor.storyAt),
    anchor.scale,
  ]);
}
