import { setTimeout as sleep } from 'node:timers/promises';
import { storyTime, type ClockAnchor } from '../../domain/clock';
import type { Instant } from '../../domain/instant';
import { readCalls, type CallReading, type HeardApi } from './heard-api';

/** Real milliseconds between two looks at one open call, for each open call: about twenty reads a second. */
const PACE_MS = 50;
const SHORTEST_ROUND_MS = 500;

export type Waiting = {
  clock: ClockAnchor;
  until: Instant;
  onRound: (open: number) => void;
  signal: AbortSignal;
};

/**
 * Waits until no call's follow-up can go on without a further event, or until a story moment.
 * Resolves with how many are still open.
 */
export async function waitForFollowUps(
  api: HeardApi,
  callNumbers: readonly string[],
  { clock, until, onRound, signal }: Waiting,
): Promise<number> {
  let open = [...callNumbers];
  while (open.length > 0 && storyTime(clock, Date.now()) < until && !signal.aborted) {
    const readings = await readCalls(api, open);
    open = open.filter((_, index) => isOpen(readings[index] ?? null));
    onRound(open.length);
    const left = (until - storyTime(clock, Date.now())) / clock.scale;
    const round = Math.min(Math.max(SHORTEST_ROUND_MS, open.length * PACE_MS), Math.max(0, left));
    if (open.length > 0) await sleep(round, undefined, { signal }).catch(() => undefined);
  }
  return open.length;
}

/** A call that was never followed cannot become so without an event, and all events are in. */
function isOpen(reading: CallReading | null): boolean {
  return reading !== null && reading.stage !== 'finished' && reading.stage !== 'notFollowed';
}
