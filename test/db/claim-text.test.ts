import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { listEventStamps } from '../../db/call-events';
import { claimText } from '../../db/claim-text';
import type { Claim } from '../../db/claim-text';
import { noteFeedAlive } from '../../db/feed';
import { numberIdOf } from '../../db/numbers';
import { recordOutcome } from '../../db/record-outcome';
import { recordReply } from '../../db/replies';
import { listTextRows, saveDecidedText, saveOutcome } from '../../db/text-messages';
import type { TextOfCall } from '../../db/text-messages';
import { HOUR, MINUTE } from '../../domain/instant';
import { openConnections } from '../support/open-connections';
import { createTestStore, tell, TEN_O_CLOCK } from '../support/store';
import type { TestStore } from '../support/store';

const NUMBER = '+16135550123';
const DUE_AT = TEN_O_CLOCK + 12 * MINUTE;
const SEED = 20260115;

let store: TestStore;
beforeEach(async () => {
  store = await createTestStore();
});
afterEach(() => store.end());

const acknowledgement = (callNumber = 'A1'): TextOfCall => ({
  callNumber,
  kind: 'acknowledgement',
  ordinal: 1,
});

async function goTo(at: number): Promise<void> {
  store.setTime(at);
  await noteFeedAlive(store.db, at);
}

async function received(...callNumbers: string[]): Promise<void> {
  for (const callNumber of callNumbers) await tell(store, { callNumber, type: 'received' });
  await goTo(DUE_AT + MINUTE);
}

let composed = 0;

function claim(which: TextOfCall): Promise<Claim> {
  const compose = () => ({
    body: 'words',
    language: 'en',
    segments: 1,
    sender: '+13438036032',
    callbackTokenHash: Buffer.from(`token ${(composed += 1)}`),
    surveyTokenHash: null,
  });
  return claimText(store, which, { compose, msPerSegment: 0 });
}

/** Claims until there is an answer, with a carrier that takes everything. */
async function send(which: TextOfCall): Promise<Claim['state']> {
  for (;;) {
    const claimed = await claim(which);
    if (claimed.state === 'wait') {
      await sleep(2);
      continue;
    }
    if (claimed.state === 'claimed') {
      const answer = { kind: 'accepted', sid: `SM ${claimed.textId}` } as const;
      await recordOutcome(store, { callNumber: which.callNumber, textId: claimed.textId, answer });
    }
    return claimed.state;
  }
}

const stop = () => recordReply(store, { sid: 'SM stop', from: NUMBER, keyword: 'stop' });

async function optedOutAt(): Promise<number> {
  const { rows } = await store.db.query<{ opted_out_at: Date }>('select opted_out_at from opt_outs');
  return rows[0]?.opted_out_at.getTime() ?? NaN;
}

describe('a moment', () => {
  test('that has not come is postponed and leaves nothing behind', async () => {
    await tell(store, { callNumber: 'A1', type: 'received' });
    await goTo(DUE_AT - 1);
    const claimed = await claim(acknowledgement());
    expect(claimed).toMatchObject({ state: 'postponed', facts: { revision: 1, stage: 'held' } });
    expect(await listTextRows(store.db, 'A1')).toEqual([]);
  });

  test('that has come to the millisecond is decided', async () => {
    await tell(store, { callNumber: 'A1', type: 'received' });
    await goTo(DUE_AT);
    expect(await claim(acknowledgement())).toMatchObject({ state: 'claimed', to: NUMBER, body: 'words' });
  });

  test('of a text that is not next is postponed: a second notice before the first, a survey of an open call', async () => {
    await received('A1');
    expect((await claim({ callNumber: 'A1', kind: 'delayNotice', ordinal: 2 })).state).toBe('postponed');
    expect((await claim({ callNumber: 'A1', kind: 'survey', ordinal: 1 })).state).toBe('postponed');
  });

  test('that leaves nothing is passed over for good: the notice of an assigned call does not come again', async () => {
    await received('A1');
    await send(acknowledgement());
    await tell(store, { callNumber: 'A1', type: 'dispatched' });
    await goTo(TEN_O_CLOCK + 30 * MINUTE);
    const notice: TextOfCall = { callNumber: 'A1', kind: 'delayNotice', ordinal: 1 };
    expect(await claim(notice)).toMatchObject({ state: 'postponed', facts: { due: [] } });
    expect(await claim(notice)).toMatchObject({ state: 'postponed', facts: { due: [] } });
  });
});

