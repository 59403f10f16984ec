import { fromIso, toIso } from '../../domain/instant';
import { madeLine, madeLineIndex } from './made-phones';
import { isObject, type EventBody, type RecordedEvent } from './recorded-event';

/** Lines a run has for itself: at least as many as an area code has numbers kept for fiction. */
const LINES_A_RUN = 100;

/**
 * The same calls once more as calls of their own: call numbers and event ids end in the run's number, made
 * phones (555-xxxx) move to lines of that run, every instant moves by `shiftMs`.
 */
export function relabelRun(events: readonly RecordedEvent[], run: number, shiftMs: number): RecordedEvent[] {
  return events.map(({ callNumber, arrivesAt, body }) => ({
    callNumber: withRun(callNumber, run),
    arrivesAt: arrivesAt + shiftMs,
    body: relabelBody(body, run, shiftMs),
  }));
}

function relabelBody(body: EventBody, run: number, shiftMs: number): EventBody {
  const { occurredAt, intoCallNumber, reportingParty } = body;
  return {
    ...body,
    eventId: withRun(body.eventId, run),
    ...(typeof occurredAt === 'string' && { occurredAt: toIso(fromIso(occurredAt) + shiftMs) }),
    ...(typeof intoCallNumber === 'string' && { intoCallNumber: withRun(intoCallNumber, run) }),
    ...(isObject(reportingParty) && { reportingParty: relabelParty(reportingParty, run) }),
  };
}

function relabelParty(party: Record<string, unknown>, run: number): Record<string, unknown> {
  return typeof party['phone'] === 'string' ? { ...party, phone: phoneOfRun(party['phone'], run) } : party;
}

/** Keeps the way the number is written, as people write numbers in many ways. */
function phoneOfRun(phone: string, run: number): string {
  return phone.replace(/(555\D?)(\d{4})(?!\d)/, (written, exchange: string, line: string) => {
    const index = madeLineIndex(line);
    return index === null ? written : exchange + madeLine(index + run * LINES_A_RUN);
  });
}

function withRun(id: string, run: number): string {
  return `${id}-${run}`;
}
