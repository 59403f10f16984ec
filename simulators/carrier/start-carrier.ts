import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import express from 'express';
import type { ErrorRequestHandler } from 'express';
import { createAdvance } from './advance';
import { createAnswerFirstText } from './answer-first-text';
import { createAcceptText } from './accept-text';
import { createDelivery } from './delivery';
import { createFaults } from './faults';
import { noJournal, openJournal } from './journal';
import type { Message } from './message';
import { createMessageStore } from './message-store';
import type { CarrierOptions } from './options';
import { paceOf } from './pace';
import { phonePageRoutes } from './phone-page-routes';
import { createReceipts } from './receipts';
import { createReplies } from './replies';
import { restApi } from './rest-api';
import { simulatorApi } from './simulator-api';
import { createTimers } from './timers';
import { createWebhooks } from './webhooks';

export type RunningCarrier = { url: string; close(): Promise<void> };

/**
 * A carrier that speaks Twilio's API and delivers to phones on a page.
 * @throws {Error} of the system, when the port is taken or the state file cannot be written.
 */
export async function startCarrier(options: CarrierOptions): Promise<RunningCarrier> {
  // The port first: a second copy on it must stop here, before it touches the first one's file.
  const server = await listen(options);
  const journal = options.state === undefined ? noJournal : openJournal(options.state);
  const timers = createTimers();
  const pace = paceOf(options);
  const store = createMessageStore(journal);
  const faults = createFaults();
  const webhooks = createWebhooks(options.authToken, timers);
  const receipts = createReceipts({ accountSid: options.accountSid, store, faults, webhooks, timers, pace });
  const advance = createAdvance(store, receipts);
  const onDelivered = (text: Message): void => answerFirstText(text);
  const delivery = createDelivery({ store, advance, receipts, timers, pace, onDelivered });
  const replies = createReplies({ options, store, webhooks, delivery });
  const answerFirstText = createAnswerFirstText({ store, replies, timers, pace });

  const app = express().disable('x-powered-by');
  app.use(phonePageRoutes(options, store, faults));
  app.use(
    '/2010-04-01',
    restApi({ options, store, timers, acceptText: createAcceptText({ options, faults, delivery }) }),
  );
  app.use('/simulator', simulatorApi({ options, store, delivery, replies, faults, webhooks }));
  app.use((_request, response) => response.status(404).json({ error: 'There is nothing here.' }));
  app.use(answerBadRequest);
  server.on('request', app);
  delivery.resume();
  replies.resume();

  return {
    url: addressOf(server),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      timers.cancelAll();
      webhooks.stop();
      await closed;
      journal.close();
    },
  };
}

/** Express tells of a body it cannot read by an error with a status. */
const answerBadRequest: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const isTheirs = error instanceof Error && 'status' in error && typeof error.status === 'number';
  if (isTheirs) response.status(Number(error.status)).json({ error: error.message });
  else next(error);
};

async function listen({ port, host = '127.0.0.1' }: CarrierOptions): Promise<Server> {
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

function addressOf(server: Server): string {
  const address = server.address();
  return `http://localhost:${typeof address === 'object' && address !== null ? address.port : ''}`;
}
