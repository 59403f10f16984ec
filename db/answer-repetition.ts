import { isDeepStrictEqual } from 'node:util';
import type { Acceptance, EventToAccept } from './accept-event';
import { findEvent } from './call-events';
import { findCall } from './calls';
import { noteFeedAlive } from './feed';
import type { Store } from './store';
import { saveWebhook } from './webhook-ids';

/** The answer to an event that came before: the first one again, or a conflict; null for a new event. */
export async function answerRepetition(store: Store, event: EventToAccept): Promise<Acceptance | null> {
  const earlier = await findEvent(store.db, event.eventId);
  if (!earlier) return null;
  const call = await findCall(store.db, earlier.callNumber);
  const { vault } = store;
  // After an erasure there is no body to compare with; then the id alone tells.
  const body: unknown =
    earlier.body && call?.wrappedKey
      ? JSON.parse(vault.decrypt(vault.openDataKey(call.wrappedKey), earlier.body))
      : event.body;
  if (earlier.callNumber !== event.callNumber || !isDeepStrictEqual(body, event.body)) {
    return { status: 'conflict' };
  }
  if (event.webhook && !(await saveWebhook(store.db, event.webhook))) return { status: 'conflict' };
  await noteFeedAlive(store.db, store.clock.now());
  const { seq, knownAt } = earlier.event;
  return { status: 'duplicate', seq, acceptedAt: knownAt, decision: earlier.decision };
}
