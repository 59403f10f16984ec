import type { Instant } from '../domain/instant';
import type { Queryable } from './pool';

/**
 * Takes a sender's next `takesMs` of story time if it is free now; null, and nothing is taken, when it is not: then
 * `freeAt` is when to come again.
 */
export async function reserveSender(
  db: Queryable,
  { sender, now, takesMs }: { sender: string; now: Instant; takesMs: number },
): Promise<{ freeAt: Instant } | null> {
  await db.query('insert into senders (number, free_at) values ($1, $2) on conflict do nothing', [
    sender,
    new Date(now),
  ]);
  const { rows } = await db.query<{ free_at: Date }>(
    'select free_at from senders where number = $1 for update',
    [sender],
  );
  const freeAt = rows[0]?.free_at.getTime() ?? now;
  if (freeAt > now) return { freeAt };
  await db.query('update senders set free_at = $2 where number = $1', [sender, new Date(now + takesMs)]);
  return null;
}
