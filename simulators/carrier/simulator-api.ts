import { Router, json, urlencoded } from 'express';
import type { Request } from 'express';
import type { Delivery } from './delivery';
import { readFaults } from './faults';
import type { Faults } from './faults';
import type { Message } from './message';
import type { MessageStore } from './message-store';
import type { CarrierOptions } from './options';
import { ringSender } from './phone-call';
import { phoneAnchor } from './phone-card';
import { readPhoneNumber } from './phone-number';
import type { Replies } from './replies';
import type { Webhooks } from './webhooks';

type Setup = {
  options: CarrierOptions;
  store: MessageStore;
  delivery: Delivery;
  replies: Replies;
  faults: Faults;
  webhooks: Webhooks;
};

/** What people and tests may do that no carrier offers, below `/simulator`. */
export function simulatorApi({ options, store, delivery, replies, faults, webhooks }: Setup): Router {
  const router = Router();
  router.use(json(), urlencoded({ extended: false }));

  router.get('/messages', (request, response) => {
    const to = numberAsked(request);
    const found = store.all().filter((message) => to === null || message.to === to);
    response.json({ messages: found.map(showMessage) });
  });

  router.delete('/messages', (_request, response) => {
    store.clear();
    delivery.forget();
    response.status(204).end();
  });

  router.post('/replies', (request, response) => {
    const { from, body, to } = textFields(request);
    const phone = readPhoneNumber(from ?? '');
    if (phone === null)
      return response.status(400).json({ error: 'from: a phone number that texts, as 613-555-0123.' });
    if (!body?.trim()) return response.status(400).json({ error: 'body: the words of the text.' });
    if (to !== undefined && !options.senders.includes(to)) {
      return response.status(400).json({ error: `to: one of ${options.senders.join(', ')}, or left out.` });
    }
    const reply = replies.receive({ from: phone, body, ...(to !== undefined && { to }) });
    // The phone page without script posts a form and wants to see the page again.
    if (request.is('urlencoded')) return response.redirect(303, `/#${phoneAnchor(phone)}`);
    return response.status(201).json(showMessage(reply));
  });

  router.post('/calls', async (request, response) => {
    const phone = readPhoneNumber(textFields(request).from ?? '');
    if (phone === null)
      return response.status(400).json({ error: 'from: a phone number that rings, as 613-555-0123.' });
    const heard = await ringSender(options, webhooks, phone);
    if (heard === null) return response.status(502).json({ error: 'Nobody answered at the voice URL.' });
    return response.json(heard);
  });

  router.get('/faults', (_request, response) => response.json(faults.list()));
  router.put('/faults', (request, response) => {
    const read = readFaults(request.body);
    if (typeof read === 'string') return response.status(400).json({ error: read });
    faults.replace(read);
    return response.json(faults.list());
  });

  return router;
}

function showMessage(message: Message): object {
  return {
    sid: message.sid,
    direction: message.direction === 'inbound' ? 'inbound' : 'outbound',
    from: message.from,
    to: message.to,
    body: message.body,
    status: message.status,
    errorCode: message.errorCode,
    numSegments: message.segments,
    createdAt: new Date(message.createdAt).toISOString(),
    updatedAt: new Date(message.updatedAt).toISOString(),
  };
}

/** A `+` that nobody encoded arrives as a space: it is a plus all the same. */
function numberAsked(request: Request): string | null {
  const to = request.query['to'];
  return typeof to === 'string' ? to.trim().replace(/^(?=\d)/, '+') : null;
}

function textFields(request: Request): { from?: string; body?: string; to?: string } {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null) return {};
  const fields = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(fields.map(([name, value]) => [name, value]));
}
