import { isObject, type RecordedEvent } from './recorded-event';

/** Where the CAD API is, and the key to it. */
export type CadApi = { apiUrl: string; key: string };

/** What became of one event of a request. */
export type EventAnswer = { httpStatus: number; detail: string | null };

/** The answer to one request: an answer an event, or how long to wait (real ms, if the API said so) before asking again. */
export type Delivery =
  { kind: 'answered'; answers: EventAnswer[] } | { kind: 'notTaken'; retryAfterMs: number | null };

/** A hanging request is given up after this and sent again: the API knows an `eventId` it has taken. */
const REQUEST_TIMEOUT_MS = 5_000;

/**
 * Posts events in one request: one by the single address, several as a batch.
 * Throws when the API refuses the request as such (a wrong key, a wrong address): asking again would not help.
 */
export async function postEvents(api: CadApi, events: readonly RecordedEvent[]): Promise<Delivery> {
  const [first, ...others] = events;
  if (first === undefined) return { kind: 'answered', answers: [] };
  const response =
    others.length === 0
      ? await post(api, `/v1/calls/${encodeURIComponent(first.callNumber)}/events`, first.body)
      : await post(api, '/v1/events', { events: events.map(asBatchItem) });
  if (response === null || isForLater(response.status))
    return { kind: 'notTaken', retryAfterMs: retryAfter(response) };
  if (others.length === 0 && isAnswerToTheEvent(response.status)) {
    return { kind: 'answered', answers: [{ httpStatus: response.status, detail: detailOf(response.body) }] };
  }
  return { kind: 'answered', answers: batchAnswers(response, events.length) };
}

/** Tells the API that the feed is alive; a beat that is lost is made good by the next. */
export async function postHeartbeat(api: CadApi): Promise<void> {
  await post(api, '/v1/heartbeat', {});
}

/** To be asked again with the same `eventId`. */
export function isForLater(status: number): boolean {
  return status === 429 || status >= 500;
}

type ApiResponse = { status: number; retryAfter: string | null; body: unknown };

/** Null: no connection, or none that lasted. */
async function post({ apiUrl, key }: CadApi, path: string, body: unknown): Promise<ApiResponse | null> {
  try {
    const response = await fetch(new URL(path, apiUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const text = await response.text();
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: parseJson(text),
    };
  } catch {
    return null;
  }
}

function asBatchItem({ callNumber, body }: RecordedEvent): Record<string, unknown> {
  return { callNumber, ...body };
}

/** 202, or a refusal that is about this event alone. */
function isAnswerToTheEvent(status: number): boolean {
  return [202, 400, 409, 413, 422].includes(status);
}

function batchAnswers({ status, body }: ApiResponse, expected: number): EventAnswer[] {
  const results: unknown[] = isObject(body) && Array.isArray(body['results']) ? body['results'] : [];
  if (status !== 200 || results.length !== expected) {
    throw new Error(`the CAD API answered ${status}: ${detailOf(body) ?? 'no words'}`);
  }
  return results.map((result) => ({
    httpStatus: isObject(result) && typeof result['httpStatus'] === 'number' ? result['httpStatus'] : 500,
    detail: detailOf(result),
  }));
}

function detailOf(body: unknown): string | null {
  if (!isObject(body)) return null;
  const words = [body['title'], body['detail'], body['errors'] && JSON.stringify(body['errors'])];
  return words.filter((word) => typeof word === 'string').join('; ') || null;
}

/** Real milliseconds of a `Retry-After` in seconds, the only form Heard answers with. */
function retryAfter(response: ApiResponse | null): number | null {
  const seconds = Number(response?.retryAfter ?? NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
