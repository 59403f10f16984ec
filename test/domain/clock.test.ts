import * as fc from 'fast-check';
import { clockFrom, REAL_TIME, realDelay, storyTime } from '../../domain/clock';
import type { ClockAnchor } from '../../domain/clock';
import { DAY, fromIso, HOUR, MINUTE, SECOND } from '../../domain/instant';

const realAt = fromIso('2026-11-23T21:00:00Z');
const storyAt = fromIso('2026-01-15T15:00:00Z');
const times = (scale: number): ClockAnchor => ({ realAt, storyAt, scale });

test.each([
  [1, MINUTE, MINUTE],
  [60, MINUTE, HOUR],
  [144, 10 * MINUTE, DAY],
  [288, 5 * MINUTE, DAY],
  [0.5, MINUTE, 30 * SECOND],
  // A story instant is a whole number, and never ahead of its time.
  [0.3, 9, 2],
  [1, -MINUTE, -MINUTE],
])('at ×%d, %d real ms after the anchor are %d ms of story', (scale, real, story) => {
  expect(storyTime(times(scale), realAt + real) - storyAt).toBe(story);
});

test.each([
  [1, MINUTE, MINUTE],
  [60, HOUR, MINUTE],
  [144, DAY, 10 * MINUTE],
  // Rounded up: a timer is never early.
  [144, 1, 1],
  [144, 145, 2],
  [7, 22, 4],
  [60, 0, 0],
  [60, -HOUR, 0],
])('at ×%d, %d ms of story take %d real ms', (scale, story, real) => {
  expect(realDelay(times(scale), storyAt + story, realAt)).toBe(real);
});

test('a delay is counted from the real moment asked about', () => {
  expect(realDelay(times(60), storyAt + HOUR, realAt + 45 * SECOND)).toBe(15 * SECOND);
  expect(realDelay(times(60), storyAt + HOUR, realAt + 61 * SECOND)).toBe(0);
});

test('with a real carrier story time is real time', () => {
  expect(storyTime(REAL_TIME, realAt)).toBe(realAt);
  expect(realDelay(REAL_TIME, realAt + DAY, realAt)).toBe(DAY);
});

test('a clock reads story time off the real one', () => {
  let real = realAt;
  const clock = clockFrom(times(144), () => real);
  real += SECOND;
  expect([clock.now() - storyAt, clock.scale]).toEqual([144 * SECOND, 144]);
});

describe('any moment (seed 1503)', () => {
  const anywhere = fc.record({
    scale: fc.oneof(fc.constantFrom(1, 12, 60, 144, 288), fc.double({ min: 0.1, max: 1000, noNaN: true })),
    ahead: fc.nat({ max: 8 * DAY }),
    passed: fc.nat({ max: 400 * DAY }),
  });

  test('is reached once the real delay to it has passed, and not a real millisecond before', () => {
    fc.assert(
      fc.property(anywhere, ({ scale, ahead, passed }) => {
        const anchor = times(scale);
        const now = realAt + passed;
        const at = storyTime(anchor, now) + ahead;
        const delay = realDelay(anchor, at, now);
        expect(storyTime(anchor, now + delay)).toBeGreaterThanOrEqual(at);
        if (delay > 0) expect(storyTime(anchor, now + delay - 1)).toBeLessThan(at);
      }),
      { seed: 1503, numRuns: 2000 },
    );
  });

  test('is never followed by an earlier one', () => {
    fc.assert(
      fc.property(anywhere, fc.nat({ max: MINUTE }), ({ scale, passed }, later) => {
        const anchor = times(scale);
        const now = realAt + passed;
        expect(storyTime(anchor, now + later)).toBeGreaterThanOrEqual(storyTime(anchor, now));
      }),
      { seed: 1503 },
    );
  });
});
