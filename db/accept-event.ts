import { changesHold, foldFacts, joinLatches, knownFact } from '../domain/call-facts';
import type { CallEvent, EventType, PhoneKind, StatedFields } from '../domain/call-event';
import { isUnsafe } from '../domain/eligibility';
import { MINUTE } from '../domain/instant';
import type { Instant } from '../domain/instant';
import type { Decision } from '../domain/reasons';
import { answerRepetition } from './answer-repetition';
import { listEvents, saveAnswer, saveEvent } from './call-events';
import { saveCallNumber } from './call-numbers';
import { saveCall } from './calls';
import type { StoredCall } from './calls';
import { decideAfterEvent } from './decide-after-event';
import { noteFeedAlive } from './feed';
import { lockMergedCalls } from './lock-merged-calls';
import { addMerge, takenOverBy, targetsOf } from './merges';
import { listNumbersOf, lockNumbersAndStamp, numberIdOf, putOnNeverText } from './numbers';
import { inTransaction, isWorthAnotherTry } from './pool';
import type { Queryable } from './pool';
import type { Store } from './store';
import { saveWebhook } from './webhook-ids';
import type { Webhook } from './webhook-ids';

/** A phone as it was read: `identity` is E.164, or the writing of what is no number. */
export type PhoneToAccept = {
  e164: string | null;
  identity: string;
  country: string | null;
  kind: PhoneKind;
};

export type EventToAccept = {
  callNumber: string;
  eventId: string;
  type: EventType;
  /** Null: the moment of acceptance. */
  occurredAt: Instant | null;
  stated: Omit<StatedFields, 'phone'>;
  phone: PhoneToAccept | null;
  dispositionCode?: string;
  intoCallNumber?: string;
  /** The JSON value as sent, to tell a repetition from a conflict. */
  body: unknown;
  webhook: Webhook | null;
};

export type Acceptance =
  | { status: 'accepted' | 'duplicate'; seq: number; acceptedAt: Instant; decision: Decision }
  /** This `eventId`, or the signed request's id, came before with another body or for another call. */
  | { status: 'conflict' }
  | { status: 'tooFarAhead' };

const MOST_AHEAD_MS = 2 * MINUTE;

/** Accepts one event in one transaction (design 1): when this returns `accepted`, it is stored for good. */
export async function acceptEvent(store: Store, event: EventToAccept): Promise<Acceptance> {
  for (let tries = 1; ; tries++) {
    try {
      return (await answerRepetition(store, event)) ?? (await inTransaction(store.db, accept(store, event)));
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      if (tries === 3 || !isWorthAnotherTry(error)) throw error;
    }
  }
}

/** Found out inside the transaction, which it rolls back. */
class Refused extends Error {
  readonly answer: Acceptance;
  constructor(answer: Acceptance) {
    super(answer.status);
    this.answer = answer;
  }
}

function accept(store: Store, incoming: EventToAccept) {
  return async (tx: Queryable): Promise<Acceptance> => {
    const named = [incoming.callNumber, ...(incoming.intoCallNumber ? [incoming.intoCallNumber] : [])];
    const calls = await lockMergedCalls(tx, named);
    const call = calls.find((one) => one.callNumber === incoming.callNumber);
    if (!call) throw new Error('the locked call is gone');
    const numberId = incoming.phone && (await numberIdOf(tx, store.vault, incoming.phone.identity));
    const knownAt = await stamp(tx, store, calls, numberId);
    refuseWhatIsAhead(incoming, knownAt);

    const event = toCallEvent(incoming, { numberId, seq: call.lastSeq + 1, knownAt });
    const spared = new Map(calls.map((one) => [one.callNumber, numbersToSpare(one)]));
    await keepEvent(tx, store, call, event, incoming);
    const facts = foldFacts(await listEvents(tx, call.callNumber));
    if (changesHold(call.facts, facts)) call.holdChangedBy = knownFact(event);
    Object.assign(call, { facts, lastSeq: event.seq, lastEventKnownAt: knownAt });

    const touched = await handOver(tx, call, calls, knownAt);
    for (const one of touched) await spareNumbers(tx, one, spared.get(one.callNumber) ?? [], knownAt);
    for (const one of touched) await decideAfterEvent(tx, store, one, event);
    await saveAnswer(tx, event.eventId, call.decision);
    await keepWebhook(tx, incoming);
    await noteFeedAlive(tx, knownAt);
    return { status: 'accepted', seq: event.seq, acceptedAt: knownAt, decision: call.decision };
  };
}

