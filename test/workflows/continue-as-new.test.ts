import { TestWorkflowEnvironment } from '@temporalio/testing';
import { temporalExecutable } from '../../runtime/embedded/temporal';
import { createStoryRun } from '../support/story';

/** A call with endless news: the server asks for a new run, long before its limits. */
test('goes on in a new run when its history grows long, and forgets nothing', async () => {
  const path = await temporalExecutable({ given: process.env['TEMPORAL_CLI_PATH'] });
  const settings = [
    'limit.historyCount.suggestContinueAsNew=40',
    'limit.historySize.suggestContinueAsNew=4194304',
  ];
  const attributes = ['HeardStage', 'HeardPriority', 'HeardCallType', 'HeardDivision'].map(
    (name) => `${name}=Keyword`,
  );
  const env = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      extraArgs: [
        ...settings.flatMap((setting) => ['--dynamic-config-value', setting]),
        ...[...attributes, 'HeardDelayed=Bool', 'HeardReceivedAt=Datetime'].flatMap((one) => [
          '--search-attribute',
          one,
        ]),
      ],
    },
  });
  const run = await createStoryRun(env, { scale: 60 });
  const callNumber = 'C1';
  await run.play([{ atMinute: 0, callNumber, type: 'received' }], 0);
  const first = await env.client.workflow.getHandle(run.workflowId(callNumber)).describe();
  for (let round = 0; round < 20; round++) {
    await run.play(
      [
        { atMinute: 0, callNumber, type: 'dispatched' },
        { atMinute: 0, callNumber, type: 'released' },
      ],
      0,
    );
  }
  const handle = env.client.workflow.getHandle(run.workflowId(callNumber));
  const { facts } = await handle.query<{ facts: { revision: number } }>('progress');
  expect((await handle.describe()).runId).not.toBe(first.runId);
  expect(facts.revision).toBe(41);
  await run.end();
  await env.teardown();
}, 60_000);
