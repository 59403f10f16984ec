import { lockNumbersAndStamp, numberIdOf, optOut } from './numbers';
import { inTransaction } from './pool';
import type { Store } from './store';

/** A text that came in: from whom (E.164), and whether it asks us to stop. Its words are not kept. */
export type Reply = { sid: string; from: string; keyword: 'stop' | null };

/** Stores a reply once; a STOP opts the number out under the lock that every claim takes. */
export async function recordReply({ db, clock, vault }: Store, { sid, from, keyword }: Reply): Promise<void> {
  await inTransaction(db, async (tx) => {
    const numberId = await numberIdOf(tx, vault, from);
    const at = await lockNumbersAndStamp(tx, [numberId], { now: () => clock.now(), notBefore: 0 });
    await tx.query(
      'insert into replies (sid, number_id, keyword, received_at) values ($1, $2, $3, $4) on conflict do nothing',
      [sid, numberId, keyword, new Date(at)],
    );
    if (keyword === 'stop') await optOut(tx, numberId, { at, learnedFrom: 'reply' });
  });
}
