import type { Request, Response } from 'express';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { h } from 'preact';
import type { Faults } from './faults';
import type { MessageStore } from './message-store';
import { PageSummary } from './page-summary';
import { PhoneCard } from './phone-card';
import { isFoundBy } from './phone-page';

/** Changes that come together are shown together: a person sees no difference, a busy day costs little. */
const TOGETHER_MS = 150;

/** Server-sent events: `phone` with a phone's column as HTML, `summary`, and `fresh` when all of it changed. */
export function liveStream(
  store: MessageStore,
  faults: Faults,
): (request: Request, response: Response) => void {
  return (request, response) => {
    const search = new URL(request.originalUrl, 'http://carrier').searchParams.get('phone') ?? '';
    const changed = new Set<string>();
    let timer: NodeJS.Timeout | null = null;

    function send(event: string, value: string): void {
      response.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
    }

    function show(): void {
      timer = null;
      for (const phone of changed) {
        const texts = store.conversation(phone);
        if (texts.length > 0) send('phone', renderToStaticMarkup(h(PhoneCard, { phone, texts })));
      }
      changed.clear();
      send('summary', renderToStaticMarkup(h(PageSummary, { messages: store.all(), faults: faults.list() })));
    }

    const stop = store.onChange((phone) => {
      if (phone === null) send('fresh', '');
      else if (isFoundBy(search, phone)) changed.add(phone);
      timer ??= setTimeout(show, TOGETHER_MS);
    });
    response.on('close', () => {
      stop();
      if (timer) clearTimeout(timer);
    });
    response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 1000\n\n');
  };
}
