import { randomBytes } from 'node:crypto';
import { acceptEvent } from '../../db/accept-event';
import { listEventStamps } from '../../db/call-events';
import { findCall } from '../../db/calls';
import { optOut, numberIdOf } from '../../db/numbers';
import { createVault } from '../../db/vault';
import { DAY, HOUR, MINUTE } from '../../domain/instant';
import { anEvent, createTestStore, tell, TEN_O_CLOCK } from '../support/store';
import type { TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await createTestStore();
});
afterEach(() => store.end());

const decisionOf = async (callNumber: string) => (await findCall(store.db, callNumber))?.decision.reason;

test('answers an ordinary call as eligible and follows it from then on', async () => {
  const answer = await tell(store, { callNumber: 'A1', type: 'received' });
  expect(answer).toEqual({
    status: 'accepted',
    seq: 1,
    acceptedAt: TEN_O_CLOCK,
    decision: { eligible: true, reason: null },
  });
  expect((await findCall(store.db, 'A1'))?.followedSince).toBe(TEN_O_CLOCK);
});

test('keeps an event of a call not received yet and counts it once the call is', async () => {
  const early = await tell(store, { callNumber: 'A1', type: 'updated', stated: { flags: ['hazard'] } });
  expect(early).toMatchObject({ seq: 1, decision: { reason: 'notReceivedYet' } });
  const received = await tell(store, { callNumber: 'A1', type: 'received' });
  expect(received).toMatchObject({ seq: 2, decision: { reason: 'hazard' } });
});

test('answers a repeated event as a duplicate with the first answer, whatever came since', async () => {
  const event = anEvent({ callNumber: 'A1', type: 'received', body: { eventId: 'e', type: 'received' } });
  const first = await acceptEvent(store, event);
  await tell(store, { callNumber: 'A1', type: 'updated', stated: { flags: ['hazard'] } });
  const again = await acceptEvent(store, { ...event, body: { type: 'received', eventId: 'e' } });
  expect(again).toEqual({ ...first, status: 'duplicate' });
});

test('refuses an event id that came before with another body or for another call', async () => {
  const event = anEvent({ callNumber: 'A1', type: 'received' });
  await acceptEvent(store, event);
  expect(await acceptEvent(store, { ...event, body: { other: true } })).toEqual({ status: 'conflict' });
  expect(await acceptEvent(store, { ...event, callNumber: 'A2' })).toEqual({ status: 'conflict' });
  expect(await findCall(store.db, 'A2')).toBeNull();
});

test('refuses what happens more than two minutes ahead of us and stores nothing', async () => {
  const ahead = { callNumber: 'A1', type: 'received' as const, occurredAt: TEN_O_CLOCK + 2 * MINUTE + 10 };
  expect(await tell(store, ahead)).toEqual({ status: 'tooFarAhead' });
  expect(await findCall(store.db, 'A1')).toBeNull();
});