describe('a text is claimed once', () => {
  test('of ten claims at one moment, one gets it', async () => {
    await received('A1');
    const states = await Promise.all(Array.from({ length: 10 }, () => claim(acknowledgement())));
    expect(states.filter(({ state }) => state === 'claimed')).toHaveLength(1);
    expect(await listTextRows(store.db, 'A1')).toHaveLength(1);
  });

  test('once sent it is not due again, whatever the call does', async () => {
    await received('A1');
    await send(acknowledgement());
    await tell(store, { callNumber: 'A1', type: 'updated', stated: { flags: ['hazard'] } });
    expect((await claim(acknowledgement())).state).toBe('postponed');
    expect(await listTextRows(store.db, 'A1')).toMatchObject([{ outcome: 'sent' }]);
  });
});

describe('a claim given back', () => {
  async function giveBack(which: TextOfCall): Promise<void> {
    const claimed = await claim(which);
    if (claimed.state !== 'claimed') throw new Error(`it is ${claimed.state}`);
    const { textId } = claimed;
    await recordOutcome(store, { callNumber: which.callNumber, textId, answer: { kind: 'notTaken' } });
  }

  test('is decided anew by what is known then', async () => {
    await received('A1');
    await giveBack(acknowledgement());
    await stop();
    expect(await claim(acknowledgement())).toMatchObject({ state: 'notSent', reason: 'optedOut' });
  });

  test('holds back no other call’s text and counts as none', async () => {
    await received('A1', 'A2');
    await giveBack(acknowledgement('A1'));
    expect(await claim(acknowledgement('A2'))).toMatchObject({ state: 'claimed' });
  });

  test('leaves no row when the call has ended meanwhile and nothing is to be sent any more', async () => {
    await received('A1');
    await send(acknowledgement());
    await goTo(TEN_O_CLOCK + 30 * MINUTE);
    const notice: TextOfCall = { callNumber: 'A1', kind: 'delayNotice', ordinal: 1 };
    await giveBack(notice);
    await tell(store, { callNumber: 'A1', type: 'closed' });
    expect((await claim(notice)).state).toBe('postponed');
    expect(await listTextRows(store.db, 'A1')).toMatchObject([{ kind: 'acknowledgement' }]);
  });
});

describe('a STOP', () => {
  const delayMs = fc.integer({ min: 0, max: 12 });

  test(`committed before a claim means no text, after it one at most (seed ${SEED})`, async () => {
    const race = fc.record({ stop: delayMs, claims: fc.tuple(delayMs, delayMs, delayMs) });
    const seen = new Set<string>();
    await openConnections(store.db);
    await fc.assert(
      fc.asyncProperty(race, async (after) => {
        await store.db.query('truncate numbers, calls, replies, senders restart identity cascade');
        store.setTime(TEN_O_CLOCK);
        await received('A1', 'A2', 'A3');
        await Promise.all([
          sleep(after.stop).then(stop),
          ...after.claims.map((ms, place) => sleep(ms).then(() => send(acknowledgement(`A${place + 1}`)))),
        ]);
        const stoppedAt = await optedOutAt();
        for (const callNumber of ['A1', 'A2', 'A3']) {
          const [row] = await listTextRows(store.db, callNumber);
          const before = (row?.decided_at.getTime() ?? NaN) < stoppedAt;
          const expected = before ? ['sent', null] : ['notSent', 'optedOut'];
          expect([row?.outcome, row?.reason]).toEqual(expected);
          expect(row?.decided_at.getTime()).not.toBe(stoppedAt);
          seen.add(String(row?.outcome));
        }
      }),
      { seed: SEED, numRuns: 25 },
    );
    expect(seen).toEqual(new Set(['sent', 'notSent']));
  });

  test('that comes while a claim is open waits for it, and the next text finds it', async () => {
    await received('A1', 'A2');
    const holder = await store.db.connect();
    await holder.query('begin');
    const numberId = await numberIdOf(holder, store.vault, NUMBER);
    await holder.query('select pg_advisory_xact_lock($1)', [numberId]);
    const stopping = stop();
    const early = await Promise.race([stopping.then(() => 'stored'), sleep(100).then(() => 'waits')]);
    await holder.query('commit');
    holder.release();
    await stopping;
    expect(early).toBe('waits');
    expect(await claim(acknowledgement())).toMatchObject({ state: 'notSent', reason: 'optedOut' });
  });
});

