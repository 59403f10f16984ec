import { Router } from 'express';
import type { Faults } from './faults';
import { liveStream } from './live-stream';
import type { MessageStore } from './message-store';
import type { CarrierOptions } from './options';
import { phonePage } from './phone-page';
import { PHONE_PAGE_SCRIPT } from './phone-page-script';
import { PHONE_PAGE_STYLE } from './phone-page-style';

/** Nothing from anywhere else, and nobody may frame it. */
const CONTENT_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The page where people see the phones. */
export function phonePageRoutes({ senders }: CarrierOptions, store: MessageStore, faults: Faults): Router {
  const router = Router();
  router.get('/', (request, response) => {
    const search = new URL(request.originalUrl, 'http://carrier').searchParams.get('phone') ?? '';
    response
      .set({
        'content-security-policy': CONTENT_POLICY,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      .type('html')
      .send(phonePage({ store, faults: faults.list(), senders, search: search.trim() }));
  });
  router.get('/phones.css', (_request, response) => response.type('css').send(PHONE_PAGE_STYLE));
  router.get('/phones.js', (_request, response) => response.type('js').send(PHONE_PAGE_SCRIPT));
  router.get('/simulator/stream', liveStream(store, faults));
  return router;
}
