import { claimText } from '../../db/claim-text';
import { findCall } from '../../db/calls';
import { listEventStamps } from '../../db/call-events';
import { noteFeedAlive } from '../../db/feed';
import { recordOutcome } from '../../db/record-outcome';
import { listTextRows } from '../../db/text-messages';
import { dueTexts } from '../../domain/due';
import type { DueText } from '../../domain/due';
import { TEXT_KINDS } from '../../domain/text-message';
import { checkEvent } from '../../api/checked-event';
import { acceptEvent } from '../../db/accept-event';
import { readPhone } from '../../sms/phone-number';
import type { Arrival } from '../model/arrivals';
import type { RecordedEvent } from '../model/recorded-event';
import type { TestStore } from './store';

/** When an event reaches us, as drawn; when it was accepted is read from the store. */
export type DrawnEvent = { event: RecordedEvent; at: number };

type Turn = { at: number; callNumber: string; receivedAt: number; text: DueText };

/**
 * Plays arrivals against the real database without Temporal: every text is claimed exactly at its moment and the
 * carrier takes all. Gives the arrivals as they were accepted.
 */
export async function playByHand(store: TestStore, drawn: DrawnEvent[], endsAt: number): Promise<Arrival[]> {
  const callNumbers = [...new Set(drawn.map(({ event }) => event.callNumber))];
  const accepted: DrawnEvent[] = [];
  for (const next of drawn) {
    await claimUntil(store, callNumbers, next.at - 1);
    store.setTime(next.at);
    const sent = checkEvent({ callNumber: next.event.callNumber, body: bodyOf(next.event) }, (written) =>
      readPhone(written, { defaultCountry: 'CA', ownNumbers: [] }),
    );
    if ('errors' in sent) throw new Error(`a drawn event is wrong: ${JSON.stringify(sent.errors)}`);
    await acceptEvent(store, { ...sent, webhook: null });
    accepted.push(next);
  }
  await claimUntil(store, callNumbers, endsAt);
  store.setTime(endsAt);
  return withStamps(store, accepted);
}

function bodyOf({ callNumber: _callNumber, ...body }: RecordedEvent): Record<string, unknown> {
  return body;
}

async function claimUntil(store: TestStore, callNumbers: string[], until: number): Promise<void> {
  for (;;) {
    const turns = (await Promise.all(callNumbers.map((callNumber) => turnsOf(store, callNumber)))).flat();
    const [turn] = turns.sort(byTurn);
    if (!turn || turn.at > until) return;
    store.setTime(Math.max(turn.at, store.clock.now()));
    await noteFeedAlive(store.db, store.clock.now());
    await claimOne(store, turn);
  }
}

async function turnsOf(store: TestStore, callNumber: string): Promise<Turn[]> {
  const call = await findCall(store.db, callNumber);
  if (!call) return [];
  const { policy } = await store.policyInForce(store.db);
  const receivedAt = call.facts.received?.occurredAt ?? 0;
  return dueTexts(call, policy).map((text) => ({ at: text.dueAt, callNumber, receivedAt, text }));
}

function byTurn(a: Turn, b: Turn): number {
  const kind = ({ text }: Turn) => TEXT_KINDS.indexOf(text.kind);
  return (
    a.at - b.at || kind(a) - kind(b) || a.receivedAt - b.receivedAt || (a.callNumber < b.callNumber ? -1 : 1)
  );
}

async function claimOne(store: TestStore, { callNumber, text }: Turn): Promise<void> {
  const compose = () => ({
    body: 'words',
    language: 'en',
    segments: 1,
    sender: '+13438036032',
    callbackTokenHash: Buffer.from(`${callNumber} ${text.kind} ${text.ordinal}`),
    surveyTokenHash: null,
  });
  const { kind, ordinal } = text;
  const claim = await claimText(store, { callNumber, kind, ordinal }, { compose, msPerSegment: 0 });
  if (claim.state === 'wait') throw new Error(`a text waits for ${claim.for}`);
  if (claim.state !== 'claimed') return;
  const sid = `SM ${callNumber} ${kind} ${ordinal}`;
  await recordOutcome(store, { callNumber, textId: claim.textId, answer: { kind: 'accepted', sid } });
}

async function withStamps(store: TestStore, accepted: DrawnEvent[]): Promise<Arrival[]> {
  const arrivals: Arrival[] = [];
  for (const { event } of accepted) {
    const stamps = await listEventStamps(store.db, event.callNumber);
    const stamp = stamps.find((one) => one.eventId === event.eventId);
    if (stamp) arrivals.push({ event, knownAt: stamp.knownAt });
  }
  return arrivals;
}

/** A call's rows as the model writes them. */
export async function rowsByHand(store: TestStore, callNumber: string): Promise<string[]> {
  const rows = await listTextRows(store.db, callNumber);
  return rows.map((row) =>
    [
      callNumber,
      row.kind,
      row.ordinal,
      row.due_at.toISOString(),
      row.outcome,
      row.reason,
      row.facts_seq,
    ].join(' '),
  );
}
