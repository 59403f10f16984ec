import { afterQuiet, spreadOf } from './quiet';
import { spanOf } from './read-policy';

const night = { from: 22 * 3_600_000, to: 7 * 3_600_000 };
const moved = (moment: string, timeZone = 'America/Toronto', spread = 0, quiet = night) =>
  new Date(afterQuiet(Date.parse(moment), quiet, timeZone, spread)).toISOString();

test('a moment in the night is moved to its end, whose own instant is not quiet', () => {
  expect(moved('2026-01-15T21:59:59.999-05:00')).toBe('2026-01-16T02:59:59.999Z');
  expect(moved('2026-01-15T22:00:00-05:00')).toBe('2026-01-16T12:00:00.000Z');
  expect(moved('2026-01-16T06:59:59.999-05:00')).toBe('2026-01-16T12:00:00.000Z');
  expect(moved('2026-01-16T07:00:00-05:00')).toBe('2026-01-16T12:00:00.000Z');
});

test('the morning comes by the clock on the wall on both days on which it changes', () => {
  expect(moved('2026-03-07T23:00:00-05:00')).toBe('2026-03-08T11:00:00.000Z');
  expect(moved('2026-10-31T23:00:00-04:00')).toBe('2026-11-01T12:00:00.000Z');
  expect(moved('2026-11-01T01:30:00-05:00')).toBe('2026-11-01T12:00:00.000Z');
  expect(moved('2026-03-07T23:00:00-08:00', 'America/Los_Angeles')).toBe('2026-03-08T14:00:00.000Z');
});

test('a quiet time within one day ends on that day', () => {
  const noon = { from: 12 * 3_600_000, to: 14 * 3_600_000 };
  expect(moved('2026-01-15T12:30:00-05:00', 'America/Toronto', 60_000, noon)).toBe(
    '2026-01-15T19:01:00.000Z',
  );
  expect(moved('2026-01-15T14:00:00-05:00', 'America/Toronto', 60_000, noon)).toBe(
    '2026-01-15T19:00:00.000Z',
  );
});

test('the spread is the share of the call number in whole milliseconds', () => {
  expect(spreadOf('26-100', 3_600_000)).toBe(1_537_909);
  expect(spreadOf('26-102', 3_600_000)).toBe(290_979);
});

test('a span is a count and a unit', () => {
  expect(['30 s', '2 min', '24 h', '7 days'].map(spanOf)).toEqual([30_000, 120_000, 86_400_000, 604_800_000]);
  expect(() => spanOf('2 weeks')).toThrow('not a duration: 2 weeks');
});
