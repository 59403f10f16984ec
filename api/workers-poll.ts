import type { TemporalClient } from '../runtime/temporal-client';
import { callsQueue, textsQueue } from '../workflows/contract';

/** A poll is held open for a minute; a worker not heard of for longer is gone. */
const HEARD_OF_WITHIN_MS = 70_000;
const ANSWER_WITHIN_MS = 2_000;

const WORKFLOW_TASKS = 1;
const ACTIVITY_TASKS = 2;

/** Asks Temporal whether workers wait for this agency's work. @throws when Temporal does not answer */
export async function doWorkersPoll(temporal: TemporalClient, agency: string): Promise<boolean> {
  const queues = [
    { name: callsQueue(agency), taskQueueType: WORKFLOW_TASKS },
    { name: textsQueue(agency), taskQueueType: ACTIVITY_TASKS },
  ];
  const { connection, client } = temporal;
  const polled = queues.map(async ({ name, taskQueueType }) => {
    const request = { namespace: client.options.namespace, taskQueue: { name }, taskQueueType };
    const { pollers } = await connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      connection.workflowService.describeTaskQueue(request),
    );
    const oldest = Date.now() - HEARD_OF_WITHIN_MS;
    return pollers.some(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 > oldest);
  });
  return (await Promise.all(polled)).every(Boolean);
}
