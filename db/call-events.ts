import type { CallEvent, EventType, StatedFields } from '../domain/call-event';
import type { Decision, EligibilityReason } from '../domain/reasons';
import type { Instant } from '../domain/instant';
import type { Queryable } from './pool';

type Stated = StatedFields & { dispositionCode?: string; intoCallNumber?: string };

type EventRow = {
  event_id: string;
  call_number: string;
  seq: number;
  type: EventType;
  occurred_at: Date;
  known_at: Date;
  stated: Stated;
  body: Buffer | null;
  reason: EligibilityReason | null;
};

/** An accepted event with what was answered and, until the caller is erased, the JSON as it came. */
export type StoredEvent = { event: CallEvent; callNumber: string; body: Buffer | null; decision: Decision };

export async function findEvent(db: Queryable, eventId: string): Promise<StoredEvent | null> {
  const { rows } = await db.query<EventRow>('select * from call_events where event_id = $1', [eventId]);
  const row = rows[0];
  return row
    ? { event: toEvent(row), callNumber: row.call_number, body: row.body, decision: decision(row) }
    : null;
}

/** A call's events in the order of their acceptance. */
export async function listEvents(db: Queryable, callNumber: string): Promise<CallEvent[]> {
  const { rows } = await db.query<EventRow>(
    `select event_id, seq, type, occurred_at, known_at, stated from call_events where call_number = $1 order by seq`,
    [callNumber],
  );
  return rows.map(toEvent);
}

/** When each of a call's events was accepted. */
export async function listEventStamps(
  db: Queryable,
  callNumber: string,
): Promise<{ eventId: string; seq: number; knownAt: Instant }[]> {
  const events = await listEvents(db, callNumber);
  return events.map(({ eventId, seq, knownAt }) => ({ eventId, seq, knownAt }));
}

export async function saveEvent(
  db: Queryable,
  { event, callNumber, body }: { event: CallEvent; callNumber: string; body: Buffer },
): Promise<void> {
  const { eventId, type, seq, occurredAt, knownAt, ...stated } = event;
  await db.query(
    `insert into call_events (event_id, call_number, seq, type, occurred_at, known_at, stated, body)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [eventId, callNumber, seq, type, new Date(occurredAt), new Date(knownAt), stated, body],
  );
}

/** The decision that the event is answered with, now and when it comes again. */
export async function saveAnswer(db: Queryable, eventId: string, answered: Decision): Promise<void> {
  await db.query('update call_events set reason = $2 where event_id = $1', [eventId, answered.reason]);
}

function toEvent(row: EventRow): CallEvent {
  return {
    ...row.stated,
    eventId: row.event_id,
    type: row.type,
    seq: row.seq,
    occurredAt: row.occurred_at.getTime(),
    knownAt: row.known_at.getTime(),
  };
}

function decision(row: EventRow): Decision {
  return row.reason === null ? { eligible: true, reason: null } : { eligible: false, reason: row.reason };
}
