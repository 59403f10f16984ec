import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger } from '@temporalio/worker';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createTextActivities } from '../../activities';
import { sendText } from '../../activities/send-text';
import type { Sending } from '../../activities/send-text';
import { noteFeedAlive } from '../../db/feed';
import { recordReply } from '../../db/replies';
import { reserveSender } from '../../db/senders';
import { storeStaffStop } from '../../db/staff-stop';
import { listTextRows } from '../../db/text-messages';
import { hashToken } from '../../db/token-hash';
import { createVault } from '../../db/vault';
import { DAY, HOUR, MINUTE, SECOND } from '../../domain/instant';
import { startCarrier } from '../../simulators/carrier';
import type { RunningCarrier } from '../../simulators/carrier/start-carrier';
import { createTwilioCarrier } from '../../sms/twilio';
import type { TextOrder } from '../../workflows/contract';
import { simulatorOptions } from '../support/simulator';
import { createTestStore, tell, TEN_O_CLOCK } from '../support/store';
import type { TestStore } from '../support/store';

const SENDER = '+13438036032';
const ORDINARY = '+16135550123';
const ACKNOWLEDGED_AT = TEN_O_CLOCK + 12 * MINUTE;

let carrier: RunningCarrier;
let store: TestStore;
let sending: Sending;
beforeAll(async () => {
  carrier = await startCarrier(simulatorOptions());
});
afterAll(() => carrier.close());
beforeEach(async () => {
  await fetch(`${carrier.url}/simulator/messages`, { method: 'DELETE' });
  store = await createTestStore();
  sending = sendingBy(carrier.url);
});
afterEach(() => store.end());

function sendingBy(baseUrl: string, segmentsPerSecond = 1000): Sending {
  return {
    store,
    carrier: createTwilioCarrier({ ...simulatorOptions(), messagingServiceSid: null, baseUrl }),
    texts: store.agency.texts,
    publicUrl: 'http://localhost:1',
    senders: [SENDER],
    segmentsPerSecond,
  };
}

const acknowledgement = (callNumber = 'A1'): TextOrder => ({
  callNumber,
  kind: 'acknowledgement',
  ordinal: 1,
});

/** A call whose acknowledgement is due now, while the CAD's feed is alive. */
async function acknowledgementDue(phone = ORDINARY, callNumber = 'A1'): Promise<TextOrder> {
  await tell(store, { callNumber, type: 'received', phone });
  await goTo(ACKNOWLEDGED_AT);
  return acknowledgement(callNumber);
}

async function goTo(at: number): Promise<void> {
  store.setTime(at);
  await noteFeedAlive(store.db, at);
}

type Carried = { sid: string; to: string; from: string; body: string; numSegments: string };

async function carried(): Promise<Carried[]> {
  const response = await fetch(`${carrier.url}/simulator/messages`);
  const { messages } = (await response.json()) as { messages: Carried[] };
  return messages;
}

async function rowOf(callNumber = 'A1'): Promise<Record<string, unknown>> {
  const { rows } = await store.db.query<Record<string, unknown>>(
    'select * from text_messages where call_number = $1 order by id desc limit 1',
    [callNumber],
  );
  return rows[0] ?? {};
}

async function untilClaimed(callNumber: string): Promise<void> {
  for (let looks = 0; (await rowOf(callNumber))['outcome'] !== 'pending'; looks++) {
    if (looks === 500) throw new Error(`no text of ${callNumber} was claimed`);
    await sleep(5);
  }
}

async function failureOf(work: Promise<unknown>): Promise<ApplicationFailure> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ApplicationFailure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

/** Tries as Temporal would: again and again, without its waits. Gives the result and how many tries it took. */
async function untilItEnds(order: TextOrder, by = sending) {
  for (let tries = 1; ; tries++) {
    try {
      return { ...(await sendText(by, order)), tries };
    } catch (error) {
      if (!(error instanceof ApplicationFailure) || error.nonRetryable || tries === 10) throw error;
    }
  }
}

const revisionOf = async (callNumber = 'A1') => {
  const { rows } = await store.db.query<{ revision: number }>(
    'select revision from calls where call_number = $1',
    [callNumber],
  );
  return rows[0]?.revision;
};

