import { findCall } from '../../db/calls';
import { collectAnswers } from '../../db/survey-answers';
import { putInInbox } from '../../db/survey-inbox';
import { saveDecidedText, saveOutcome } from '../../db/text-messages';
import { coarseFacts, quarterOf } from '../../domain/coarse-facts';
import type { CoarseFacts } from '../../domain/coarse-facts';
import { createTestStore, tell, TEN_O_CLOCK } from '../support/store';
import type { TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await createTestStore();
});
afterEach(() => store.end());

const quarter = quarterOf(TEN_O_CLOCK);

async function answerTimes(times: number, facts: CoarseFacts = {}): Promise<void> {
  for (let turn = 1; turn <= times; turn++) {
    await putInInbox(store.db, { quarter, facts, answers: { turn: String(turn) } });
  }
}

async function answersInPlace(): Promise<{ quarter: string; facts: CoarseFacts; turn: number }[]> {
  const { rows } = await store.db.query<{ quarter: string; facts: CoarseFacts; answers: { turn: string } }>(
    'select quarter, facts, answers from survey_answers order by ctid',
  );
  return rows.map(({ answers, ...row }) => ({ ...row, turn: Number(answers.turn) }));
}

const left = async () => (await store.db.query('select 1 from survey_inbox')).rowCount;

/** Calls that got an invitation now. Gives what an answer to one of them may keep. */
async function invite(calls: number, division: string, callTypeCode = 'THEFT'): Promise<CoarseFacts> {
  let facts: CoarseFacts = {};
  for (let turn = 1; turn <= calls; turn++) {
    const callNumber = `${division}-${callTypeCode}-${turn}`;
    await tell(store, { callNumber, type: 'received', stated: { division, callTypeCode } });
    const id = await saveDecidedText(store.db, {
      callNumber,
      kind: 'survey',
      ordinal: 1,
      outcome: 'pending',
      reason: null,
      numberId: null,
      dueAt: TEN_O_CLOCK,
      decidedAt: TEN_O_CLOCK,
      factsSeq: 1,
      reopeningEventId: null,
      posting: {
        language: 'en',
        segments: 1,
        sender: '+13438036032',
        tokenHash: Buffer.from(callNumber),
        realSince: 0,
      },
    });
    await saveOutcome(store.db, id, { outcome: 'sent', sid: callNumber, sentAt: TEN_O_CLOCK });
    const call = await findCall(store.db, callNumber);
    if (call) facts = coarseFacts(call.facts, store.agency.policy, 'en');
  }
  return facts;
}

describe('the inbox', () => {
  test('is left alone while it holds fewer than twenty of the current quarter', async () => {
    await answerTimes(19);
    expect(await collectAnswers(store)).toBe(0);
    expect([await left(), await answersInPlace()]).toEqual([19, []]);
  });

  test('moves whole from twenty on, none lost and none twice, in another order', async () => {
    await answerTimes(40);
    expect(await collectAnswers(store)).toBe(40);
    expect(await left()).toBe(0);
    const turns = (await answersInPlace()).map(({ turn }) => turn);
    const inOrder = Array.from({ length: 40 }, (_, place) => place + 1);
    expect(turns.toSorted((a, b) => a - b)).toEqual(inOrder);
    expect(turns).not.toEqual(inOrder);
  });

  test('moves, however few, once the quarter is over', async () => {
    await answerTimes(2);
    store.setTime(Date.parse('2026-03-31T23:59:59.999Z'));
    expect(await collectAnswers(store)).toBe(0);
    store.setTime(Date.parse('2026-04-01T00:00:00Z'));
    expect(await collectAnswers(store)).toBe(2);
    expect((await answersInPlace()).map((row) => row.quarter)).toEqual(['2026-Q1', '2026-Q1']);
  });

  test('is moved once by two collections at once', async () => {
    await answerTimes(25);
    const moved = await Promise.all([collectAnswers(store), collectAnswers(store)]);
    expect(moved.toSorted((a, b) => a - b)).toEqual([0, 25]);
    expect(await answersInPlace()).toHaveLength(25);
  });
});

describe('what an answer keeps of its call', () => {
  async function keptOf(facts: CoarseFacts): Promise<CoarseFacts | undefined> {
    await answerTimes(20, facts);
    await collectAnswers(store);
    return (await answersInPlace())[0]?.facts;
  }

  test('is all of it when twenty invited calls share it', async () => {
    const facts = await invite(20, 'Central');
    expect(await keptOf(facts)).toEqual({
      division: 'Central',
      callTypeGroup: 'theft',
      language: 'en',
      priority: '3',
    });
  });

  test('is all but the division when only with others of the kind there are twenty', async () => {
    await invite(19, 'West');
    const facts = await invite(1, 'Central');
    expect(await keptOf(facts)).toEqual({ callTypeGroup: 'theft', language: 'en', priority: '3' });
  });

  test('is language and priority when the kind of call is rare too', async () => {
    await invite(19, 'West');
    const facts = await invite(1, 'Central', 'FRAUD');
    expect(await keptOf(facts)).toEqual({ language: 'en', priority: '3' });
  });

  test('is nothing when fewer than twenty were invited at all, though twenty answered', async () => {
    const facts = await invite(19, 'Central');
    expect(await keptOf(facts)).toEqual({});
  });

  test('counts the invited of the answers’ own quarter only', async () => {
    const facts = await invite(20, 'Central');
    await store.db.query(`update text_messages set decided_at = decided_at - interval '90 days'`);
    expect(await keptOf(facts)).toEqual({});
  });
});

test('neither the inbox nor the answers have a column for call, number or time', async () => {
  const { rows } = await store.db.query<{ table_name: string; columns: string[] }>(
    `select table_name, array_agg(column_name::text order by column_name) as columns from information_schema.columns
     where table_name in ('survey_inbox', 'survey_answers') group by table_name order by table_name`,
  );
  const columns = ['answers', 'facts', 'id', 'quarter'];
  expect(rows).toEqual([
    { table_name: 'survey_answers', columns },
    { table_name: 'survey_inbox', columns },
  ]);
});

test('an answer’s key says nothing of when it came', async () => {
  await answerTimes(40);
  const { rows } = await store.db.query<{ turn: string }>(
    `select answers ->> 'turn' as turn from survey_inbox order by id`,
  );
  const turns = rows.map((row) => Number(row.turn));
  expect(turns).not.toEqual(turns.toSorted((a, b) => a - b));
});
