import { furtherStatus } from '../domain/delivery-status';
import type { DeliveryStatus } from '../domain/delivery-status';
import { markNotCapable } from './numbers';
import { inTransaction } from './pool';
import type { Store } from './store';
import { hashToken } from './token-hash';

/** What the carrier reports: `status` as ours when we know it, and always as it came. */
export type Receipt = {
  callbackToken: string | null;
  sid: string;
  status: string;
  delivery: DeliveryStatus | null;
  errorCode: string | null;
  numberCannotReceive: boolean;
};

/**
 * Stores a receipt as it came, and moves its text's delivery state forward, never back. It finds its text by our own
 * token, so that one that overtakes our commit is not lost.
 */
export async function recordReceipt({ db, clock }: Store, receipt: Receipt): Promise<void> {
  const at = new Date(clock.now());
  await inTransaction(db, async (tx) => {
    const { rows } = await tx.query<{ id: string; number_id: string; delivery: DeliveryStatus | null }>(
      `select id, number_id, delivery from text_messages where sid = $1 or callback_token_hash = $2
       order by id limit 1 for update`,
      [receipt.sid, receipt.callbackToken === null ? null : hashToken(receipt.callbackToken)],
    );
    const text = rows[0];
    await tx.query(
      `insert into receipts (text_message_id, sid, status, error_code, received_at) values ($1, $2, $3, $4, $5)`,
      [text?.id ?? null, receipt.sid, receipt.status, receipt.errorCode, at],
    );
    if (!text || !receipt.delivery) return;
    const delivery = furtherStatus(text.delivery, receipt.delivery);
    if (delivery === text.delivery) return;
    const failed = delivery === 'undelivered' || delivery === 'failed';
    await tx.query(
      `update text_messages set delivery = $2, sid = coalesce(sid, $3), error_code = $4,
         delivered_at = case when $2 = 'delivered' then $5::timestamptz else delivered_at end
       where id = $1`,
      [text.id, delivery, receipt.sid, failed ? receipt.errorCode : null, at],
    );
    // A code on any other state may be left over from an earlier text.
    if (failed && receipt.numberCannotReceive) await markNotCapable(tx, text.number_id, at.getTime());
  });
}
