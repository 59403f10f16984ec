import { ApplicationFailure, log } from '@temporalio/activity';
import { storeStaffStop } from '../db/staff-stop';
import { collectAnswers } from '../db/survey-answers';
import type { Store } from '../db/store';
import type { CollectActivities, FollowUpActivities } from '../workflows/contract';
import { sendText } from './send-text';
import type { Sending } from './send-text';

/** The only doors from the stories to the world, for the queue of calls. */
export function createCallActivities(
  store: Store,
): Pick<FollowUpActivities, 'storeStaffStop'> & CollectActivities {
  return {
    storeStaffStop: guarded(async (stop) => {
      const facts = await storeStaffStop(store, stop);
      if (!facts) throw ApplicationFailure.nonRetryable('no such call is stored');
      return facts;
    }),
    collectAnswers: guarded(() => collectAnswers(store)),
  };
}

/** For the queue of texts. */
export function createTextActivities(sending: Sending): Pick<FollowUpActivities, 'sendText'> {
  return { sendText: guarded((order) => sendText(sending, order)) };
}

/**
 * What an activity throws is kept by Temporal and shown to operators. A library's words may hold a number or a text's
 * body, so only the kind of error goes out.
 */
function guarded<A extends unknown[], R>(work: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await work(...args);
    } catch (error) {
      if (error instanceof ApplicationFailure) throw error;
      const kind = error instanceof Error ? error.name : typeof error;
      const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : '';
      log.warn('an activity failed', { error });
      throw ApplicationFailure.create({ message: `${kind}${code}`, type: kind });
    }
  };
}
