import { setTimeout as sleep } from 'node:timers/promises';
import { realDelay, storyTime, type ClockAnchor } from '../domain/clock';
import { type Instant, MINUTE } from '../domain/instant';
import { isForLater, postEvents, postHeartbeat, type CadApi, type EventAnswer } from './cad/cad-api';
import type { RecordedEvent } from './cad/recorded-event';

/** What is to be played at which API, in whose story time. */
export type CadPlay = CadApi & {
  /** In order of arrival. */
  events: readonly RecordedEvent[];
  clock: ClockAnchor;
  onProgress?: (progress: PlayProgress) => void;
  /** How many requests may be under way at once; the events of one call always follow each other. */
  lanes?: number;
  /** Ends everything. Where it is given, heartbeats go on after the last event until then. */
  signal?: AbortSignal;
};

export type PlayProgress = { accepted: number; refused: Refusal[]; total: number; storyAt: Instant };

/** An event that the API will never take: it was said no to, and asking again would not help. */
export type Refusal = { callNumber: string; eventId: string; httpStatus: number; detail: string | null };

/** One request at a time is too slow for a story that runs some hundred times as fast as a city. */
const LANES = 4;
/** Fewer than a full bucket of the API's rate limit: a batch is refused whole. */
const BATCH = 200;
const FIRST_BACK_OFF_MS = 100;
const LONGEST_BACK_OFF_MS = 2_000;

/**
 * Plays recorded events at the API over HTTP as a CAD would: each at its story moment, a heartbeat every story
 * minute. An event that could not be delivered is sent again, same `eventId`, until it is accepted or refused,
 * and what its call says next waits. Ends when the last was, or when `signal` says so.
 * Throws when the API refuses requests as such, for example for a wrong key.
 */
export async function playCalls(play: CadPlay): Promise<PlayProgress> {
  const stop = new AbortController();
  const signal = play.signal ? AbortSignal.any([play.signal, stop.signal]) : stop.signal;
  startHeartbeats(play, play.clock, signal);
  try {
    const progress = await playEvents(play, signal);
    if (play.signal === undefined) stop.abort();
    return progress;
  } catch (error) {
    stop.abort();
    throw error;
  }
}

async function playEvents(play: CadPlay, signal: AbortSignal): Promise<PlayProgress> {
  const { events, clock, lanes = LANES } = play;
  const progress: PlayProgress = { accepted: 0, refused: [], total: events.length, storyAt: clock.storyAt };
  const laneOf = new Map<string, number>();
  for (const { callNumber } of events) {
    if (!laneOf.has(callNumber)) laneOf.set(callNumber, laneOf.size % lanes);
  }
  const inLane = (lane: number): RecordedEvent[] =>
    events.filter(({ callNumber }) => laneOf.get(callNumber) === lane);
  await Promise.all(
    Array.from({ length: lanes }, (_, lane) => playLane(inLane(lane), play, progress, signal)),
  );
  return progress;
}

async function playLane(
  events: readonly RecordedEvent[],
  { apiUrl, key, clock, onProgress }: CadPlay,
  progress: PlayProgress,
  signal: AbortSignal,
): Promise<void> {
  for (let next = 0; next < events.length && !signal.aborted;) {
    const due = dueEvents(events, next, storyTime(clock, Date.now()));
    if (due.length === 0) {
      await pause(realDelay(clock, events[next]?.arrivesAt ?? 0, Date.now()), signal);
      continue;
    }
    for (const [event, answer] of await deliver({ apiUrl, key }, due, signal)) note(progress, event, answer);
    next += due.length;
    progress.storyAt = storyTime(clock, Date.now());
    onProgress?.(progress);
  }
}

/** The next events that are due, at most one a call: so the events of a call stay in order through any failure. */
function dueEvents(events: readonly RecordedEvent[], from: number, now: Instant): RecordedEvent[] {
  const calls = new Set<string>();
  const due: RecordedEvent[] = [];
  for (const event of events.slice(from, from + BATCH)) {
    if (event.arrivesAt > now || calls.has(event.callNumber)) break;
    calls.add(event.callNumber);
    due.push(event);
  }
  return due;
}

/** Sends until every event has its final answer, or until stopped. */
async function deliver(
  api: CadApi,
  events: readonly RecordedEvent[],
  signal: AbortSignal,
): Promise<Map<RecordedEvent, EventAnswer>> {
  const final = new Map<RecordedEvent, EventAnswer>();
  for (
    let backOff = FIRST_BACK_OFF_MS;
    !signal.aborted;
    backOff = Math.min(2 * backOff, LONGEST_BACK_OFF_MS)
  ) {
    const open = events.filter((event) => !final.has(event));
    const delivery = await postEvents(api, open);
    const answers = delivery.kind === 'answered' ? delivery.answers : [];
    answers.forEach((answer, index) => {
      const event = open[index];
      if (event !== undefined && !isForLater(answer.httpStatus)) final.set(event, answer);
    });
    if (final.size === events.length) break;
    await pause((delivery.kind === 'notTaken' ? delivery.retryAfterMs : null) ?? backOff, signal);
  }
  return final;
}

function note(progress: PlayProgress, { callNumber, body }: RecordedEvent, answer: EventAnswer): void {
  if (answer.httpStatus === 202) progress.accepted += 1;
  else progress.refused.push({ callNumber, eventId: body.eventId, ...answer });
}

/** Beats at once and then every story minute; each on its own, so that a slow one holds up nothing. */
function startHeartbeats(api: CadApi, { scale }: ClockAnchor, signal: AbortSignal): void {
  if (signal.aborted) return;
  const beat = (): void => {
    postHeartbeat(api).catch(() => undefined);
  };
  beat();
  const timer = setInterval(beat, MINUTE / scale);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

async function pause(realMs: number, signal: AbortSignal): Promise<void> {
  await sleep(realMs, undefined, { signal }).catch(() => undefined);
}
