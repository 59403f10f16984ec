/** A moment in story time: milliseconds since 1970-01-01T00:00:00Z, a whole number. */
export type Instant = number;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** "In the last X" (story): less than X ago; a moment ahead of us counts as well. */
export function isWithinLast(at: Instant, durationMs: number, now: Instant): boolean {
  return now - at < durationMs;
}

export function toIso(at: Instant): string {
  return new Date(at).toISOString();
}

export function fromIso(text: string): Instant {
  return Date.parse(text);
}
