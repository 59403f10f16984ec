import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { MINUTE } from '../../domain/instant';
import { TEN_O_CLOCK } from '../support/store';
import { createStoryRun } from '../support/story';
import type { StoryRun } from '../support/story';
import { startTimeSkippingServer } from '../support/temporal';

let env: TestWorkflowEnvironment;
let run: StoryRun;
beforeAll(async () => {
  env = await startTimeSkippingServer();
});
afterAll(() => env.teardown());
beforeEach(async () => {
  run = await createStoryRun(env);
});
afterEach(() => run.end());

const HOURS = 60;
const DAYS = 24 * HOURS;

async function told(callNumber: string): Promise<string[]> {
  const rows = await run.texts(callNumber);
  return rows.map((row) => {
    const minute = Math.floor((row.decided_at.getTime() - TEN_O_CLOCK) / MINUTE);
    return `${minute} ${row.kind} ${row.ordinal} ${row.outcome}${row.reason ? ` ${row.reason}` : ''}`;
  });
}

test('tells the whole story of a call that waits, is attended and closed', async () => {
  const callNumber = 'A1';
  await run.play(
    [
      { atMinute: 0, callNumber, type: 'received' },
      { atMinute: 3, callNumber, type: 'callTakingEnded' },
      { atMinute: 40, callNumber, type: 'dispatched' },
      { atMinute: 50, callNumber, type: 'arrived' },
      { atMinute: 70, callNumber, type: 'closed', dispositionCode: 'REPORT' },
    ],
    2 * DAYS,
  );
  expect(await told(callNumber)).toEqual([
    '5 acknowledgement 1 sent',
    '30 delayNotice 1 sent',
    '1510 survey 1 sent',
  ]);
  const description = await env.client.workflow.getHandle(run.workflowId(callNumber)).describe();
  expect(description.status.name).toBe('COMPLETED');
  expect((await run.messages()).map((message) => message.to)).toEqual(Array(3).fill('+16135550123'));
});

test('without news of the end of call taking, acknowledges twelve minutes after the call was known', async () => {
  await run.play([{ atMinute: 0, callNumber: 'A1', type: 'received' }], 15);
  expect(await told('A1')).toEqual(['12 acknowledgement 1 sent']);
});