describe('a text that the carrier takes', () => {
  test('is sent in the caller’s language and told as sent, with the facts after it', async () => {
    const order = await acknowledgementDue();
    const result = await sendText(sending, order);
    expect(result).toMatchObject({ outcome: 'sent', reason: null });
    expect(result.facts.texts).toEqual([
      {
        kind: 'acknowledgement',
        ordinal: 1,
        outcome: 'sent',
        reason: null,
        decidedAt: '2026-01-15T15:12:00.000Z',
      },
    ]);
    expect(result.facts.due.map((text) => text.kind)).toEqual(['delayNotice']);
    expect(result.facts.revision).toBe(await revisionOf());
    const [text, ...others] = await carried();
    expect(others).toEqual([]);
    expect(text).toMatchObject({ to: ORDINARY, from: SENDER });
    expect(text?.body).toContain('A1');
    expect(await rowOf()).toMatchObject({
      outcome: 'sent',
      sid: text?.sid,
      language: 'en',
      segments: Number(text?.numSegments),
      sender: SENDER,
      delivery: 'queued',
      facts_seq: 1,
      due_at: new Date(ACKNOWLEDGED_AT),
      sent_at: new Date(ACKNOWLEDGED_AT),
    });
  });

  test('is in both languages for a caller whose language nobody stated', async () => {
    await tell(store, { callNumber: 'A1', type: 'received', stated: { language: 'es' } });
    await goTo(ACKNOWLEDGED_AT);
    await sendText(sending, acknowledgement());
    expect(await rowOf()).toMatchObject({ language: 'both', segments: 2 });
  });

  test('asks for receipts under a token of which only the hash is kept', async () => {
    const asked: string[] = [];
    const overheard: Sending = {
      ...sending,
      carrier: {
        send: (text) => {
          asked.push(text.statusCallback);
          return sending.carrier.send(text);
        },
      },
    };
    await sendText(overheard, await acknowledgementDue());
    const token = new URL(asked[0] ?? '').searchParams.get('token') ?? '';
    expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    expect((await rowOf())['callback_token_hash']).toEqual(hashToken(token));
    const everything = inspect(await rowOf(), { depth: null, maxStringLength: null });
    expect(everything).not.toContain(token);
    expect(asked[0]).not.toContain('555');
  });

  test('and invites to a survey carries a link of which only the hash is kept', async () => {
    await sendText(sending, await acknowledgementDue());
    const closedAt = ACKNOWLEDGED_AT + HOUR;
    store.setTime(closedAt);
    await tell(store, { callNumber: 'A1', type: 'closed', dispositionCode: 'REPORT' });
    await goTo(closedAt + DAY);
    const result = await sendText(sending, { callNumber: 'A1', kind: 'survey', ordinal: 1 });
    expect(result.outcome).toBe('sent');
    const body = (await carried()).at(-1)?.body ?? '';
    const token = /http:\/\/localhost:1\/s\/([\w-]{22})$/.exec(body)?.[1] ?? '';
    const { rows } = await store.db.query<{ token_hash: Buffer; expires_at: Date; spent: boolean }>(
      'select token_hash, expires_at, spent from survey_links',
    );
    expect(rows).toEqual([
      { token_hash: hashToken(token), expires_at: new Date(closedAt + 8 * DAY), spent: false },
    ]);
  });
});

describe('the carrier’s strange numbers', () => {
  test.each(['0150', '0151', '0152', '0155', '0156'])(
    '%s is taken like any other: what goes wrong comes with the receipts',
    async (last) => {
      const result = await sendText(sending, await acknowledgementDue(`+1613555${last}`));
      expect(result.outcome).toBe('sent');
      expect(await carried()).toHaveLength(1);
    },
  );

  test('0153, opted out at the carrier, is refused and opted out here too', async () => {
    const result = await sendText(sending, await acknowledgementDue('+16135550153'));
    expect(result).toMatchObject({ outcome: 'notSent', reason: 'carrierRefused' });
    expect(await rowOf()).toMatchObject({ reason: 'carrierRefused', error_code: '21610', sid: null });
    const next = await tell(store, { callNumber: 'A2', type: 'received', phone: '613-555-0153' });
    expect(next).toMatchObject({ decision: { reason: 'optedOut' } });
  });

  test('0154, not a number one can text, is refused and marked unable', async () => {
    const result = await sendText(sending, await acknowledgementDue('+16135550154'));
    expect(result).toMatchObject({ outcome: 'notSent', reason: 'carrierRefused' });
    expect(await rowOf()).toMatchObject({ error_code: '21211' });
    const next = await tell(store, { callNumber: 'A2', type: 'received', phone: '613-555-0154' });
    expect(next).toMatchObject({ decision: { reason: 'phoneNotCapable' } });
  });

  test('a refused acknowledgement is not tried again, and no notice follows it', async () => {
    const order = await acknowledgementDue('+16135550153');
    const { facts } = await sendText(sending, order);
    expect(facts.due).toEqual([]);
    expect(await sendText(sending, order)).toMatchObject({ outcome: 'postponed' });
  });

  test.each([
    ['0157', 'the line is cut after it was taken'],
    ['0159', 'it is taken, but the answer is a 500'],
    ['0160', 'it is taken, but no answer comes in time'],
  ])(
    '%s, %s: unknown, and never sent again',
    async (last) => {
      const order = await acknowledgementDue(`+1613555${last}`);
      const result = await sendText(sending, order);
      expect(result).toMatchObject({ outcome: 'unknown', reason: null });
      expect(result.facts.texts).toMatchObject([{ kind: 'acknowledgement', outcome: 'unknown' }]);
      expect(await rowOf()).toMatchObject({ outcome: 'unknown', sid: null });
      expect(await sendText(sending, order)).toMatchObject({ outcome: 'postponed' });
      expect(await carried()).toHaveLength(1);
    },
    20_000,
  );

  test('0158, twice too many requests: the claim is given back, tried again, and sent once', async () => {
    const order = await acknowledgementDue('+16135550158');
    const failure = await failureOf(sendText(sending, order));
    expect(failure).toMatchObject({ type: 'TryAgain', nonRetryable: false, category: 'BENIGN' });
    expect(await listTextRows(store.db, 'A1')).toEqual([]);
    expect(await untilItEnds(order)).toMatchObject({ outcome: 'sent', tries: 2 });
    expect(await carried()).toHaveLength(1);
  });
});

