import type { Phone } from './phone';
import type { Instant } from './read-policy';
import { eventTypes, type EventType } from './recorded-event';

/** An accepted event; `old`: older than 24 hours when accepted (story, 5). */
export type KnownEvent = {
  callNumber: string;
  eventId: string;
  type: EventType;
  seq: number;
  knownAt: Instant;
  occurredAt: Instant;
  old: boolean;
  priority?: string;
  callType?: string;
  phone?: Phone;
  safeToText?: string;
  source?: string;
  flags: string[];
  disposition?: string;
  into?: string;
};

/** The facts of one call (story, 2 to 4), without what it takes over from others. */
export type Facts = {
  /** How many events these are the facts of. */
  seq: number;
  received?: KnownEvent;
  priority?: string;
  callType?: string;
  phone?: Phone;
  safeToText?: string;
  source?: string;
  flags: Set<string>;
  priorities: { code: string; event: KnownEvent }[];
  callTypes: Set<string>;
  numbers: Set<string>;
  everUnsafe: boolean;
  assigned: boolean;
  attended: boolean;
  /** The `released` or `reopened` because of which the call waits. */
  waitsSince?: KnownEvent;
  /** The ends in force, earliest first. */
  ends: KnownEvent[];
  closed?: KnownEvent;
  disposition?: string;
  cancelled: boolean;
  merged: boolean;
  /** Those that counted. */
  reopenings: KnownEvent[];
  /** The first accepted one. */
  callTakingEnded?: KnownEvent;
};

const byOccurrence = (a: KnownEvent, b: KnownEvent): number =>
  a.occurredAt - b.occurredAt ||
  eventTypes.indexOf(a.type) - eventTypes.indexOf(b.type) ||
  (a.eventId < b.eventId ? -1 : 1);

export function fold(events: KnownEvent[]): Facts {
  const facts: Facts = {
    seq: events.length,
    ...{ flags: new Set(), priorities: [], callTypes: new Set(), numbers: new Set(), everUnsafe: false },
    ...{ assigned: false, attended: false, ends: [], cancelled: false, merged: false, reopenings: [] },
    callTakingEnded: events.find(({ type }) => type === 'callTakingEnded'),
  };
  for (const event of events.toSorted(byOccurrence)) {
    takeStated(facts, event);
    takeCourse(facts, event);
  }
  return facts;
}

function takeStated(facts: Facts, event: KnownEvent): void {
  const { priority, callType, phone, safeToText, source, flags } = event;
  if (priority !== undefined) facts.priorities.push({ code: priority, event });
  if (callType !== undefined) facts.callTypes.add(callType);
  if (phone !== undefined) facts.numbers.add(phone.number);
  facts.priority = priority ?? facts.priority;
  facts.callType = callType ?? facts.callType;
  facts.phone = phone ?? facts.phone;
  facts.safeToText = safeToText ?? facts.safeToText;
  facts.source = source ?? facts.source;
  facts.everUnsafe ||= safeToText === 'no';
  for (const flag of flags) facts.flags.add(flag);
}

function takeCourse(facts: Facts, event: KnownEvent): void {
  const ended = facts.ends.length > 0;
  switch (event.type) {
    case 'received':
      facts.received ??= event;
      return;
    case 'arrived':
      facts.attended = true;
      facts.assigned = true;
      return;
    case 'dispatched':
      if (!ended) facts.assigned = true;
      return;
    case 'released':
      if (ended || !facts.assigned) return;
      facts.assigned = false;
      facts.waitsSince = event;
      return;
    case 'closed':
      facts.closed ??= event;
      facts.disposition = event.disposition ?? facts.disposition;
      facts.ends.push(event);
      return;
    case 'cancelled':
      facts.cancelled = true;
      facts.ends.push(event);
      return;
    case 'merged':
      facts.merged = true;
      facts.ends.push(event);
      return;
    case 'reopened':
      if (ended && !facts.merged) reopen(facts, event);
      return;
    default:
  }
}

function reopen(facts: Facts, event: KnownEvent): void {
  facts.ends = [];
  facts.closed = undefined;
  facts.disposition = undefined;
  facts.cancelled = false;
  facts.assigned = false;
  facts.waitsSince = event;
  facts.reopenings.push(event);
}

/** Whether an event changed what an acknowledgement waits for (story, 8). */
export function changedMatter(before: Facts, after: Facts): boolean {
  return (
    before.priority !== after.priority ||
    before.callType !== after.callType ||
    before.flags.size !== after.flags.size ||
    before.phone?.number !== after.phone?.number ||
    before.phone?.usable !== after.phone?.usable ||
    before.safeToText !== after.safeToText
  );
}