test('of many at once for one call, gives each its own seq and moment', async () => {
  const posts = Array.from({ length: 12 }, () => tell(store, { callNumber: 'A1', type: 'received' }));
  await Promise.all(posts);
  const stamps = await listEventStamps(store.db, 'A1');
  expect(stamps.map((stamp) => stamp.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(new Set(stamps.map((stamp) => stamp.knownAt)).size).toBe(12);
});

test('of the same event twice at once, stores one', async () => {
  const event = anEvent({ callNumber: 'A1', type: 'received' });
  const answers = await Promise.all([acceptEvent(store, event), acceptEvent(store, event)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual(['accepted', 'duplicate']);
});

test('keeps a number that was once unsafe from every call, until a person takes it off', async () => {
  await tell(store, { callNumber: 'A1', type: 'received', stated: { flags: ['doNotText'] } });
  const other = await tell(store, { callNumber: 'A2', type: 'received', phone: '(613) 555-0123' });
  expect(other).toMatchObject({ decision: { reason: 'neverText' } });
  await store.db.query('delete from never_text');
  await tell(store, { callNumber: 'A1', type: 'dispatched' });
  await tell(store, { callNumber: 'A2', type: 'dispatched' });
  expect(await decisionOf('A2')).toBeNull();
});

test('finds an opt-out under an older hash key once the keys were changed', async () => {
  const [masters, older, newer] = ['m', 'older', 'newer'].map((id) => [{ id, key: randomBytes(32) }]);
  const before = { ...store, vault: createVault(masters ?? [], older ?? []) };
  const after = { ...store, vault: createVault(masters ?? [], [...(newer ?? []), ...(older ?? [])]) };
  const number = await numberIdOf(before.db, before.vault, '+16135550123');
  await optOut(store.db, number, { at: TEN_O_CLOCK, learnedFrom: 'reply' });
  expect(await tell(after, { callNumber: 'A1', type: 'received' })).toMatchObject({
    decision: { reason: 'optedOut' },
  });
  expect(await tell(after, { callNumber: 'A2', type: 'received', phone: '613-555-0124' })).toMatchObject({
    decision: { reason: null },
  });
  const { rows } = await store.db.query('select hash_key_id from numbers order by id');
  expect(rows).toEqual([{ hash_key_id: 'older' }, { hash_key_id: 'newer' }]);
});

describe('a signed request', () => {
  const signed = (callNumber: string, body: string) =>
    anEvent({ callNumber, type: 'received', webhook: { id: 'w1', bodyHash: Buffer.from(body) } });

  test('whose id comes twice at once with different bodies stores one and refuses the other', async () => {
    const both = [signed('A1', 'one'), signed('A2', 'another')];
    const answers = await Promise.all(both.map((event) => acceptEvent(store, event)));
    expect(answers.map((answer) => answer.status).toSorted()).toEqual(['accepted', 'conflict']);
    const stored = await Promise.all(both.map((event) => findCall(store.db, event.callNumber)));
    expect(stored.filter((call) => call !== null)).toHaveLength(1);
  });

  test('that was refused leaves its id free', async () => {
    const ahead = { ...signed('A1', 'one'), occurredAt: TEN_O_CLOCK + HOUR };
    expect(await acceptEvent(store, ahead)).toEqual({ status: 'tooFarAhead' });
    expect(await acceptEvent(store, signed('A1', 'another'))).toMatchObject({ status: 'accepted' });
  });

  test('whose event came before counts as seen all the same', async () => {
    const event = anEvent({ callNumber: 'A1', type: 'received' });
    await acceptEvent(store, event);
    const again = { ...event, webhook: { id: 'w2', bodyHash: Buffer.from('one') } };
    expect(await acceptEvent(store, again)).toMatchObject({ status: 'duplicate' });
    const other = { id: 'w2', bodyHash: Buffer.from('another') };
    expect(await acceptEvent(store, { ...event, webhook: other })).toEqual({ status: 'conflict' });
  });

  test('may carry several events of one body under one id', async () => {
    expect(await acceptEvent(store, signed('A1', 'one'))).toMatchObject({ status: 'accepted' });
    expect(await acceptEvent(store, signed('A2', 'one'))).toMatchObject({ status: 'accepted' });
  });
});

test('protects the number of a call that became a personal-safety one', async () => {
  await tell(store, {
    callNumber: 'A1',
    type: 'received',
    stated: { callTypeCode: 'DOMESTIC', priorityCode: '2' },
  });
  await tell(store, { callNumber: 'A1', type: 'closed' });
  store.setTime(TEN_O_CLOCK + 30 * DAY);
  expect(await tell(store, { callNumber: 'A2', type: 'received' })).toMatchObject({
    decision: { reason: 'numberProtected' },
  });
  store.setTime(TEN_O_CLOCK + 91 * DAY);
  await tell(store, { callNumber: 'A2', type: 'updated' });
  expect(await decisionOf('A2')).toBeNull();
});

describe('a merged call', () => {
  test('hands over what counts for good, also what is learned later, and decides the other anew', async () => {
    await tell(store, { callNumber: 'B', type: 'received', phone: '613-555-0124' });
    await tell(store, { callNumber: 'A', type: 'received' });
    await tell(store, { callNumber: 'A', type: 'merged', intoCallNumber: 'B' });
    expect(await decisionOf('B')).toBeNull();
    const before = await findCall(store.db, 'B');
    await tell(store, { callNumber: 'A', type: 'updated', stated: { priorityCode: '1' } });
    const after = await findCall(store.db, 'B');
    expect(after?.decision.reason).toBe('priorityWasHigher');
    expect(after?.lastSeq).toBe(before?.lastSeq);
    expect(after?.revision).toBe((before?.revision ?? 0) + 1);
  });

  test('hands over through any number of merges and in a circle, to a call not received yet too', async () => {
    await tell(store, { callNumber: 'B', type: 'merged', intoCallNumber: 'C' });
    await tell(store, { callNumber: 'A', type: 'merged', intoCallNumber: 'B' });
    await tell(store, { callNumber: 'C', type: 'merged', intoCallNumber: 'A' });
    await tell(store, { callNumber: 'A', type: 'received', stated: { flags: ['doNotText'] } });
    await tell(store, { callNumber: 'C', type: 'received', phone: '613-555-0125' });
    expect(await decisionOf('C')).toBe('doNotText');
    await tell(store, { callNumber: 'D', type: 'received', phone: '613-555-0125' });
    expect(await decisionOf('D')).toBe('neverText');
  });

  test('survives merges of the same calls from both sides at once', async () => {
    await tell(store, { callNumber: 'A', type: 'received' });
    await tell(store, { callNumber: 'B', type: 'received', phone: '613-555-0124' });
    const both = [
      tell(store, { callNumber: 'A', type: 'merged', intoCallNumber: 'B' }),
      tell(store, { callNumber: 'B', type: 'merged', intoCallNumber: 'A' }),
      tell(store, { callNumber: 'A', type: 'updated', stated: { flags: ['hazard'] } }),
    ];
    await Promise.all(both);
    expect(await decisionOf('B')).toBe('hazard');
  });
});

test('never lets a number go back in time, though our clock does', async () => {
  await tell(store, { callNumber: 'A1', type: 'received' });
  store.setTime(TEN_O_CLOCK - HOUR);
  const later = await tell(store, { callNumber: 'A2', type: 'received', occurredAt: TEN_O_CLOCK - HOUR });
  expect(later).toMatchObject({ acceptedAt: TEN_O_CLOCK + 1 });
});
