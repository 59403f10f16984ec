import { claimText } from '../../db/claim-text';
import { noteFeedAlive } from '../../db/feed';
import { recordOutcome } from '../../db/record-outcome';
import type { CarrierAnswer } from '../../db/record-outcome';
import { recordReceipt } from '../../db/receipts';
import type { Receipt } from '../../db/receipts';
import { hashToken } from '../../db/token-hash';
import { MINUTE } from '../../domain/instant';
import { deliveryStatusOf } from '../../sms/twilio-codes';
import { createTestStore, tell, TEN_O_CLOCK } from '../support/store';
import type { TestStore } from '../support/store';

const NOW = TEN_O_CLOCK + 13 * MINUTE;

let store: TestStore;
let textId: string;
beforeEach(async () => {
  store = await createTestStore();
  await tell(store, { callNumber: 'A1', type: 'received' });
  store.setTime(NOW);
  await noteFeedAlive(store.db, NOW);
  const compose = () => ({
    body: 'words',
    language: 'en',
    segments: 1,
    sender: '+13438036032',
    callbackTokenHash: hashToken('token'),
    surveyTokenHash: null,
  });
  const order = { callNumber: 'A1', kind: 'acknowledgement', ordinal: 1 } as const;
  const claim = await claimText(store, order, { compose, msPerSegment: 0 });
  if (claim.state !== 'claimed') throw new Error(`it is ${claim.state}`);
  textId = claim.textId;
});
afterEach(() => store.end());

const answered = (answer: CarrierAnswer = { kind: 'accepted', sid: 'SM1' }) =>
  recordOutcome(store, { callNumber: 'A1', textId, answer });

function receipt(status: string, more: Partial<Receipt> = {}): Promise<void> {
  return recordReceipt(store, {
    callbackToken: null,
    sid: 'SM1',
    status,
    delivery: deliveryStatusOf(status),
    errorCode: null,
    numberCannotReceive: false,
    ...more,
  });
}

async function text(): Promise<Record<string, unknown>> {
  const { rows } = await store.db.query<Record<string, unknown>>('select * from text_messages');
  return rows[0] ?? {};
}

const received = async () => {
  const { rows } = await store.db.query<{ status: string; text_message_id: string | null }>(
    'select status, text_message_id from receipts order by id',
  );
  return rows;
};

test('moves the delivery forward and notes when it arrived', async () => {
  await answered();
  await receipt('sent');
  expect(await text()).toMatchObject({ delivery: 'sent', delivered_at: null });
  await receipt('delivered');
  expect(await text()).toMatchObject({ delivery: 'delivered', delivered_at: new Date(NOW) });
});

test('twice and out of order changes nothing more, and is kept as it came', async () => {
  await answered();
  await receipt('delivered');
  store.setTime(NOW + MINUTE);
  for (const status of ['sent', 'delivered', 'queued', 'undelivered']) await receipt(status);
  expect(await text()).toMatchObject({
    delivery: 'delivered',
    delivered_at: new Date(NOW),
    error_code: null,
  });
  expect((await received()).map((row) => row.status)).toEqual([
    'delivered',
    'sent',
    'delivered',
    'queued',
    'undelivered',
  ]);
});

test('many at once end in the furthest state', async () => {
  await answered();
  await Promise.all(['sent', 'queued', 'delivered', 'sending', 'accepted'].map((status) => receipt(status)));
  expect(await text()).toMatchObject({ delivery: 'delivered' });
});

test('of a sid nobody knows is kept, and touches no text', async () => {
  await answered();
  await receipt('delivered', { sid: 'SM2', callbackToken: 'another token' });
  expect(await text()).toMatchObject({ delivery: 'queued' });
  expect(await received()).toEqual([{ status: 'delivered', text_message_id: null }]);
});

test('of a state nobody knows is kept, and changes nothing', async () => {
  await answered();
  await receipt('read');
  expect(await text()).toMatchObject({ delivery: 'queued' });
  expect(await received()).toEqual([{ status: 'read', text_message_id: textId }]);
});

test('that overtakes our own record finds its text by the token, and stays', async () => {
  await receipt('delivered', { callbackToken: 'token' });
  expect(await text()).toMatchObject({ outcome: 'pending', delivery: 'delivered', sid: 'SM1' });
  await answered();
  expect(await text()).toMatchObject({ outcome: 'sent', delivery: 'delivered', sid: 'SM1' });
});

test('of a text whose answer was lost is found by the token; its outcome stays unknown', async () => {
  await answered({ kind: 'unknown' });
  await receipt('delivered', { callbackToken: 'token' });
  expect(await text()).toMatchObject({ outcome: 'unknown', delivery: 'delivered', sid: 'SM1' });
});

describe('with a code', () => {
  const failed = { errorCode: '30006', numberCannotReceive: true };

  test('that says the number cannot receive marks the number, when the text failed', async () => {
    await answered();
    await receipt('undelivered', failed);
    expect(await text()).toMatchObject({ delivery: 'undelivered', error_code: '30006' });
    expect(await tell(store, { callNumber: 'A2', type: 'received' })).toMatchObject({
      decision: { reason: 'phoneNotCapable' },
    });
  });

  test('left over on a delivered text says nothing', async () => {
    await answered();
    await receipt('delivered', failed);
    expect(await text()).toMatchObject({ delivery: 'delivered', error_code: null });
    expect(await tell(store, { callNumber: 'A2', type: 'received' })).toMatchObject({
      decision: { reason: null },
    });
  });

  test('after the text had been delivered marks nobody', async () => {
    await answered();
    await receipt('delivered');
    await receipt('failed', failed);
    expect(await tell(store, { callNumber: 'A2', type: 'received' })).toMatchObject({
      decision: { reason: null },
    });
  });
});
