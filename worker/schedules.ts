import { ScheduleAlreadyRunning } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { callsQueue, collectSurveyId } from '../workflows/contract';

/** What runs by the clock on the wall; made once, and left as operators change it. */
export async function ensureSchedules(client: Client, agency: string): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: collectSurveyId(agency),
      spec: { intervals: [{ every: '1 hour' }] },
      action: {
        type: 'startWorkflow',
        workflowType: 'collectSurvey',
        workflowId: collectSurveyId(agency),
        taskQueue: callsQueue(agency),
        args: [],
      },
      policies: { overlap: 'SKIP', catchupWindow: '1 hour' },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}
