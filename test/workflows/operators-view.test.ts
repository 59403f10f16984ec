import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createStoryRun } from '../support/story';
import type { StoryRun } from '../support/story';
import { startDevServer } from '../support/temporal';

/** What an operator sees, on a real server whose time is real: a story minute passes in 50 ms. */
let env: TestWorkflowEnvironment;
let run: StoryRun;
beforeAll(async () => {
  env = await startDevServer();
  run = await createStoryRun(env, { scale: 1200 });
});
afterAll(async () => {
  await run.end();
  await env.teardown();
});

async function eventually<T>(look: () => Promise<T>, isThere: (seen: T) => boolean): Promise<T> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const seen = await look();
    if (isThere(seen) || Date.now() > deadline) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const list = async (query: string) => {
  const found: string[] = [];
  for await (const { workflowId } of env.client.workflow.list({ query })) found.push(workflowId);
  return found;
};

test('finds calls by stage, priority, call type, division and delay', async () => {
  const stated = { division: 'Central', priorityCode: '3' };
  await run.play([{ atMinute: 0, callNumber: 'OP-1', type: 'received', stated }], 35);
  const query =
    'HeardStage = "waiting" and HeardDelayed = true and HeardPriority = "3" and HeardCallType = "THEFT" and HeardDivision = "Central"';
  expect(
    await eventually(
      () => list(query),
      (found) => found.length > 0,
    ),
  ).toEqual(['ottawa/call/OP-1']);
});

test('reads on every timer and activity what it is for, and the story so far', async () => {
  const handle = env.client.workflow.getHandle('ottawa/call/OP-1');
  const { events } = await handle.fetchHistory();
  const summaries = (events ?? [])
    .filter((event) => event.timerStartedEventAttributes ?? event.activityTaskScheduledEventAttributes)
    .map((event) => Buffer.from(event.userMetadata?.summary?.data ?? []).toString());
  expect(summaries[0]).toMatch(/^"Acknowledgement, due 2026-01-15T/);
  expect(summaries.every((summary) => summary.length > 2)).toBe(true);
  const progress = await handle.query<{ waitingFor: string }>('progress');
  expect(progress.waitingFor).toMatch(/^Delay notice 2, due /);
});

test('sees a stop by staff stored before it is confirmed', async () => {
  const handle = env.client.workflow.getHandle('ottawa/call/OP-1');
  await handle.executeUpdate('stopTexts', { args: ['asked by the caller'] });
  const { rows } = await run.store.db.query(`select stopped_because from calls where call_number = 'OP-1'`);
  expect(rows).toEqual([{ stopped_because: 'asked by the caller' }]);
});

test('finds a call by what it has become', async () => {
  const stated = { priorityCode: '4', division: 'West' };
  await run.play(
    [
      { atMinute: 0, callNumber: 'OP-3', type: 'received' },
      { atMinute: 0, callNumber: 'OP-3', type: 'updated', stated },
    ],
    0,
  );
  const query = 'HeardPriority = "4" and HeardDivision = "West"';
  const found = await eventually(
    () => list(query),
    (one) => one.length > 0,
  );
  expect(found).toEqual(['ottawa/call/OP-3']);
});

test('hears facts told under a name this worker does not know', async () => {
  await run.play([{ atMinute: 0, callNumber: 'OP-2', type: 'received' }], 1);
  const handle = env.client.workflow.getHandle('ottawa/call/OP-2');
  const { facts } = await handle.query<{ facts: { revision: number } }>('progress');
  await handle.signal('callForwardedToTheMoon', { facts: { ...facts, revision: facts.revision + 50 } });
  const later = await handle.query<{ facts: { revision: number } }>('progress');
  expect(later.facts.revision).toBe(facts.revision + 50);
});

test('keeps the newest facts when signals come late, twice and out of order', async () => {
  const handle = env.client.workflow.getHandle('ottawa/call/OP-2');
  const { facts } = await handle.query<{ facts: { revision: number } }>('progress');
  await handle.signal('callClosed', { facts: { ...facts, revision: 1, stage: 'ended' } });
  await handle.signal('callClosed', { facts: { ...facts, revision: 1, stage: 'ended' } });
  expect((await handle.query<{ facts: unknown }>('progress')).facts).toEqual(facts);
});
