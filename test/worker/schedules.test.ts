import { setTimeout as sleep } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { ensureSchedules } from '../../worker/schedules';
import { startDevServer } from '../support/temporal';

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await startDevServer();
});
afterAll(() => env.teardown());

const handle = () => env.client.schedule.getHandle('ottawa/collect-survey');

test('are made once, be it by several workers at once, and left as an operator changes them', async () => {
  await Promise.all([1, 2, 3].map(() => ensureSchedules(env.client, 'ottawa')));
  const made = await handle().describe();
  expect(made.spec.intervals).toMatchObject([{ every: 3_600_000 }]);
  expect(made.action).toMatchObject({ workflowType: 'collectSurvey', taskQueue: 'ottawa/calls' });
  expect(made.policies).toMatchObject({ overlap: 'SKIP' });

  await handle().pause('while we look into something');
  await ensureSchedules(env.client, 'ottawa');
  expect((await handle().describe()).state).toMatchObject({ paused: true });
});

test('start the collection of answers, under the agency’s name', async () => {
  await ensureSchedules(env.client, 'springfield');
  await env.client.schedule.getHandle('springfield/collect-survey').trigger();
  for (;;) {
    const { info } = await env.client.schedule.getHandle('springfield/collect-survey').describe();
    const [action] = info.recentActions;
    if (action?.action.type !== 'startWorkflow') {
      await sleep(20);
      continue;
    }
    expect(action.action.workflow.workflowId).toMatch(/^springfield\/collect-survey/);
    const run = env.client.workflow.getHandle(action.action.workflow.workflowId);
    expect((await run.describe()).type).toBe('collectSurvey');
    return;
  }
});
