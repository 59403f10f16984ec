import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Webhook } from '../db/webhook-ids';
import { isDatabaseAway } from '../db/pool';
import { answerEvent, type EventAccepted } from './answer-event';
import type { Api } from './api';
import { sendAnswer } from './cad-door';
import type { SentEvent } from './checked-event';
import { MOST_EVENTS_IN_A_BATCH } from './event-schema';
import { check } from './pointed-errors';
import { problem, type Problem } from './problem';
import { ONE_BATCH } from './read-body';
import { Refusal, unavailable } from './refusal';

export type BatchResult = (EventAccepted | Problem) & { httpStatus: number };

/** The items are looked at one by one: a bad one refuses itself only. */
const batchSchema = z.strictObject({
  events: z
    .array(z.unknown())
    .min(1, 'must hold at least one event')
    .max(MOST_EVENTS_IN_A_BATCH, `must hold at most ${MOST_EVENTS_IN_A_BATCH} events`),
});

/** `POST /v1/events` */
export function postEvents(api: Api): RequestHandler {
  const { door } = api;
  return async (request, response) => {
    const { keyName, value, webhook } = await door.read(request, response, ONE_BATCH);
    const batch = check(batchSchema, value);
    if ('errors' in batch) throw new Refusal('invalid', batch);
    door.charge(keyName, batch.value.events.length);
    const results = await answerAll(api, batch.value.events, { webhook, isGone: () => response.destroyed });
    const has = (status: number) => results.some(({ httpStatus }) => httpStatus === status);
    if (has(503) && !has(202)) throw unavailable('No event of this batch was stored.');
    sendAnswer(response, { status: 200, body: { results } });
  };
}

/** One after the other, so that `seq` and `knownAt` follow the order of the batch. */
async function answerAll(
  api: Api,
  events: unknown[],
  { webhook, isGone }: { webhook: Webhook | null; isGone: () => boolean },
): Promise<BatchResult[]> {
  const results: BatchResult[] = [];
  let away = false;
  for (const event of events) {
    // Nobody is there to be told what was stored: the rest is for the repetition.
    if (isGone()) break;
    try {
      results.push(away ? notStored() : await answerItem(api, event, webhook));
    } catch (error) {
      away = isDatabaseAway(error);
      api.heard.log.error({ error }, 'an event of a batch could not be stored');
      results.push(notStored());
    }
  }
  return results;
}

async function answerItem(api: Api, item: unknown, webhook: Webhook | null): Promise<BatchResult> {
  const answer = await answerEvent(api, splitItem(item), webhook);
  return { ...('body' in answer ? answer.body : answer), httpStatus: answer.status };
}

/** The body is compared as that of a single event is: without the call's number. */
function splitItem(item: unknown): SentEvent {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    return { callNumber: undefined, body: item };
  const { callNumber, ...body }: { callNumber?: unknown } = item;
  return { callNumber, body };
}

function notStored(): BatchResult {
  const refusal = problem('unavailable');
  return { ...refusal, httpStatus: refusal.status };
}
