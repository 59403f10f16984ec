import type { Instant } from '../../domain/instant';
import type { MadeCall } from './make-call';
import { withOffset } from './wall-clock';

/**
 * The recorded event file of calls: one event a line, in order of arrival, instants with the offset of their place.
 * `until`: when the recording ends; what would arrive later is not in it.
 */
export function eventLines(calls: readonly MadeCall[], timeZone: string, until?: Instant): string[] {
  return calls
    .flatMap(({ callNumber, events }) =>
      events.flatMap((event) => event.arrivals.map((arrivesAt) => ({ callNumber, event, arrivesAt }))),
    )
    .filter(({ arrivesAt }) => until === undefined || arrivesAt < until)
    .sort((a, b) => a.arrivesAt - b.arrivesAt)
    .map(({ callNumber, event: { eventId, type, occurredAt, stated }, arrivesAt }) =>
      JSON.stringify({
        callNumber,
        eventId,
        type,
        occurredAt: withOffset(occurredAt, timeZone),
        ...(arrivesAt !== occurredAt && { arrivesAt: withOffset(arrivesAt, timeZone) }),
        ...stated,
      }),
    );
}
