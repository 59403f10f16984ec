import type { Instant } from './instant';

/** One pair of instants that belong together, and how many story milliseconds pass in a real one. */
export type ClockAnchor = { realAt: number; storyAt: Instant; scale: number };

/** What asks for the time gets this, never `Date.now()`: story time may run faster than ours. */
export type Clock = { now(): Instant; scale: number };

export function storyTime(anchor: ClockAnchor, realAt: number): Instant {
  return Math.floor(anchor.storyAt + (realAt - anchor.realAt) * anchor.scale);
}

/** Real milliseconds from `realAt` until the story reaches `at`; 0 when it has. Rounded up: never early. */
export function realDelay(anchor: ClockAnchor, at: Instant, realAt: number): number {
  return Math.max(0, Math.ceil((at - anchor.storyAt) / anchor.scale + anchor.realAt - realAt));
}

/** Story time is real time: production, with a real carrier. */
export const REAL_TIME: ClockAnchor = { realAt: 0, storyAt: 0, scale: 1 };

export function clockFrom(anchor: ClockAnchor, realNow: () => number = Date.now): Clock {
  return { now: () => storyTime(anchor, realNow()), scale: anchor.scale };
}