describe('calls of one number', () => {
  const given = async (texts: number) => {
    const numberId = await numberIdOf(store.db, store.vault, NUMBER);
    for (let ordinal = 1; ordinal <= texts; ordinal++) {
      const id = await saveDecidedText(store.db, {
        callNumber: 'A0',
        kind: 'delayNotice',
        ordinal,
        outcome: 'pending',
        reason: null,
        numberId,
        dueAt: TEN_O_CLOCK,
        decidedAt: TEN_O_CLOCK,
        factsSeq: 1,
        reopeningEventId: null,
        posting: {
          language: 'en',
          segments: 1,
          sender: '+13438036032',
          tokenHash: Buffer.from(`given ${ordinal}`),
          realSince: 0,
        },
      });
      await saveOutcome(store.db, id, { outcome: 'sent', sid: `SM ${ordinal}`, sentAt: TEN_O_CLOCK });
    }
  };

  test('claimed at once stay under the number’s ceiling', async () => {
    await received('A0', 'A1', 'A2');
    await given(7);
    await Promise.all([send(acknowledgement('A1')), send(acknowledgement('A2'))]);
    const rows = [...(await listTextRows(store.db, 'A1')), ...(await listTextRows(store.db, 'A2'))];
    expect(rows.map((row) => row.reason ?? row.outcome).sort()).toEqual(['overCeiling', 'sent']);
  });

  test('have one text at a time between claim and carrier; the other number’s goes', async () => {
    await received('A1', 'A2');
    store.setTime(TEN_O_CLOCK);
    await tell(store, { callNumber: 'B1', type: 'received', phone: '613-555-0124' });
    await goTo(DUE_AT + MINUTE);
    expect((await claim(acknowledgement('A1'))).state).toBe('claimed');
    expect(await claim(acknowledgement('A2'))).toEqual({ state: 'wait', for: 'busyNumber' });
    expect((await claim(acknowledgement('B1'))).state).toBe('claimed');
  });

  test('are stamped one after the other, events and claims alike, though the clock stands or goes back', async () => {
    await received('A1', 'A2', 'A3');
    await Promise.all([
      send(acknowledgement('A1')),
      tell(store, { callNumber: 'A2', type: 'updated', stated: { division: 'West' } }),
      send(acknowledgement('A3')),
      tell(store, { callNumber: 'A1', type: 'updated', stated: { division: 'West' } }),
      stop(),
    ]);
    await goTo(DUE_AT - HOUR);
    await tell(store, { callNumber: 'A3', type: 'updated', occurredAt: TEN_O_CLOCK });
    const stamps: number[] = [await optedOutAt()];
    for (const callNumber of ['A1', 'A2', 'A3']) {
      stamps.push(...(await listEventStamps(store.db, callNumber)).map(({ knownAt }) => knownAt));
      stamps.push(...(await listTextRows(store.db, callNumber)).map((row) => row.decided_at.getTime()));
    }
    expect(new Set(stamps).size).toBe(stamps.length);
    const latest = (await listEventStamps(store.db, 'A3')).at(-1)?.knownAt;
    expect(latest).toBe(Math.max(...stamps));
  });
});
