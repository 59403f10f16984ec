import { readClock, writeClockOnce } from '../../db/clock';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

test('is not there until it is set', async () => {
  expect(await readClock(database.pool)).toBeNull();
});

test('is read to the millisecond as it was written', async () => {
  const anchor = { realAt: 1_768_489_200_123, storyAt: 1_700_000_000_007, scale: 60.5 };
  await writeClockOnce(database.pool, anchor);
  expect(await readClock(database.pool)).toEqual(anchor);
});

test('set by several at once keeps one, and that one for good', async () => {
  const anchors = [1, 2, 3, 4].map((scale) => ({ realAt: scale, storyAt: scale, scale }));
  await Promise.all(anchors.map((anchor) => writeClockOnce(database.pool, anchor)));
  const kept = await readClock(database.pool);
  expect(anchors).toContainEqual(kept);
  await writeClockOnce(database.pool, { realAt: 9, storyAt: 9, scale: 9 });
  expect(await readClock(database.pool)).toEqual(kept);
});
