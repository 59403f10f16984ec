import { claimText } from '../../db/claim-text';
import { readCall } from '../../db/call-reading';
import { noteFeedAlive } from '../../db/feed';
import { recordReceipt } from '../../db/receipts';
import { recordOutcome } from '../../db/record-outcome';
import type { TextOfCall } from '../../db/text-messages';
import { MINUTE } from '../../domain/instant';
import { createTestStore, tell, TEN_O_CLOCK } from '../support/store';
import type { TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await createTestStore();
});
afterEach(() => store.end());

const atMinute = (minute: number) => TEN_O_CLOCK + minute * MINUTE;

async function send(kind: TextOfCall['kind'], ordinal: number, minute: number): Promise<void> {
  store.setTime(atMinute(minute));
  await noteFeedAlive(store.db, store.clock.now());
  const name = `${kind} ${ordinal}`;
  const compose = () => ({
    body: 'words',
    language: 'en',
    segments: 1,
    sender: '+13438036032',
    callbackTokenHash: Buffer.from(name),
    surveyTokenHash: null,
  });
  const claim = await claimText(store, { callNumber: 'A1', kind, ordinal }, { compose, msPerSegment: 0 });
  if (claim.state !== 'claimed') throw new Error(`it is ${claim.state}`);
  const answer = { kind: 'accepted', sid: name } as const;
  await recordOutcome(store, { callNumber: 'A1', textId: claim.textId, answer });
}

async function delivered(sid: string, minute: number): Promise<void> {
  store.setTime(atMinute(minute));
  const status = 'delivered';
  await recordReceipt(store, {
    callbackToken: null,
    sid,
    status,
    delivery: status,
    errorCode: null,
    numberCannotReceive: false,
  });
}

test('is none of a call we never heard of, nor of one only named by a merge', async () => {
  expect(await readCall(store, 'A1')).toBeNull();
  await tell(store, { callNumber: 'A1', type: 'merged', intoCallNumber: 'B1' });
  expect(await readCall(store, 'B1')).toBeNull();
  expect(await readCall(store, 'A1')).toMatchObject({ decision: { reason: 'notReceivedYet' } });
});

test('tells stage, decision and the policy it was made by', async () => {
  await tell(store, { callNumber: 'A1', type: 'received' });
  expect(await readCall(store, 'A1')).toEqual({
    callNumber: 'A1',
    stage: 'held',
    decision: {
      eligible: true,
      reason: null,
      policy: `ottawa@${store.agency.policyHash.slice(0, 12)}`,
    },
    texts: [],
    waitingFor: null,
    adviceAttemptedAt: null,
    callerAdvisedOfDelayAt: null,
  });
});

test('tells when a caller was to be advised of the delay, and when the notice that arrived first did', async () => {
  await tell(store, { callNumber: 'A1', type: 'received' });
  await send('acknowledgement', 1, 12);
  await delivered('acknowledgement 1', 13);
  expect(await readCall(store, 'A1')).toMatchObject({
    adviceAttemptedAt: null,
    callerAdvisedOfDelayAt: null,
  });
  await send('delayNotice', 1, 31);
  await send('delayNotice', 2, 91);
  await delivered('delayNotice 2', 92);
  await delivered('delayNotice 1', 95);
  const reading = await readCall(store, 'A1');
  expect(reading).toMatchObject({
    adviceAttemptedAt: '2026-01-15T15:31:00.000Z',
    callerAdvisedOfDelayAt: '2026-01-15T16:32:00.000Z',
  });
  expect(reading?.texts.map((text) => [text.kind, text.ordinal, text.outcome, text.delivery])).toEqual([
    ['acknowledgement', 1, 'sent', 'delivered'],
    ['delayNotice', 1, 'sent', 'delivered'],
    ['delayNotice', 2, 'sent', 'delivered'],
  ]);
  expect(JSON.stringify(reading)).not.toMatch(/555/);
});

test('tells that texts wait for the feed', async () => {
  await tell(store, { callNumber: 'A1', type: 'received' });
  store.setTime(atMinute(5));
  expect(await readCall(store, 'A1')).toMatchObject({ waitingFor: 'feedStale' });
});

test('tells that a caller was advised when a receipt says so, though the send itself ended unknown', async () => {
  await tell(store, { callNumber: 'A1', type: 'received' });
  await send('acknowledgement', 1, 12);
  await send('delayNotice', 1, 31);
  await store.db.query(`update text_messages set outcome = 'unknown' where kind = 'delayNotice'`);
  await delivered('delayNotice 1', 33);
  expect(await readCall(store, 'A1')).toMatchObject({
    adviceAttemptedAt: null,
    callerAdvisedOfDelayAt: '2026-01-15T15:33:00.000Z',
  });
});
