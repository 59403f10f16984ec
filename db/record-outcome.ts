import { tellFacts } from '../domain/follow-up-facts';
import type { FollowUpFacts } from '../domain/follow-up-facts';
import { lockCall, saveCall } from './calls';
import { lockNumbersAndStamp, markNotCapable, optOut } from './numbers';
import { inTransaction } from './pool';
import type { Store } from './store';
import { giveBackClaim, saveOutcome } from './text-messages';

/** How the carrier answered a claimed text; `notTaken` gives the claim back. */
export type CarrierAnswer =
  | { kind: 'accepted'; sid: string }
  | { kind: 'refused'; code: number | null; because: 'optedOut' | 'numberCannotReceive' | 'other' }
  | { kind: 'unknown' | 'notTaken' };

/** Records the carrier's answer with what follows from it for the number, and tells the facts after it. */
export async function recordOutcome(
  store: Store,
  { callNumber, textId, answer }: { callNumber: string; textId: string; answer: CarrierAnswer },
): Promise<FollowUpFacts> {
  return inTransaction(store.db, async (tx) => {
    const call = await lockCall(tx, callNumber);
    if (!call) throw new Error(`no call ${callNumber} is stored`);
    const { rows } = await tx.query<{ number_id: string }>(
      'select number_id from text_messages where id = $1',
      [textId],
    );
    const numberId = rows[0]?.number_id;
    const now = store.clock.now();
    if (answer.kind === 'refused' && numberId !== undefined) {
      const at = await lockNumbersAndStamp(tx, [numberId], { now: () => now, notBefore: 0 });
      if (answer.because === 'optedOut') await optOut(tx, numberId, { at, learnedFrom: 'carrier' });
      if (answer.because === 'numberCannotReceive') await markNotCapable(tx, numberId, at);
    }
    switch (answer.kind) {
      case 'accepted':
        await saveOutcome(tx, textId, { outcome: 'sent', sid: answer.sid, sentAt: now });
        break;
      case 'refused':
        await saveOutcome(tx, textId, {
          outcome: 'notSent',
          reason: 'carrierRefused',
          errorCode: answer.code === null ? null : String(answer.code),
        });
        break;
      case 'unknown':
        await saveOutcome(tx, textId, { outcome: 'unknown' });
        break;
      case 'notTaken':
        await giveBackClaim(tx, textId);
    }
    await saveCall(tx, { ...call, revision: call.revision + 1 });
    const { policy } = await store.policyInForce(tx);
    const after = await lockCall(tx, callNumber);
    return tellFacts(after ?? call, policy, now);
  });
}
