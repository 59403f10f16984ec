import type { RequestHandler } from 'express';
import { readCall } from '../db/call-reading';
import { followUpId } from '../workflows/contract';
import type { Api } from './api';
import { sendAnswer } from './cad-door';
import { callNumberSchema } from './event-schema';
import { check } from './pointed-errors';
import { problem } from './problem';

/** `GET /v1/calls/{callNumber}`: what a dispatcher may know of our part, from the database alone. */
export function getCall({ heard, door }: Api): RequestHandler<{ callNumber: string }> {
  return async (request, response) => {
    door.keyNameOf(request);
    const number = check(callNumberSchema, request.params.callNumber);
    const reading = 'errors' in number ? null : await readCall(heard, number.value);
    if (!reading) return sendAnswer(response, problem('not-found'));
    const workflowId = followUpId(heard.config.agency, reading.callNumber);
    sendAnswer(response, { status: 200, body: { ...reading, workflowId } });
  };
}