test('a carrier that is down gets the text once it is up again, within the limits of lateness', async () => {
  const other = await startCarrier(simulatorOptions());
  const down = sendingBy(other.url);
  const { port } = new URL(other.url);
  await other.close();
  const order = await acknowledgementDue();
  const failure = await failureOf(sendText(down, order));
  expect(failure.message).toBe('the carrier did not take it: ECONNREFUSED');
  expect(failure.nextRetryDelay).toBeUndefined();
  const again = await startCarrier({ ...simulatorOptions(), port: Number(port) });
  try {
    expect(await sendText(down, order)).toMatchObject({ outcome: 'sent' });
    const response = await fetch(`${again.url}/simulator/messages`);
    expect(((await response.json()) as { messages: unknown[] }).messages).toHaveLength(1);
  } finally {
    await again.close();
  }
});

test('a claim given back is decided anew: after half an hour without a carrier it is too late', async () => {
  const order = await acknowledgementDue();
  await failureOf(sendText(sendingBy('http://127.0.0.1:1'), order));
  await goTo(TEN_O_CLOCK + 30 * MINUTE + 1);
  expect(await sendText(sending, order)).toMatchObject({ outcome: 'notSent', reason: 'tooLate' });
  expect(await carried()).toEqual([]);
});

describe('a second try', () => {
  /** As a worker leaves it that dies between its claim and the carrier's answer. */
  async function claimedAndLeft(order: TextOrder): Promise<void> {
    const never: Sending = { ...sending, carrier: { send: () => new Promise(() => undefined) } };
    void sendText(never, order).catch(() => undefined);
    await untilClaimed(order.callNumber);
  }

  test('that finds its row claimed and never told about records unknown, and posts nothing', async () => {
    const order = await acknowledgementDue();
    await claimedAndLeft(order);
    const result = await sendText(sending, order);
    expect(result).toMatchObject({ outcome: 'unknown', facts: { texts: [{ outcome: 'unknown' }] } });
    expect(result.facts.revision).toBe(await revisionOf());
    expect(await carried()).toEqual([]);
    expect(await sendText(sending, order)).toMatchObject({ outcome: 'postponed' });
  });

  test('at the same moment as the first does not send a second text', async () => {
    const order = await acknowledgementDue();
    const both = await Promise.all([untilItEnds(order), untilItEnds(order)]);
    expect(both.map(({ outcome }) => outcome)).toContain('sent');
    expect(await carried()).toHaveLength(1);
    expect(await rowOf()).toMatchObject({ outcome: 'sent' });
  });

  test('loses to the answer that comes after all: the row ends as sent', async () => {
    const order = await acknowledgementDue();
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    const slow: Sending = {
      ...sending,
      carrier: {
        send: async (text) => {
          await held;
          return sending.carrier.send(text);
        },
      },
    };
    const first = sendText(slow, order);
    await untilClaimed('A1');
    expect(await sendText(sending, order)).toMatchObject({ outcome: 'unknown' });
    answer();
    expect(await first).toMatchObject({ outcome: 'sent' });
    expect(await rowOf()).toMatchObject({ outcome: 'sent' });
    expect(await carried()).toHaveLength(1);
  });
});

