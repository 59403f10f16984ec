import type { RequestHandler } from 'express';
import { answerEvent } from './answer-event';
import type { Api } from './api';
import { sendAnswer } from './cad-door';
import { ONE_EVENT } from './read-body';

/** `POST /v1/calls/{callNumber}/events` */
export function postEvent(api: Api): RequestHandler<{ callNumber: string }> {
  const { door } = api;
  return async (request, response) => {
    door.charge(door.keyNameOf(request), 1);
    const { value, webhook } = await door.read(request, response, ONE_EVENT);
    const { callNumber } = request.params;
    const answer = await answerEvent(api, { callNumber, body: value }, webhook);
    sendAnswer(response, answer);
  };
}