function refuseWhatIsAhead({ occurredAt }: EventToAccept, knownAt: Instant): void {
  if (occurredAt !== null && occurredAt > knownAt + MOST_AHEAD_MS)
    throw new Refused({ status: 'tooFarAhead' });
}

async function keepWebhook(tx: Queryable, { webhook }: EventToAccept): Promise<void> {
  if (webhook && !(await saveWebhook(tx, webhook))) throw new Refused({ status: 'conflict' });
}

/** Puts a call's numbers on the never-text list once, when they come to belong there; a person may take them off. */
async function spareNumbers(
  tx: Queryable,
  call: StoredCall,
  sparedBefore: string[],
  at: Instant,
): Promise<void> {
  const toSpare = numbersToSpare(call).filter((id) => !sparedBefore.includes(id));
  if (toSpare.length > 0) await putOnNeverText(tx, toSpare, at);
}

async function stamp(
  tx: Queryable,
  store: Store,
  calls: StoredCall[],
  numberId: string | null,
): Promise<Instant> {
  const stated = await listNumbersOf(
    tx,
    calls.map((one) => one.callNumber),
  );
  return lockNumbersAndStamp(tx, numberId === null ? stated : [...stated, numberId], {
    now: () => store.clock.now(),
    notBefore: Math.max(...calls.map((one) => one.lastStampAt)),
  });
}

function toCallEvent(
  incoming: EventToAccept,
  { numberId, seq, knownAt }: { numberId: string | null; seq: number; knownAt: Instant },
): CallEvent {
  const { phone } = incoming;
  return {
    ...incoming.stated,
    ...(phone && numberId !== null && { phone: { numberId, country: phone.country, kind: phone.kind } }),
    ...(incoming.dispositionCode !== undefined && { dispositionCode: incoming.dispositionCode }),
    ...(incoming.intoCallNumber !== undefined && { intoCallNumber: incoming.intoCallNumber }),
    eventId: incoming.eventId,
    type: incoming.type,
    seq,
    occurredAt: incoming.occurredAt ?? knownAt,
    knownAt,
  };
}

async function keepEvent(
  tx: Queryable,
  { vault }: Store,
  call: StoredCall,
  event: CallEvent,
  { phone, body }: EventToAccept,
): Promise<void> {
  const dataKey = call.wrappedKey ? vault.openDataKey(call.wrappedKey) : vault.newDataKey();
  call.wrappedKey = dataKey.wrapped;
  const { callNumber } = call;
  await saveEvent(tx, { event, callNumber, body: vault.encrypt(dataKey, JSON.stringify(body)) });
  if (event.phone) {
    const sealed = phone?.e164 ? vault.encrypt(dataKey, phone.e164) : null;
    await saveCallNumber(tx, { callNumber, numberId: event.phone.numberId, phone: sealed });
  }
  if (event.intoCallNumber) await addMerge(tx, callNumber, event.intoCallNumber);
}

/** Gives what counts for good on to the calls this one is merged into, and saves all whose facts that changes. */
async function handOver(
  tx: Queryable,
  call: StoredCall,
  calls: StoredCall[],
  knownAt: Instant,
): Promise<StoredCall[]> {
  const targets = targetsOf(call.callNumber, calls);
  const touched = [call, ...calls.filter((one) => one !== call && targets.includes(one.callNumber))];
  for (const one of touched) {
    one.takenOver = takenOverBy(one.callNumber, calls);
    one.revision += 1;
    one.lastStampAt = knownAt;
    await saveCall(tx, one);
  }
  return touched;
}

/** The numbers of a call that must not be texted for what the call itself, or one merged into it, stated. */
function numbersToSpare({ facts, takenOver }: StoredCall): string[] {
  return isUnsafe(joinLatches([facts.latches, takenOver])) ? facts.everNumbers : [];
}
