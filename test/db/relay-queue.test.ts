import { setTimeout as sleep } from 'node:timers/promises';
import { enqueue, finishRelayItem, leaseRelayItems, returnRelayItems } from '../../db/relay-queue';
import { createTestStore, tell, TEN_O_CLOCK } from '../support/store';
import type { TestStore } from '../support/store';

const REAL_NOW = 1_000_000;
const LEASE_MS = 10_000;

let store: TestStore;
beforeEach(async () => {
  store = await createTestStore();
});
afterEach(() => store.end());

const lease = (realNow = REAL_NOW, most = 50) =>
  leaseRelayItems(store.db, { most, realNow, leaseMs: LEASE_MS });

/** Each from a phone of its own: too many calls of one are not followed. */
async function receive(...callNumbers: string[]): Promise<void> {
  for (const [place, callNumber] of callNumbers.entries()) {
    await tell(store, { callNumber, type: 'received', eventId: callNumber, phone: `613-555-012${place}` });
  }
}

test('holds an event of a followed call, as it was accepted', async () => {
  await receive('A1');
  const at = new Date(TEN_O_CLOCK);
  expect(await lease()).toEqual([
    { id: '1', callNumber: 'A1', eventId: 'A1', type: 'received', seq: 1, occurredAt: at, knownAt: at },
  ]);
});

test('holds nothing of a call that is not followed', async () => {
  await tell(store, { callNumber: 'A1', type: 'received', stated: { callTypeCode: 'ASSAULT' } });
  expect(await lease()).toEqual([]);
});

test('gives what is leased to nobody else until the lease is over', async () => {
  await receive('A1');
  await lease();
  expect(await lease(REAL_NOW + LEASE_MS)).toEqual([]);
  expect(await lease(REAL_NOW + LEASE_MS + 1)).toHaveLength(1);
});

test('gives what was returned at once, and what was finished never', async () => {
  await receive('A1', 'A2');
  const [first, second] = await lease();
  await returnRelayItems(store.db, [first?.id ?? '']);
  await finishRelayItem(store.db, second?.id ?? '');
  expect((await lease()).map((item) => item.callNumber)).toEqual(['A1']);
  expect(await lease(REAL_NOW + 2 * LEASE_MS)).toHaveLength(1);
});

test('gives the oldest first, no more than asked for', async () => {
  await receive('A1', 'A2', 'A3');
  expect((await lease(REAL_NOW, 2)).map((item) => item.callNumber)).toEqual(['A1', 'A2']);
  expect((await lease(REAL_NOW, 2)).map((item) => item.callNumber)).toEqual(['A3']);
});

test('gives each item to one of several that ask at once', async () => {
  await receive('A1', 'A2', 'A3', 'A4', 'A5', 'A6');
  const taken = await Promise.all([
    lease(REAL_NOW, 2),
    lease(REAL_NOW, 2),
    lease(REAL_NOW, 2),
    lease(REAL_NOW, 2),
  ]);
  const ids = taken.flat().map((item) => item.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids, ...(await lease()).map((item) => item.id)]).toHaveLength(6);
});

test('does not wait for another that is just taking its share', async () => {
  await receive('A1', 'A2');
  const other = await store.db.connect();
  await other.query('begin');
  const share = { most: 1, realNow: REAL_NOW, leaseMs: LEASE_MS };
  const [first] = await leaseRelayItems(other, share);
  const ours = await Promise.race([lease(), sleep(1_000).then(() => [])]);
  await other.query('commit');
  other.release();
  expect([first?.callNumber, ours.map((item) => item.callNumber)]).toEqual(['A1', ['A2']]);
});

test('tells a call of another’s event as a merge', async () => {
  await receive('A1', 'B1');
  await tell(store, { callNumber: 'A1', type: 'merged', intoCallNumber: 'B1' });
  await lease();
  await tell(store, { callNumber: 'A1', type: 'updated', stated: { flags: ['hazard'] }, eventId: 'flag' });
  const told = (await lease()).map(({ callNumber, eventId, type }) => [callNumber, eventId, type]);
  expect(told.toSorted()).toEqual([
    ['A1', 'flag', 'updated'],
    ['B1', 'flag', 'merged'],
  ]);
});

test('takes an event only of a call and an event that are stored', async () => {
  await expect(enqueue(store.db, 'A1', 'nothing')).rejects.toThrow();
});
