import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { listEventStamps } from '../../db/call-events';
import { createPool, type Queryable } from '../../db/pool';
import { storyTime, type ClockAnchor } from '../../domain/clock';
import { toIso, type Instant } from '../../domain/instant';
import { startEmbedded, type EmbeddedHeard } from '../../runtime/embedded/supervisor';
import { playCalls, type PlayProgress } from '../../simulators/cad';
import type { RecordedEvent } from '../../simulators/cad/recorded-event';
import { waitForFollowUps } from './follow-ups';
import { readCalls, type CallReading, type HeardApi } from './heard-api';

export type Replay = {
  agency: string;
  /** Story seconds a real second. */
  speed: number;
  /** In order of arrival, at least one. */
  events: readonly RecordedEvent[];
  /** How long to wait after the last event, in milliseconds of story time. */
  tailMs: number;
  signal: AbortSignal;
  onStep: (line: string) => void;
  onProgress: (progress: ReplayProgress) => void;
};

export type ReplayProgress = { storyAt: Instant; accepted: number; open: number };

/** A call as it was read back at the end, with when each of its events was accepted. */
export type ReplayedCall = CallReading & { events: { eventId: string; seq: number; knownAt: string }[] };

export type ReplayResult = {
  played: PlayProgress;
  calls: ReplayedCall[];
  /** Follow-ups that were not at their end yet. */
  open: number;
  /** The story's span: what came due until `endedAt` has been decided. */
  startedAt: Instant;
  endedAt: Instant;
};

/** Real time for the API and the worker to see the clock before the first event is due. */
const HEAD_START_MS = 4_000;

/** Plays recorded events at an embedded Heard of its own, and takes it down again whatever happens. */
export async function runReplay(replay: Replay): Promise<ReplayResult> {
  const { agency, speed, signal, onStep } = replay;
  const home = await mkdtemp(join(tmpdir(), 'heard-replay-'));
  try {
    const heard = await startEmbedded({ home, agency, scale: speed, signal, onProgress: onStep });
    try {
      return await playAt(heard, replay);
    } finally {
      await heard.stop();
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Plays recorded events at a Heard that runs and has no clock yet. */
export async function playAt(heard: EmbeddedHeard, replay: Replay): Promise<ReplayResult> {
  const { events, speed, tailMs, signal, onProgress } = replay;
  const startedAt = events[0]?.arrivesAt ?? 0;
  const until = (events.at(-1)?.arrivesAt ?? 0) + tailMs;
  const clock: ClockAnchor = { realAt: Date.now() + HEAD_START_MS, storyAt: startedAt, scale: speed };
  await heard.setClock(clock);

  const api: HeardApi = { apiUrl: heard.apiUrl, key: heard.cadKey };
  const callNumbers = [...new Set(events.map(({ callNumber }) => callNumber))];
  const feed = new AbortController();
  const progress = { storyAt: startedAt, accepted: 0, open: callNumbers.length };
  const show = (now: Partial<ReplayProgress>): void => onProgress(Object.assign(progress, now));
  const ticking = setInterval(
    () => show({ storyAt: Math.max(startedAt, storyTime(clock, Date.now())) }),
    250,
  );
  try {
    const played = await playCalls({
      ...api,
      events,
      clock,
      onProgress: ({ accepted }) => show({ accepted }),
      signal: AbortSignal.any([signal, feed.signal]),
    });
    const onRound = (open: number): void => show({ open });
    const open = await waitForFollowUps(api, callNumbers, { clock, until, onRound, signal });
    signal.throwIfAborted();
    const endedAt = Math.min(storyTime(clock, Date.now()), until);
    const calls = await readBack(api, heard.databaseUrl, callNumbers);
    return { played, calls, open, startedAt, endedAt };
  } finally {
    clearInterval(ticking);
    feed.abort();
  }
}

async function readBack(
  api: HeardApi,
  databaseUrl: string,
  callNumbers: readonly string[],
): Promise<ReplayedCall[]> {
  const readings = await readCalls(api, callNumbers);
  const db = createPool(databaseUrl);
  try {
    const calls: ReplayedCall[] = [];
    for (const reading of readings) {
      if (reading !== null) calls.push({ ...reading, events: await eventStamps(db, reading.callNumber) });
    }
    return calls;
  } finally {
    await db.end();
  }
}

async function eventStamps(db: Queryable, callNumber: string): Promise<ReplayedCall['events']> {
  const stamps = await listEventStamps(db, callNumber);
  return stamps.map((stamp) => ({ ...stamp, knownAt: toIso(stamp.knownAt) }));
}
