import { createHash } from 'node:crypto';
import type { Instant, Quiet, Span } from './read-policy';

const day = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const [two, four] = ['2-digit', 'numeric'] as const;
  const made = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', calendar: 'gregory', year: four, month: two, day: two },
    ...{ hour: two, minute: two, second: two },
  });
  formats.set(timeZone, made);
  return made;
}

/** What the clocks on the wall show, as if that were UTC. */
function wallOf(instant: Instant, timeZone: string): number {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const date = Date.UTC(part('year'), part('month') - 1, part('day'));
  const seconds = (part('hour') * 60 + part('minute')) * 60 + part('second');
  return date + seconds * 1000 + (((instant % 1000) + 1000) % 1000);
}

function instantOf(wall: number, timeZone: string): Instant {
  const guess = wall - (wallOf(wall, timeZone) - wall);
  return guess + (wall - wallOf(guess, timeZone));
}

/** A moment in [from, to) of the quiet time is moved to its end plus the spread; any other stays. */
export function afterQuiet(moment: Instant, quiet: Quiet, timeZone: string, spread: Span): Instant {
  const wall = wallOf(moment, timeZone);
  const time = wall % day;
  const overnight = quiet.from > quiet.to;
  const isQuiet = overnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to;
  if (!isQuiet) return moment;
  const midnight = wall - time + (time >= quiet.to ? day : 0);
  return instantOf(midnight + quiet.to, timeZone) + spread;
}

/** The call's own share of the spread, whole milliseconds (rounded down). */
export function spreadOf(callNumber: string, spread: Span): Span {
  const first = createHash('sha256').update(callNumber, 'utf8').digest().readUInt32BE(0);
  return Math.floor((spread * first) / 2 ** 32);
}
