import { randomBytes } from 'node:crypto';
import {
  lockNumbersAndStamp,
  markNotCapable,
  numberIdOf,
  optOut,
  putOnNeverText,
  readNumberFacts,
} from '../../db/numbers';
import { inTransaction } from '../../db/pool';
import { createVault } from '../../db/vault';
import { DAY } from '../../domain/instant';
import { createTestStore, tell, TEN_O_CLOCK } from '../support/store';
import type { TestStore } from '../support/store';

const NUMBER = '+16135550123';
const [first, second] = ['k1', 'k2'].map((id) => [{ id, key: randomBytes(32) }]);
const before = createVault(first ?? [], first ?? []);
const after = createVault(first ?? [], [...(second ?? []), ...(first ?? [])]);

let store: TestStore;
beforeEach(async () => {
  store = await createTestStore();
});
afterEach(() => store.end());

const factsOf = async (numberId: string) =>
  readNumberFacts(store.db, numberId, {
    callNumber: 'A1',
    policy: store.agency.policy,
    now: store.clock.now(),
  });

test('has one row a number, be it asked for ten times at once', async () => {
  const ids = await Promise.all(Array.from({ length: 10 }, () => numberIdOf(store.db, before, NUMBER)));
  expect(new Set(ids).size).toBe(1);
  expect(await numberIdOf(store.db, before, '+16135550124')).not.toBe(ids[0]);
});

test('finds a number again under an older hash key, with all that is known of it', async () => {
  const id = await numberIdOf(store.db, before, NUMBER);
  await optOut(store.db, id, { at: TEN_O_CLOCK, learnedFrom: 'reply' });
  expect(await numberIdOf(store.db, after, NUMBER)).toBe(id);
  expect(await factsOf(await numberIdOf(store.db, after, NUMBER))).toMatchObject({ optedOut: true });
});

test('stores a new number under the newest hash key', async () => {
  await numberIdOf(store.db, after, NUMBER);
  const { rows } = await store.db.query('select hash_key_id from numbers');
  expect(rows).toEqual([{ hash_key_id: 'k2' }]);
});

test('keeps the first opt-out when another comes', async () => {
  const id = await numberIdOf(store.db, before, NUMBER);
  await optOut(store.db, id, { at: TEN_O_CLOCK, learnedFrom: 'reply' });
  await optOut(store.db, id, { at: TEN_O_CLOCK + DAY, learnedFrom: 'carrier' });
  const { rows } = await store.db.query('select opted_out_at, learned_from from opt_outs');
  expect(rows).toEqual([{ opted_out_at: new Date(TEN_O_CLOCK), learned_from: 'reply' }]);
});

test('knows of a number no more than was stated', async () => {
  const id = await numberIdOf(store.db, before, NUMBER);
  expect(await factsOf(id)).toEqual({
    optedOut: false,
    neverText: false,
    institution: false,
    notCapableSince: null,
    otherCalls: [],
    texts: [],
  });
  await putOnNeverText(store.db, [id, id], TEN_O_CLOCK);
  await markNotCapable(store.db, id, TEN_O_CLOCK);
  await store.db.query('insert into institutions values ($1)', [id]);
  expect(await factsOf(id)).toMatchObject({
    neverText: true,
    institution: true,
    notCapableSince: TEN_O_CLOCK,
  });
});

test('knows the other calls of a number for as long as any rule looks back', async () => {
  await tell(store, { callNumber: 'A1', type: 'received' });
  await tell(store, { callNumber: 'A2', type: 'received' });
  const id = await numberIdOf(store.db, store.vault, NUMBER);
  expect((await factsOf(id)).otherCalls).toHaveLength(1);
  store.setTime(TEN_O_CLOCK + 90 * DAY + 10);
  expect((await factsOf(id)).otherCalls).toEqual([]);
});

describe('a stamp', () => {
  const stamp = (numberIds: string[], now = TEN_O_CLOCK, notBefore = 0) =>
    inTransaction(store.db, (tx) => lockNumbersAndStamp(tx, numberIds, { now: () => now, notBefore }));

  test('is later than the number’s last and the call’s, whatever the clock says', async () => {
    const id = await numberIdOf(store.db, before, NUMBER);
    expect(await stamp([id])).toBe(TEN_O_CLOCK);
    expect(await stamp([id])).toBe(TEN_O_CLOCK + 1);
    expect(await stamp([id], TEN_O_CLOCK - DAY)).toBe(TEN_O_CLOCK + 2);
    expect(await stamp([id], TEN_O_CLOCK, TEN_O_CLOCK + 50)).toBe(TEN_O_CLOCK + 51);
    expect(await stamp([])).toBe(TEN_O_CLOCK);
  });

  test('is taken back with its transaction', async () => {
    const id = await numberIdOf(store.db, before, NUMBER);
    const failing = inTransaction(store.db, async (tx) => {
      await lockNumbersAndStamp(tx, [id], { now: () => TEN_O_CLOCK, notBefore: 0 });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await stamp([id])).toBe(TEN_O_CLOCK);
  });

  test('of many numbers locked in any order at once comes without a deadlock, each its own', async () => {
    const ids = await Promise.all(
      [1, 2, 3, 4].map((last) => numberIdOf(store.db, before, `+1613555012${last}`)),
    );
    const reversed = ids.toReversed();
    const stamps = await Promise.all(
      Array.from({ length: 8 }, (_, turn) => stamp(turn % 2 === 0 ? ids : reversed)),
    );
    expect(new Set(stamps).size).toBe(8);
  });
});
