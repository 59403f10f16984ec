import * as fc from 'fast-check';
import { DAY, fromIso, HOUR, MINUTE, toIso } from '../../domain/instant';
import type { QuietTime } from '../../domain/policy';
import { afterQuietTime } from '../../domain/quiet-time';

const NIGHT = { fromMinute: 22 * 60, toMinute: 7 * 60 };
const EVENING = { fromMinute: 20 * 60, toMinute: 9 * 60 };
const NOON = { fromMinute: 12 * 60, toMinute: 13 * 60 };

const moved = (at: string, quiet: QuietTime, timeZone: string, spread = 0, spreadMs = HOUR) =>
  toIso(afterQuietTime(fromIso(at), quiet, { timeZone, spreadMs }, spread));

describe('a moment in [start, end) of a quiet time moves to its end', () => {
  test.each([
    ['ms before it', NIGHT, '2026-01-15T21:59:59.999-05:00', '2026-01-15T21:59:59.999-05:00'],
    ['at its start', NIGHT, '2026-01-15T22:00:00-05:00', '2026-01-16T07:00:00-05:00'],
    ['before midnight', NIGHT, '2026-01-15T23:59:59.999-05:00', '2026-01-16T07:00:00-05:00'],
    ['at midnight', NIGHT, '2026-01-16T00:00:00-05:00', '2026-01-16T07:00:00-05:00'],
    ['ms before its end', NIGHT, '2026-01-16T06:59:59.999-05:00', '2026-01-16T07:00:00-05:00'],
    ['at its end', NIGHT, '2026-01-16T07:00:00-05:00', '2026-01-16T07:00:00-05:00'],
    ['at noon', NIGHT, '2026-01-16T12:00:00-05:00', '2026-01-16T12:00:00-05:00'],
    ['survey, before', EVENING, '2026-01-15T19:59:59.999-05:00', '2026-01-15T19:59:59.999-05:00'],
    ['survey, at its start', EVENING, '2026-01-15T20:00:00-05:00', '2026-01-16T09:00:00-05:00'],
    ['survey, ms before its end', EVENING, '2026-01-16T08:59:59.999-05:00', '2026-01-16T09:00:00-05:00'],
    ['survey, at its end', EVENING, '2026-01-16T09:00:00-05:00', '2026-01-16T09:00:00-05:00'],
    ['of one day, before', NOON, '2026-01-15T11:59:59.999-05:00', '2026-01-15T11:59:59.999-05:00'],
    ['of one day, at its start', NOON, '2026-01-15T12:00:00-05:00', '2026-01-15T13:00:00-05:00'],
    ['of one day, at its end', NOON, '2026-01-15T13:00:00-05:00', '2026-01-15T13:00:00-05:00'],
    ['at the end of a month', NIGHT, '2026-02-28T22:30:00-05:00', '2026-03-01T07:00:00-05:00'],
    ['at the end of a year', NIGHT, '2026-12-31T22:30:00-05:00', '2027-01-01T07:00:00-05:00'],
    ['into a leap day', NIGHT, '2028-02-28T22:30:00-05:00', '2028-02-29T07:00:00-05:00'],
    ['out of a leap day', NIGHT, '2028-02-29T22:30:00-05:00', '2028-03-01T07:00:00-05:00'],
    ['in summer', NIGHT, '2026-07-01T22:00:00-04:00', '2026-07-02T07:00:00-04:00'],
  ])('%s', (_, quiet, at, expected) => {
    expect(moved(at, quiet, 'America/Toronto')).toBe(toIso(fromIso(expected)));
  });
});

describe('clock hours hold across a change of the clocks', () => {
  const TORONTO = 'America/Toronto';
  test.each([
    ['the night they go forward', TORONTO, '2026-03-07T22:00:00-05:00', '2026-03-08T07:00:00-04:00'],
    ['ms before they go forward', TORONTO, '2026-03-08T01:59:59.999-05:00', '2026-03-08T07:00:00-04:00'],
    ['as they go forward', TORONTO, '2026-03-08T03:00:00-04:00', '2026-03-08T07:00:00-04:00'],
    ['the end of that night', TORONTO, '2026-03-08T06:59:59.999-04:00', '2026-03-08T07:00:00-04:00'],
    ['after that night', TORONTO, '2026-03-08T07:00:00-04:00', '2026-03-08T07:00:00-04:00'],
    ['the evening after', TORONTO, '2026-03-08T21:59:59.999-04:00', '2026-03-08T21:59:59.999-04:00'],
    ['the night after', TORONTO, '2026-03-08T22:00:00-04:00', '2026-03-09T07:00:00-04:00'],
    ['the night they go back', TORONTO, '2026-10-31T22:00:00-04:00', '2026-11-01T07:00:00-05:00'],
    ['the hour that comes twice', TORONTO, '2026-11-01T01:30:00-04:00', '2026-11-01T07:00:00-05:00'],
    ['its second coming', TORONTO, '2026-11-01T01:30:00-05:00', '2026-11-01T07:00:00-05:00'],
    ['the end of that night too', TORONTO, '2026-11-01T06:59:59.999-05:00', '2026-11-01T07:00:00-05:00'],
    ['what was seven o’clock before', TORONTO, '2026-11-01T07:00:00-04:00', '2026-11-01T07:00:00-05:00'],
    ['after they went back', TORONTO, '2026-11-01T07:00:00-05:00', '2026-11-01T07:00:00-05:00'],
    ['Springfield forward', 'America/Chicago', '2026-03-07T23:00:00-06:00', '2026-03-08T07:00:00-05:00'],
    ['Springfield back', 'America/Chicago', '2026-10-31T23:00:00-05:00', '2026-11-01T07:00:00-06:00'],
    ['never: Phoenix in March', 'America/Phoenix', '2026-03-07T22:00:00-07:00', '2026-03-08T07:00:00-07:00'],
    [
      'never: Phoenix in November',
      'America/Phoenix',
      '2026-11-01T22:00:00-07:00',
      '2026-11-02T07:00:00-07:00',
    ],
    ['Kolkata, half an hour off', 'Asia/Kolkata', '2026-01-15T22:00:00+05:30', '2026-01-16T07:00:00+05:30'],
    [
      'Lord Howe, by half an hour',
      'Australia/Lord_Howe',
      '2026-04-04T22:00:00+11:00',
      '2026-04-05T07:00:00+10:30',
    ],
    ['UTC', 'UTC', '2026-01-15T22:00:00Z', '2026-01-16T07:00:00Z'],
  ])('%s', (_, timeZone, at, expected) => {
    expect(moved(at, NIGHT, timeZone)).toBe(toIso(fromIso(expected)));
  });
});

