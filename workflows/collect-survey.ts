import { proxyActivities } from '@temporalio/workflow';
import type { CollectActivities } from './contract';

const { collectAnswers } = proxyActivities<CollectActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '10 seconds', maximumInterval: '5 minutes' },
});

/** Moves survey answers from the inbox to where they are counted, in shuffled batches. Gives how many. */
export async function collectSurvey(): Promise<number> {
  return collectAnswers.executeWithOptions({ summary: 'Shuffle the survey inbox into the answers' }, []);
}
