import { DAY } from './instant';
import type { Instant } from './instant';
import type { QuietTime } from './policy';

/**
 * A moment inside a quiet time moves to its end plus the call's share of the spread, so that a night's texts do not
 * leave in one minute. Clock hours of `timeZone`, across its changes of daylight saving time too.
 */
export function afterQuietTime(
  at: Instant,
  quiet: QuietTime,
  { timeZone, spreadMs }: { timeZone: string; spreadMs: number },
  spread: number,
): Instant {
  const local = localTime(at, timeZone);
  const sameDay = quiet.fromMinute < quiet.toMinute;
  const beforeEnd = local.minute < quiet.toMinute;
  const afterStart = local.minute >= quiet.fromMinute;
  const isQuiet = sameDay ? beforeEnd && afterStart : beforeEnd || afterStart;
  if (!isQuiet) return at;
  const endsNextDay = !sameDay && afterStart;
  const end = instantOf(
    { ...local, day: local.day + (endsNextDay ? 1 : 0), minute: quiet.toMinute },
    timeZone,
  );
  return end + Math.floor(spreadMs * spread);
}

/** `day` may run past the month's end; `minute` is counted from midnight on the clock on the wall. */
type LocalTime = { year: number; month: number; day: number; minute: number };

const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(at: Instant, timeZone: string): LocalTime {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    minute: part('hour') * 60 + part('minute'),
  };
}

/** The hour a clock change repeats counts as its second coming, one it skips as the hour after: never before its night. */
function instantOf(local: LocalTime, timeZone: string): Instant {
  const wanted = wallClock(local);
  const reads = (at: Instant) => wallClock(localTime(at, timeZone));
  const byOffset = [wanted - DAY, wanted + DAY].map((near) => wanted - (reads(near) - near));
  const real = byOffset.filter((at) => reads(at) === wanted);
  return Math.max(...(real.length > 0 ? real : byOffset));
}

function wallClock({ year, month, day, minute }: LocalTime): Instant {
  return Date.UTC(year, month - 1, day, 0, minute);
}
