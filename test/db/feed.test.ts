import { acceptEvent } from '../../db/accept-event';
import { noteFeedAlive, noteFirstStart, whatTextsWaitFor } from '../../db/feed';
import { MINUTE } from '../../domain/instant';
import { anEvent, createTestStore, tell, TEN_O_CLOCK } from '../support/store';
import type { TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await createTestStore();
});
afterEach(() => store.end());

const waitsFor = (at: number) => whatTextsWaitFor(store.db, store.agency.policy, at);

/** Alive at a minute, seen just before and at the end of the five minutes after it. */
async function expectAliveAt(minute: number): Promise<void> {
  const until = TEN_O_CLOCK + (minute + 5) * MINUTE;
  expect([await waitsFor(until - 1), await waitsFor(until)]).toEqual([null, 'feedStale']);
}

test('counts as alive at a first start, and is stale exactly five minutes later', () => expectAliveAt(0));

test('is alive again with a heartbeat', async () => {
  await noteFeedAlive(store.db, TEN_O_CLOCK + 20 * MINUTE);
  await expectAliveAt(20);
});

test('is alive with an event, and with its repetition', async () => {
  const event = anEvent({ callNumber: 'A1', type: 'received' });
  store.setTime(TEN_O_CLOCK + 20 * MINUTE);
  await acceptEvent(store, event);
  await expectAliveAt(20);
  store.setTime(TEN_O_CLOCK + 30 * MINUTE);
  await acceptEvent(store, event);
  await expectAliveAt(30);
});

test('is not alive with an event that was refused', async () => {
  const event = anEvent({ callNumber: 'A1', type: 'received' });
  await acceptEvent(store, event);
  store.setTime(TEN_O_CLOCK + 20 * MINUTE);
  await acceptEvent(store, { ...event, body: { other: true } });
  await tell(store, { callNumber: 'A2', type: 'received', occurredAt: TEN_O_CLOCK + 23 * MINUTE });
  await expectAliveAt(0);
});

test('never gets older by a heartbeat that comes late', async () => {
  await noteFeedAlive(store.db, TEN_O_CLOCK + 20 * MINUTE);
  await noteFeedAlive(store.db, TEN_O_CLOCK + 10 * MINUTE);
  await expectAliveAt(20);
});

test('is stale before anything was heard and before the clock was set', async () => {
  await store.db.query('delete from clock');
  expect(await waitsFor(TEN_O_CLOCK)).toBe('feedStale');
});

test('does not matter while sending is paused', async () => {
  await store.db.query('update feed set sending_paused = true');
  expect(await waitsFor(TEN_O_CLOCK)).toBe('sendingPaused');
  expect(await waitsFor(TEN_O_CLOCK + 20 * MINUTE)).toBe('sendingPaused');
});

test('counts as alive from a first start that no clock tells of, and only from the first', async () => {
  await store.db.query('delete from clock');
  await noteFirstStart(store.db, TEN_O_CLOCK);
  expect(await waitsFor(TEN_O_CLOCK + 4 * MINUTE)).toBeNull();
  await noteFirstStart(store.db, TEN_O_CLOCK + 60 * MINUTE);
  expect(await waitsFor(TEN_O_CLOCK + 60 * MINUTE)).toBe('feedStale');
});