describe('waiting is a try that comes again within a second and leaves nothing behind', () => {
  async function expectWaits(order: TextOrder, reason: string, by = sending): Promise<void> {
    const before = await revisionOf(order.callNumber);
    const failure = await failureOf(sendText(by, order));
    expect(failure).toMatchObject({ message: `waits for ${reason}`, nonRetryable: false });
    expect(failure.category).toBe('BENIGN');
    expect(failure.nextRetryDelay).toBeLessThanOrEqual(SECOND);
    expect(await listTextRows(store.db, order.callNumber)).toEqual([]);
    expect(await revisionOf(order.callNumber)).toBe(before);
    const { rows } = await store.db.query('select 1 from numbers where last_stamp_at > $1', [
      new Date(TEN_O_CLOCK + MINUTE),
    ]);
    expect(rows).toEqual([]);
    expect(await carried()).toEqual([]);
  }

  test('while the CAD is not heard of; then the text goes, with the moment it was due', async () => {
    await tell(store, { callNumber: 'A1', type: 'received' });
    store.setTime(ACKNOWLEDGED_AT + MINUTE);
    await expectWaits(acknowledgement(), 'feedStale');
    await noteFeedAlive(store.db, store.clock.now());
    expect(await sendText(sending, acknowledgement())).toMatchObject({ outcome: 'sent' });
    expect(await rowOf()).toMatchObject({
      due_at: new Date(ACKNOWLEDGED_AT),
      decided_at: new Date(ACKNOWLEDGED_AT + MINUTE),
    });
  });

  test('while sending is paused', async () => {
    const order = await acknowledgementDue();
    await store.db.query('update feed set sending_paused = true');
    await expectWaits(order, 'sendingPaused');
    await store.db.query('update feed set sending_paused = false');
    expect(await sendText(sending, order)).toMatchObject({ outcome: 'sent' });
  });

  test('while another text to the number is under way', async () => {
    await tell(store, { callNumber: 'A2', type: 'received' });
    const order = await acknowledgementDue();
    const under: Sending = { ...sending, carrier: { send: () => new Promise(() => undefined) } };
    void sendText(under, acknowledgement('A2')).catch(() => undefined);
    await untilClaimed('A2');
    const failure = await failureOf(sendText(sending, order));
    expect(failure.message).toBe('waits for busyNumber');
    expect(failure.nextRetryDelay).toBeLessThanOrEqual(SECOND);
    expect(await listTextRows(store.db, 'A1')).toEqual([]);
    await sendText(sending, acknowledgement('A2'));
    expect(await sendText(sending, order)).toMatchObject({ outcome: 'sent' });
  });

  test('while its sender is taken for longer than is waited in place', async () => {
    const order = await acknowledgementDue();
    const now = store.clock.now();
    await reserveSender(store.db, { sender: SENDER, now, takesMs: 2 * SECOND + 500 });
    await expectWaits(order, 'busySender');
  });
});

test('a sender that is free in a moment is waited for in place', async () => {
  const order = await acknowledgementDue();
  const startedAt = Date.now();
  const running = { scale: 1, now: () => ACKNOWLEDGED_AT + Date.now() - startedAt };
  await reserveSender(store.db, { sender: SENDER, now: ACKNOWLEDGED_AT, takesMs: 300 });
  expect(await sendText({ ...sending, store: { ...store, clock: running } }, order)).toMatchObject({
    outcome: 'sent',
  });
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(300);
});

test('one sender sends no faster than its segments a second', async () => {
  await tell(store, {
    callNumber: 'A2',
    type: 'received',
    phone: '613-555-0124',
    stated: { language: 'es' },
  });
  const order = await acknowledgementDue();
  const startedAt = Date.now();
  const running = { scale: 1, now: () => ACKNOWLEDGED_AT + Date.now() - startedAt };
  const paced: Sending = { ...sendingBy(carrier.url, 4), store: { ...store, clock: running } };
  expect(await sendText(paced, acknowledgement('A2'))).toMatchObject({ outcome: 'sent' });
  await sendText(paced, order);
  const [first, second] = [await rowOf('A2'), await rowOf('A1')];
  const apart = (second['decided_at'] as Date).getTime() - (first['decided_at'] as Date).getTime();
  expect(apart).toBeGreaterThanOrEqual((Number(first['segments']) / 4) * SECOND);
});

