import { tellFacts } from '../domain/follow-up-facts';
import type { FollowUpFacts } from '../domain/follow-up-facts';
import { lockCall, saveCall } from './calls';
import { inTransaction } from './pool';
import type { Store } from './store';

/** Stops a call's texts for this reason, or lets them go on (null). Null for a call we never heard of. */
export async function storeStaffStop(
  store: Pick<Store, 'db' | 'clock' | 'policyInForce'>,
  { callNumber, because }: { callNumber: string; because: string | null },
): Promise<FollowUpFacts | null> {
  return inTransaction(store.db, async (tx) => {
    const call = await lockCall(tx, callNumber);
    if (!call || call.lastSeq === 0) return null;
    const stopped = { ...call, stoppedBecause: because, revision: call.revision + 1 };
    await saveCall(tx, stopped);
    const { policy } = await store.policyInForce(tx);
    return tellFacts(stopped, policy, store.clock.now());
  });
}
