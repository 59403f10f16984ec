import { claimText } from '../../db/claim-text';
import { noteFeedAlive } from '../../db/feed';
import { recordOutcome } from '../../db/record-outcome';
import type { CarrierAnswer } from '../../db/record-outcome';
import { listTextRows } from '../../db/text-messages';
import { MINUTE } from '../../domain/instant';
import { createTestStore, tell, TEN_O_CLOCK } from '../support/store';
import type { TestStore } from '../support/store';

let store: TestStore;
let textId: string;
beforeEach(async () => {
  store = await createTestStore();
  await tell(store, { callNumber: 'A1', type: 'received' });
  store.setTime(TEN_O_CLOCK + 12 * MINUTE);
  await noteFeedAlive(store.db, store.clock.now());
  const compose = () => ({
    body: 'words',
    language: 'en',
    segments: 1,
    sender: '+13438036032',
    callbackTokenHash: Buffer.from('token'),
    surveyTokenHash: null,
  });
  const order = { callNumber: 'A1', kind: 'acknowledgement', ordinal: 1 } as const;
  const claim = await claimText(store, order, { compose, msPerSegment: 0 });
  if (claim.state !== 'claimed') throw new Error(`it is ${claim.state}`);
  textId = claim.textId;
});
afterEach(() => store.end());

const record = (answer: CarrierAnswer) => recordOutcome(store, { callNumber: 'A1', textId, answer });
const accepted = { kind: 'accepted', sid: 'SM1' } as const;
const refused = (because: 'optedOut' | 'numberCannotReceive' | 'other', code: number | null) =>
  ({ kind: 'refused', because, code }) as const;

const row = async () => (await listTextRows(store.db, 'A1'))[0];

test('tells the facts with the outcome in them, each time with a higher revision', async () => {
  expect(await record({ kind: 'unknown' })).toMatchObject({ revision: 3, texts: [{ outcome: 'unknown' }] });
  expect(await record(accepted)).toMatchObject({ revision: 4, texts: [{ outcome: 'sent' }] });
});

test('an answer for good stays: neither a late unknown nor a late refusal takes a sent text back', async () => {
  await record(accepted);
  await record({ kind: 'unknown' });
  await record(refused('other', 30001));
  await record({ kind: 'notTaken' });
  expect(await row()).toMatchObject({ outcome: 'sent', reason: null });
});

test('a claim recorded as unknown is not given back: it may have been taken', async () => {
  await record({ kind: 'unknown' });
  await record({ kind: 'notTaken' });
  expect(await row()).toMatchObject({ outcome: 'unknown' });
});

test('a claim given back is due again at its old moment', async () => {
  const facts = await record({ kind: 'notTaken' });
  expect(facts.texts).toEqual([]);
  expect(facts.due).toEqual([{ kind: 'acknowledgement', ordinal: 1, dueAt: '2026-01-15T15:12:00.000Z' }]);
  expect(await row()).toBeUndefined();
});

test.each([
  ['optedOut', 21610, 'optedOut'],
  ['numberCannotReceive', 21614, 'phoneNotCapable'],
  ['other', 21602, null],
] as const)(
  'a refusal because of %s (%d) means for the number’s next call: %s',
  async (because, code, reason) => {
    expect(await record(refused(because, code))).toMatchObject({
      texts: [{ outcome: 'notSent', reason: 'carrierRefused' }],
    });
    expect(await tell(store, { callNumber: 'A2', type: 'received' })).toMatchObject({ decision: { reason } });
  },
);

test('a refusal without a code is a refusal', async () => {
  await record(refused('other', null));
  expect(await row()).toMatchObject({ outcome: 'notSent', reason: 'carrierRefused' });
});
