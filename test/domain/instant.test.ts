import { DAY, fromIso, HOUR, isWithinLast, MINUTE, SECOND, toIso } from '../../domain/instant';

test.each([
  [0, true],
  [HOUR - 1, true],
  [HOUR, false],
  [HOUR + 1, false],
  [-1, true],
])('%d ms ago is in the last hour: %s', (ago, within) => {
  const now = fromIso('2026-01-15T10:00:00-05:00');
  expect(isWithinLast(now - ago, HOUR, now)).toBe(within);
});

test('a second, a minute, an hour and a day are milliseconds', () => {
  expect([SECOND, MINUTE, HOUR, DAY]).toEqual([1000, 60_000, 3_600_000, 86_400_000]);
});

test('at the edges an instant is written in UTC, with milliseconds', () => {
  expect(toIso(fromIso('2028-02-29T23:59:59.001-05:00'))).toBe('2028-03-01T04:59:59.001Z');
});
