import { DAY, HOUR, MINUTE } from '../../domain/instant';
import type { MadeCall } from './make-call';

/** What a conversion made: counts of calls, and shares of calls or events. */
export type ConversionTally = {
  calls: number;
  events: number;
  officerCalls: number;
  callsWithUsablePhone: number;
  /** Of calls with a usable phone: another from the same number came within this time before. */
  repeatWithin: { halfHour: number; hour: number; day: number };
  neverDispatched: number;
  merged: number;
  cancelled: number;
  reopened: number;
  neverEnded: number;
  lateEvents: number;
  eventsSentTwice: number;
  /** Arrive after an event of the same call that happened later. */
  eventsOvertaken: number;
};

export function tallyConversion(calls: readonly MadeCall[]): ConversionTally {
  const events = calls.flatMap((call) => call.events);
  const withEvent = (...types: string[]): number =>
    calls.filter((call) => call.events.some(({ type }) => types.includes(type))).length;
  return {
    calls: calls.length,
    events: events.length,
    officerCalls: calls.filter(({ source }) => source === 'officer').length,
    callsWithUsablePhone: calls.filter(({ phone }) => phone?.dialled).length,
    repeatWithin: {
      halfHour: repeatShare(calls, 30 * MINUTE),
      hour: repeatShare(calls, HOUR),
      day: repeatShare(calls, DAY),
    },
    neverDispatched: calls.length - withEvent('dispatched'),
    merged: withEvent('merged'),
    cancelled: withEvent('cancelled'),
    reopened: withEvent('reopened'),
    neverEnded: calls.length - withEvent('closed', 'cancelled', 'merged'),
    lateEvents: events.filter(({ arrivals, occurredAt }) => !arrivals.includes(occurredAt)).length,
    eventsSentTwice: events.filter(({ arrivals }) => arrivals.length > 1).length,
    eventsOvertaken: calls.reduce((sum, call) => sum + overtaken(call), 0),
  };
}

function repeatShare(calls: readonly MadeCall[], withinMs: number): number {
  const lastCalledAt = new Map<string, number>();
  let dialable = 0;
  let repeats = 0;
  for (const { phone, createdAt } of calls) {
    if (!phone?.dialled) continue;
    const last = lastCalledAt.get(phone.dialled);
    dialable += 1;
    repeats += Number(last !== undefined && createdAt - last < withinMs);
    lastCalledAt.set(phone.dialled, createdAt);
  }
  return dialable === 0 ? 0 : repeats / dialable;
}

function overtaken({ events }: MadeCall): number {
  return events.filter((event) =>
    events.some((other) => other.occurredAt > event.occurredAt && firstArrival(other) < firstArrival(event)),
  ).length;
}

function firstArrival({ arrivals }: { arrivals: number[] }): number {
  return Math.min(...arrivals);
}
