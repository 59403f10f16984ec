import type { Queryable } from './pool';

/** A signed request's id counts as seen once an event of it was stored. */
export type Webhook = { id: string; bodyHash: Buffer };

export async function findWebhook(db: Queryable, id: string): Promise<{ bodyHash: Buffer } | null> {
  const { rows } = await db.query<{ body_hash: Buffer }>(
    'select body_hash from webhook_ids where webhook_id = $1',
    [id],
  );
  return rows[0] ? { bodyHash: rows[0].body_hash } : null;
}

/** False when the id came with another body, be it in this very moment. */
export async function saveWebhook(db: Queryable, { id, bodyHash }: Webhook): Promise<boolean> {
  await db.query('insert into webhook_ids (webhook_id, body_hash) values ($1, $2) on conflict do nothing', [
    id,
    bodyHash,
  ]);
  const saved = await findWebhook(db, id);
  return saved !== null && saved.bodyHash.equals(bodyHash);
}
