import { tellFacts } from '../domain/follow-up-facts';
import type { FollowUpFacts } from '../domain/follow-up-facts';
import { lockCall, saveCall } from './calls';
import { lockNumbersAndStamp, markNotCapable, optOut } from './numbers';
import type { Instant } from '../domain/instant';
import { inTransaction } from './pool';
import type { Queryable } from './pool';
import type { Store } from './store';
import { findNumberOfText, giveBackClaim, saveOutcome } from './text-messages';
import type { RecordedOutcome } from './text-messages';

/** How the carrier answered a claimed text; `notTaken` gives the claim back. */
export type CarrierAnswer =
  | { kind: 'accepted'; sid: string }
  | { kind: 'refused'; code: number | null; because: RefusedBecause }
  | { kind: 'unknown' }
  | { kind: 'notTaken' };

type RefusedBecause = 'optedOut' | 'numberCannotReceive' | 'other';

/** Records the carrier's answer with what follows from it for the number, and tells the facts after it. */
export async function recordOutcome(
  store: Store,
  { callNumber, textId, answer }: { callNumber: string; textId: string; answer: CarrierAnswer },
): Promise<FollowUpFacts> {
  return inTransaction(store.db, async (tx) => {
    const call = await lockCall(tx, callNumber);
    if (!call) throw new Error(`no call ${callNumber} is stored`);
    const now = store.clock.now();
    if (answer.kind === 'notTaken') await giveBackClaim(tx, textId);
    else await saveOutcome(tx, textId, outcomeOf(answer, now));
    if (answer.kind === 'refused') await learnOfNumber(tx, textId, answer.because, now);
    await saveCall(tx, { ...call, revision: call.revision + 1 });
    const { policy } = await store.policyInForce(tx);
    const after = await lockCall(tx, callNumber);
    return tellFacts(after ?? call, policy, now);
  });
}

function outcomeOf(answer: Exclude<CarrierAnswer, { kind: 'notTaken' }>, now: Instant): RecordedOutcome {
  switch (answer.kind) {
    case 'accepted':
      return { outcome: 'sent', sid: answer.sid, sentAt: now };
    case 'refused':
      return { outcome: 'notSent', reason: 'carrierRefused', errorCode: answer.code?.toString() ?? null };
    case 'unknown':
      return { outcome: 'unknown' };
  }
}

/** A carrier knows of opt-outs, and of numbers without texts, that nobody told us of. */
async function learnOfNumber(
  tx: Queryable,
  textId: string,
  because: RefusedBecause,
  now: Instant,
): Promise<void> {
  const numberId = await findNumberOfText(tx, textId);
  if (numberId === null || because === 'other') return;
  const at = await lockNumbersAndStamp(tx, [numberId], { now: () => now, notBefore: 0 });
  if (because === 'optedOut') await optOut(tx, numberId, { at, learnedFrom: 'carrier' });
  else await markNotCapable(tx, numberId, at);
}
