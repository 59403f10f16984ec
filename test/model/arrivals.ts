import type { KnownEvent } from './fold';
import { readPhone } from './phone';
import type { Instant, Policy } from './read-policy';
import type { RecordedEvent } from './recorded-event';

/** An event as written, and when it was accepted. */
export type Arrival = { event: RecordedEvent; knownAt: Instant };

/** The agency's own numbers and those of the institution register, in E.164. */
export type Numbers = { own?: string[]; institutions?: string[] };

/** Reads an accepted event; `seq` counts in its call. */
export function knownEvent(
  policy: Policy,
  numbers: Numbers,
  { event, knownAt }: Arrival,
  seq: number,
): KnownEvent {
  const occurredAt = event.occurredAt === undefined ? knownAt : Date.parse(event.occurredAt);
  return {
    ...{ callNumber: event.callNumber, eventId: event.eventId, type: event.type, seq, knownAt, occurredAt },
    old: knownAt - occurredAt > policy.eventTooOld,
    priority: event.priorityCode,
    callType: event.callTypeCode,
    phone: readPhone(event.reportingParty?.phone, policy, numbers.own ?? []),
    safeToText: event.reportingParty?.safeToText,
    source: event.source,
    flags: event.flags ?? [],
    disposition: event.dispositionCode,
    into: event.type === 'merged' ? event.intoCallNumber : undefined,
  };
}
