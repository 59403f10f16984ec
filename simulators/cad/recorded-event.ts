import { fromIso, type Instant } from '../../domain/instant';

/** The body of `POST /v1/calls/{callNumber}/events`; the player looks at no more of it than this. */
export type EventBody = { [field: string]: unknown; eventId: string; type: string };

/** One event of a recorded file, and the story moment at which the CAD sends it. */
export type RecordedEvent = { callNumber: string; arrivesAt: Instant; body: EventBody };

/**
 * Reads a recorded event file: NDJSON, one event a line with its `callNumber`, and `arrivesAt` where that
 * differs from `occurredAt`. In order of arrival, as the file should be and a joined one may not be.
 * Throws an Error that names the line.
 */
export function parseRecordedEvents(ndjson: string): RecordedEvent[] {
  const events = ndjson
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, `line ${index + 1}`)]));
  return events.sort((a, b) => a.arrivesAt - b.arrivesAt);
}

function parseLine(line: string, where: string): RecordedEvent {
  const { callNumber, arrivesAt, ...body } = parseObject(line, where);
  if (typeof callNumber !== 'string') throw new Error(`${where}: callNumber is missing`);
  if (!isEventBody(body)) throw new Error(`${where}: eventId or type is missing`);
  return { callNumber, arrivesAt: instant(arrivesAt ?? body['occurredAt'], where), body };
}

function parseObject(line: string, where: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (isObject(value)) return value;
  } catch {
    // Said below, without the line itself: it may hold a phone number.
  }
  throw new Error(`${where}: not a JSON object`);
}

function instant(value: unknown, where: string): Instant {
  const at = typeof value === 'string' ? fromIso(value) : NaN;
  if (Number.isNaN(at)) throw new Error(`${where}: neither arrivesAt nor occurredAt is an instant`);
  return at;
}

function isEventBody(value: Record<string, unknown>): value is EventBody {
  return typeof value['eventId'] === 'string' && typeof value['type'] === 'string';
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