describe('the last look', () => {
  test('finds a STOP that was stored before', async () => {
    const order = await acknowledgementDue();
    await recordReply(store, { sid: 'SM1', from: ORDINARY, keyword: 'stop' });
    expect(await sendText(sending, order)).toMatchObject({
      outcome: 'notSent',
      reason: 'optedOut',
      facts: { eligible: false, reason: 'optedOut' },
    });
    expect(await carried()).toEqual([]);
  });

  test('finds a stop by staff before every other rule', async () => {
    const order = await acknowledgementDue();
    await recordReply(store, { sid: 'SM1', from: ORDINARY, keyword: 'stop' });
    await storeStaffStop(store, { callNumber: 'A1', because: 'the caller asked' });
    expect(await sendText(sending, order)).toMatchObject({ outcome: 'notSent', reason: 'stoppedByStaff' });
  });

  test('finds an event the workflow has not been told of yet', async () => {
    const order = await acknowledgementDue();
    await tell(store, { callNumber: 'A1', type: 'closed' });
    expect(await sendText(sending, order)).toMatchObject({ outcome: 'notSent', reason: 'callEnded' });
    expect(await rowOf()).toMatchObject({ facts_seq: 2 });
  });

  test('finds that an event moved the moment: postponed, nothing recorded, the facts tell until when', async () => {
    const order = await acknowledgementDue();
    await tell(store, { callNumber: 'A1', type: 'callTakingEnded' });
    const result = await sendText(sending, order);
    expect(result).toMatchObject({
      outcome: 'postponed',
      reason: null,
      facts: { due: [{ kind: 'acknowledgement', dueAt: '2026-01-15T15:14:00.000Z' }] },
    });
    expect(await listTextRows(store.db, 'A1')).toEqual([]);
  });

  test('tells, of a notice that only looks whether the call still waits, what is due after it', async () => {
    await sendText(sending, await acknowledgementDue());
    await tell(store, { callNumber: 'A1', type: 'dispatched' });
    await goTo(TEN_O_CLOCK + 30 * MINUTE);
    const result = await sendText(sending, { callNumber: 'A1', kind: 'delayNotice', ordinal: 1 });
    expect(result).toMatchObject({ outcome: 'postponed', facts: { stage: 'assigned', due: [] } });
    expect(await listTextRows(store.db, 'A1')).toHaveLength(1);
  });
});

test('a call we never heard of fails the order, it does not pass for sent', async () => {
  await expect(sendText(sending, acknowledgement('NEVER'))).rejects.toThrow();
});

describe('what an activity throws', () => {
  const secrets = ['5550123', '5550158', 'A1 is', simulatorOptions().apiSecret, simulatorOptions().apiKey];

  async function thrown(by: Sending, order: TextOrder): Promise<string> {
    const { sendText: activity } = createTextActivities(by);
    const silent = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
    const failure = await failureOf(silent.run(activity, order));
    expect(failure.nonRetryable).toBeFalsy();
    return inspect(failure, { depth: null, showHidden: true, maxStringLength: null });
  }

  test.each([
    ['is told of too many requests', '613-555-0158', () => sending],
    ['finds nobody at the carrier', ORDINARY, () => sendingBy('http://127.0.0.1:1')],
    ['has the wrong keys', ORDINARY, () => withOtherKeys()],
    ['loses PostgreSQL', ORDINARY, () => withoutTable()],
  ])('when it %s never holds a number, the words or our key', async (_, phone, by) => {
    const order = await acknowledgementDue(phone);
    const told = await thrown(await by(), order);
    for (const secret of secrets) expect(told).not.toContain(secret);
  });

  function withOtherKeys(): Sending {
    const wrong = [{ id: 'k1', key: Buffer.alloc(32) }];
    return { ...sending, store: { ...store, vault: createVault(wrong, wrong) } };
  }

  async function withoutTable(): Promise<Sending> {
    await store.db.query('alter table text_messages drop column callback_token_hash');
    return sending;
  }
});

test('of several senders, one number always hears from the same', async () => {
  const senders = [SENDER, '+13438036033'];
  const two = await startCarrier({ ...simulatorOptions(), senders });
  const several: Sending = { ...sendingBy(two.url), senders };
  try {
    const calls = [1, 2, 3, 4].map((turn) => ({ callNumber: `A${turn}`, phone: `613-555-012${turn % 2}` }));
    for (const call of calls) await tell(store, { ...call, type: 'received' });
    await goTo(ACKNOWLEDGED_AT + MINUTE);
    for (const { callNumber } of calls)
      expect(await sendText(several, acknowledgement(callNumber))).toMatchObject({ outcome: 'sent' });
    const { rows } = await store.db.query('select distinct number_id, sender from text_messages');
    expect(rows).toHaveLength(2);
    expect(new Set(rows.map((row) => (row as { sender: string }).sender)).size).toBe(2);
  } finally {
    await two.close();
  }
});
