import { Router, text } from 'express';
import type { Request, Response } from 'express';
import type { CreateAnswer } from './accept-text';
import type { CreateFault } from './faults';
import { isFinal } from './message';
import type { Message } from './message';
import { messageList } from './message-list';
import { messageResource } from './message-resource';
import type { MessageStore } from './message-store';
import type { CarrierOptions } from './options';
import type { Timers } from './timers';
import { answerTwilioError } from './twilio-error';

type Setup = {
  options: CarrierOptions;
  store: MessageStore;
  timers: Timers;
  acceptText: (form: URLSearchParams) => CreateAnswer;
};

const HANGS_FOR_MS = 60_000;

/** Twilio's Messages resource, below `/2010-04-01`. */
export function restApi({ options, store, timers, acceptText }: Setup): Router {
  const { accountSid } = options;
  const show = (message: Message): object => messageResource(accountSid, message);
  const router = Router();

  router.use((request, response, next) => {
    if (isAuthentic(request, options)) next();
    else answerTwilioError(response, 20003);
  });
  router.param('accountSid', (_request, response, next, sid) => {
    if (sid === accountSid) next();
    else answerTwilioError(response, 20404);
  });

  router
    .route('/Accounts/:accountSid/Messages.json')
    .post(text({ type: 'application/x-www-form-urlencoded' }), (request, response) => {
      const answer = acceptText(formOf(request));
      if ('refusal' in answer) answerTwilioError(response, answer.refusal.code, answer.refusal.detail);
      else if (answer.fault !== null)
        goWrong[answer.fault](response, timers, answer.message && show(answer.message));
      else response.status(201).json(answer.message && show(answer.message));
    })
    .get((request, response) => {
      const query = new URL(request.originalUrl, 'http://carrier').searchParams;
      response.json(messageList(accountSid, store.all(), query));
    })
    .all((_request, response) => answerTwilioError(response, 20004));

  router
    .route('/Accounts/:accountSid/Messages/:sid.json')
    .get(withMessage(store, (message, response) => response.json(show(message))))
    .post(
      text({ type: 'application/x-www-form-urlencoded' }),
      withMessage(store, (message, response, request) => {
        const form = formOf(request);
        if (form.has('Status')) answerTwilioError(response, 30409);
        else if (form.get('Body') !== '')
          answerTwilioError(response, 20001, 'Body must be empty, which redacts it');
        else if (!isFinal(message)) answerTwilioError(response, 20009);
        else response.json(show(store.update(message.sid, () => ({ body: '' })) ?? message));
      }),
    )
    .delete(
      withMessage(store, (message, response) => {
        if (!isFinal(message)) {
          answerTwilioError(response, 20009);
          return;
        }
        store.remove(message);
        response.status(204).end();
      }),
    )
    .all((_request, response) => answerTwilioError(response, 20004));

  router.use((_request, response) => answerTwilioError(response, 20404));
  return router;
}

/** What the other side sees of a fault; whether the text was taken is decided before. */
const goWrong: Record<CreateFault, (response: Response, timers: Timers, resource: object | null) => void> = {
  refuse429: (response) => answerTwilioError(response, 20429),
  answer500: (response) => answerTwilioError(response, 20500),
  answer500AfterAccept: (response) => answerTwilioError(response, 20500),
  htmlBody: (response) => response.status(502).type('html').send('<html><h1>502 Bad Gateway</h1></html>'),
  cutBeforeAccept: (response) => response.socket?.destroy(),
  cutAfterAccept: (response) => response.socket?.destroy(),
  hang: (response, timers, resource) => timers.after(HANGS_FOR_MS, () => response.status(201).json(resource)),
};

function isAuthentic(
  request: Request,
  { accountSid, authToken, apiKey, apiSecret }: CarrierOptions,
): boolean {
  const basic = (user: string, password: string): string =>
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return [basic(accountSid, authToken), basic(apiKey, apiSecret)].includes(
    request.get('authorization') ?? '',
  );
}

function formOf(request: Request): URLSearchParams {
  const body: unknown = request.body;
  return new URLSearchParams(typeof body === 'string' ? body : '');
}

function withMessage(
  store: MessageStore,
  handle: (message: Message, response: Response, request: Request) => void,
): (request: Request, response: Response) => void {
  return (request, response) => {
    const message = store.find(String(request.params['sid']));
    if (message) handle(message, response, request);
    else answerTwilioError(response, 20404);
  };
}