test.each([
  ['that the clocks skip', '02:30', '2026-03-08T01:45:00-05:00', '2026-03-08T03:30:00-04:00'],
  ['at which they jump', '02:00', '2026-03-08T01:45:00-05:00', '2026-03-08T03:00:00-04:00'],
  ['that comes twice', '01:30', '2026-10-31T23:00:00-04:00', '2026-11-01T01:30:00-05:00'],
  ['that comes twice, in between', '01:30', '2026-11-01T01:15:00-05:00', '2026-11-01T01:30:00-05:00'],
])('a quiet time that ends at an hour %s is over on the clock for good', (_, end, at, expected) => {
  const [hour = 0, minute = 0] = end.split(':').map(Number);
  const quiet = { fromMinute: NIGHT.fromMinute, toMinute: hour * 60 + minute };
  expect(moved(at, quiet, 'America/Toronto')).toBe(toIso(fromIso(expected)));
});

describe('and by the share of the spread that is the call’s own, in whole milliseconds', () => {
  test.each([
    [0, HOUR, '07:00:00.000'],
    [0.5, HOUR, '07:30:00.000'],
    [1 / 2 ** 32, HOUR, '07:00:00.000'],
    [1193 / 2 ** 32, HOUR, '07:00:00.000'],
    [1194 / 2 ** 32, HOUR, '07:00:00.001'],
    [(2 ** 32 - 1) / 2 ** 32, HOUR, '07:59:59.999'],
    [0.5, 10 * MINUTE, '07:05:00.000'],
    [0.9, 0, '07:00:00.000'],
  ])('%d of %d ms: %s', (spread, spreadMs, expected) => {
    const at = moved('2026-01-15T23:00:00-05:00', NIGHT, 'America/Toronto', spread, spreadMs);
    expect(at).toBe(toIso(fromIso(`2026-01-16T${expected}-05:00`)));
  });

  test('which a moment outside a quiet time does not get', () => {
    const at = moved('2026-01-15T10:00:00-05:00', NIGHT, 'America/Toronto', 0.5);
    expect(at).toBe('2026-01-15T15:00:00.000Z');
  });
});

describe('any moment, quiet time and zone (seed 1504)', () => {
  const zones = [
    'America/Toronto',
    'America/Los_Angeles',
    'America/Phoenix',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
  ];
  const changes = [
    '2026-03-08T07:00:00Z',
    '2026-11-01T06:00:00Z',
    '2026-04-04T15:00:00Z',
    '2026-03-08T10:00:00Z',
  ];
  const anything = fc.record({
    timeZone: fc.constantFrom(...zones),
    at: fc.oneof(
      fc.integer({ min: fromIso('2025-01-01T00:00:00Z'), max: fromIso('2029-01-01T00:00:00Z') }),
      fc
        .tuple(fc.constantFrom(...changes), fc.integer({ min: -10 * HOUR, max: 10 * HOUR }))
        .map(([change, off]) => fromIso(change) + off),
    ),
    // A night of some kind, at least as far from the next as the spread is long.
    quiet: fc.record({
      fromMinute: fc.integer({ min: 1000, max: 1439 }),
      toMinute: fc.integer({ min: 0, max: 780 }),
    }),
    spread: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  });

  test('moves at most a day and only forward, out of the quiet time, once', () => {
    fc.assert(
      fc.property(anything, ({ timeZone, at, quiet, spread }) => {
        const zone = { timeZone, spreadMs: HOUR };
        const out = afterQuietTime(at, quiet, zone, spread);
        expect(out).toBeGreaterThanOrEqual(at);
        expect(out - at).toBeLessThan(DAY);
        expect(afterQuietTime(out, quiet, zone, spread)).toBe(out);
        expect(isIn(quiet, out, timeZone)).toBe(false);
        expect(out === at).toBe(!isIn(quiet, at, timeZone));
      }),
      { seed: 1504, numRuns: 1000 },
    );
  });
});

/** Told apart by the clock on the wall alone. */
function isIn({ fromMinute, toMinute }: QuietTime, at: number, timeZone: string): boolean {
  const wall = new Date(at).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const [hour = 0, minute = 0] = wall.split(':').map(Number);
  return hour * 60 + minute >= fromMinute || hour * 60 + minute < toMinute;
}
