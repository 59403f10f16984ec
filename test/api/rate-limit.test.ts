import { limitRate } from '../../api/rate-limit';

function bucketAt(eventsPerSecond: number) {
  const clock = { ms: 0 };
  return { clock, take: limitRate(eventsPerSecond, () => clock.ms) };
}

test('a bucket begins full, with five seconds of events', () => {
  const { take } = bucketAt(200);
  expect(take('cad', 1000)).toBe(0);
  expect(take('cad', 1)).toBe(1);
});

test('a slow bucket still holds a whole batch', () => {
  const { take } = bucketAt(2);
  expect(take('cad', 500)).toBe(0);
  expect(take('cad', 500)).toBe(250);
});

test('it fills with time, and never over its rim', () => {
  const { take, clock } = bucketAt(200);
  take('cad', 1000);
  clock.ms = 500;
  expect(take('cad', 100)).toBe(0);
  expect(take('cad', 1)).toBe(1);
  clock.ms = 3_600_000;
  expect(take('cad', 1001)).toBeGreaterThan(0);
  expect(take('cad', 1000)).toBe(0);
});

test('a batch that is refused costs nothing, and the wait it is told is long enough', () => {
  const { take, clock } = bucketAt(200);
  take('cad', 900);
  const wait = take('cad', 500);
  expect(wait).toBe(2);
  expect(take('cad', 100)).toBe(0);
  take('cad', 0);
  clock.ms = 2500;
  expect(take('cad', 500)).toBe(0);
});

test('every key has a bucket of its own', () => {
  const { take } = bucketAt(200);
  take('one', 1000);
  expect(take('other', 1000)).toBe(0);
});
