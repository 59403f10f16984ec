import { NativeConnection, Worker } from '@temporalio/worker';
import type { WorkerOptions } from '@temporalio/worker';
import { createCallActivities, createTextActivities } from '../activities';
import { createCarrier, type Heard } from '../runtime/compose';
import { callsQueue, textsQueue } from '../workflows/contract';
import { workflowBundlePath } from './bundle';

/** Settings that decide how long a killed or a stopped worker costs (measured: with the SDK's own, 11 to 16 s). */
const RECOVERY: Partial<WorkerOptions> = {
  stickyQueueScheduleToStartTimeout: '2 seconds',
  maxCachedWorkflows: 500,
};

/** One worker for the stories, one for the texts: each queue has its own pace. */
export async function createWorkers(heard: Heard): Promise<{ workers: Worker[]; close(): Promise<void> }> {
  const { config } = heard;
  const connection = await NativeConnection.connect(config.temporal.connectionOptions);
  const shared = {
    ...RECOVERY,
    connection,
    namespace: config.temporal.namespace,
    shutdownGraceTime: config.carrier.real ? '15 seconds' : '7 seconds',
  };
  const calls = await Worker.create({
    ...shared,
    taskQueue: callsQueue(config.agency),
    workflowBundle: { codePath: workflowBundlePath },
    activities: createCallActivities(heard),
  });
  const texts = await Worker.create({
    ...shared,
    taskQueue: textsQueue(config.agency),
    activities: createTextActivities({
      store: heard,
      carrier: createCarrier(config),
      texts: heard.agency.texts,
      publicUrl: config.publicUrl,
      senders: config.senders,
      segmentsPerSecond: config.segmentsPerSecond,
    }),
    // So few that what is urgent overtakes what waits: at most this many go ahead of it.
    maxConcurrentActivityTaskExecutions: config.senders.length + 1,
  });
  return { workers: [calls, texts], close: () => connection.close() };
}
