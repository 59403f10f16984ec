import type { CallEvent } from '../domain/call-event';
import { knownFact } from '../domain/call-facts';
import { acknowledgementOf } from '../domain/call-record';
import { refusedByRules } from '../domain/due';
import type { Instant } from '../domain/instant';
import type { Policy } from '../domain/policy';
import { saveCall } from './calls';
import type { StoredCall } from './calls';
import { decideCall } from './decide-call';
import type { Queryable } from './pool';
import { enqueue } from './relay-queue';
import type { Store } from './store';

/** Decides a call anew after an event, its own or one of a call merged into it, and queues it for its follow-up. */
export async function decideAfterEvent(
  tx: Queryable,
  store: Store,
  call: StoredCall,
  event: CallEvent,
): Promise<void> {
  const before = call.decision;
  const { decision, policy, policyId } = await decideCall(tx, store, call, event.knownAt);
  if (decision.eligible && !before.eligible) {
    call.madeEligibleBy = knownFact(event);
    call.acknowledgementDueAnew ||= isDueAnew(call, event.knownAt, policy);
  }
  if (decision.eligible) call.followedSince ??= event.knownAt;
  Object.assign(call, { decision, policyId });
  await saveCall(tx, call);
  if (call.followedSince !== null) await enqueue(tx, call.callNumber, event.eventId);
}

/** Story 13: an acknowledgement refused by the rules gets a second chance soon after the call was received. */
function isDueAnew(call: StoredCall, eligibleAgainAt: Instant, policy: Policy): boolean {
  const row = acknowledgementOf(call);
  const { received } = call.facts;
  return (
    row !== null &&
    refusedByRules(row) &&
    received !== null &&
    eligibleAgainAt <= received.occurredAt + policy.acknowledgement.dueAnewMs
  );
}
