import type { RequestHandler } from 'express';
import { z } from 'zod';
import { noteFeedAlive } from '../db/feed';
import type { Api } from './api';
import { sendAnswer } from './cad-door';
import { check } from './pointed-errors';
import { ONE_EVENT } from './read-body';
import { Refusal } from './refusal';

export const heartbeatSchema = z.strictObject({});

/** `POST /v1/heartbeat`: the feed is alive though nothing happened. */
export function postHeartbeat({ heard, door }: Api): RequestHandler {
  return async (request, response) => {
    const { value } = await door.read(request, response, ONE_EVENT);
    const heartbeat = check(heartbeatSchema, value);
    if ('errors' in heartbeat) throw new Refusal('invalid', heartbeat);
    await noteFeedAlive(heard.db, heard.clock.now());
    sendAnswer(response, { status: 204 });
  };
}
