import { MINUTE, type Instant } from '../../domain/instant';

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant of `2023-01-11T09:10:28` on the clocks of a time zone. Of an hour that comes twice the first is
 * meant; a time that is skipped in spring is read as if the clocks had not changed yet.
 */
export function instantOnWall(local: string, timeZone: string): Instant {
  const asIfUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asIfUtc)) throw new Error(`not a local time: ${local}`);
  const guesses = [
    offsetAt(asIfUtc - 12 * 60 * MINUTE, timeZone),
    offsetAt(asIfUtc + 12 * 60 * MINUTE, timeZone),
  ];
  const [before, after] = guesses.map((offset) => asIfUtc - offset);
  const isRight = (at: Instant | undefined): at is Instant =>
    at !== undefined && at + offsetAt(at, timeZone) === asIfUtc;
  return [before, after].find(isRight) ?? asIfUtc - (guesses[0] ?? 0);
}

/** `2023-01-11T09:10:28-08:00` */
export function withOffset(at: Instant, timeZone: string): string {
  const offset = offsetAt(at, timeZone);
  const minutes = Math.abs(offset) / MINUTE;
  const clock = [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return new Date(at + offset).toISOString().slice(0, 19) + (offset < 0 ? '-' : '+') + clock;
}

/** Milliseconds that the clocks on the wall are ahead of UTC. */
function offsetAt(at: Instant, timeZone: string): number {
  const name =
    formatOf(timeZone)
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  return format;
}
