import type { Queryable } from './pool';

/** Keeps a number that a call stated, the number itself encrypted; null when it cannot be dialled. */
export async function saveCallNumber(
  db: Queryable,
  { callNumber, numberId, phone }: { callNumber: string; numberId: string; phone: Buffer | null },
): Promise<void> {
  await db.query(
    `insert into call_numbers (call_number, number_id, phone) values ($1, $2, $3)
     on conflict (call_number, number_id) do nothing`,
    [callNumber, numberId, phone],
  );
}

export async function findPhone(db: Queryable, callNumber: string, numberId: string): Promise<Buffer | null> {
  const { rows } = await db.query<{ phone: Buffer | null }>(
    'select phone from call_numbers where call_number = $1 and number_id = $2',
    [callNumber, numberId],
  );
  return rows[0]?.phone ?? null;
}
